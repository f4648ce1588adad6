import { debug, type DebugAdapterTracker, type Disposable, workspace } from 'vscode';
import { codeSpan } from '../../diagnose/codeSpan';
import type { Outputs } from './outputs';

/** Keeps what debug sessions print, and the exceptions at which they stop. Nothing is kept in Restricted Mode. */
export function watchDebugSessions(outputs: Outputs): Disposable {
  return debug.registerDebugAdapterTrackerFactory('*', {
    createDebugAdapterTracker: ({ name }): DebugAdapterTracker | undefined => {
      if (!workspace.isTrusted) return undefined;
      let add: ((piece: string) => void) | undefined;
      return {
        onDidSendMessage: (message: unknown) => {
          const text = textIn(message);
          if (text === undefined) return;
          add ??= outputs.open(`the debug session ${codeSpan(name, longestName)}`);
          add(`${text}\n`);
        },
      };
    },
  });
}

const longestName = 60;

/** Messages of the Debug Adapter Protocol that carry a program's words: `output`, `stopped` at an exception, and the answer to `exceptionInfo`. */
function textIn(message: unknown): string | undefined {
  const { type, event, command, body } = fields(message);
  const { category, output, reason, text, description, exceptionId, details } = fields(body);
  if (type === 'event' && event === 'output' && category !== 'telemetry' && typeof output === 'string') return output;
  if (type === 'event' && event === 'stopped' && reason === 'exception') return joined([description, text]);
  return type === 'response' && command === 'exceptionInfo' ? joined([exceptionId, description, fields(details).message, fields(details).stackTrace]) : undefined;
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function joined(parts: readonly unknown[]): string | undefined {
  const texts = parts.filter((part) => typeof part === 'string' && part !== '');
  return texts.length === 0 ? undefined : texts.join('\n');
}

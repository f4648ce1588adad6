import { CancellationError, type LanguageModelTool } from 'vscode';
import { systemClock } from '../../io/clock';
import { type ClassDetails, detailsOf } from '../../limits/details';
import type { LimitRow } from '../../limits/limitTable';
import type { Monitor } from '../../limits/monitorState';
import { answer } from './answer';

/** The tool that tells what is left of the limits as last read. It reads what the meter knows and never sends a ping. */
export function headroomTool(state: () => Promise<Monitor>): LanguageModelTool<object> {
  return {
    prepareInvocation: () => ({ invocationMessage: 'Reading the known headroom of the Claude API' }),
    invoke: async (_, token) => {
      const monitor = await state();
      if (token.isCancellationRequested) throw new CancellationError();
      const { status, classes } = detailsOf({ monitor, entries: [], range: '1h', now: systemClock.now() });
      return answer([status, ...(classes.length === 0 ? [nothing] : classes.map(classText))].join('\n\n'));
    },
  };
}

const nothing = 'Nothing is known of the limits. This tool sends no request: the user can run "Claude API: Check Headroom Now", which sends a test ping if that is allowed, or "Claude API: Observe Traffic".';

function classText({ model, origin, rows, sentences }: ClassDetails): string {
  return [`${model}, read ${origin}:`, ...rows.map(rowText), ...sentences].join('\n');
}

function rowText({ name, isTightest, limit, remaining, again }: LimitRow): string {
  return `- ${name}${isTightest ? ', the tightest' : ''}: ${remaining} left${limit === '' ? '' : ` of ${limit}`}, full again: ${again}`;
}

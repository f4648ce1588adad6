import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { ExtensionContext } from 'vscode';
import { type Clock, systemClock } from '../io/clock';
import { followFile, type Follower } from '../io/followFile';
import { readRecordedLine } from '../limits/recordedLine';
import type { Snapshot } from '../limits/snapshot';
import type { TerminalVariables } from './terminalVariables';

/** Reads what recorders in programs note, and tells programs of new terminals where. */
export interface Recorder {
  /** Resolves to the file once it is watched; undefined where the storage of the extension cannot be used. */
  readonly file: Promise<string | undefined>;
  dispose(): void;
}

export interface RecorderDeps {
  readonly variables: TerminalVariables;
  readonly onReading: (reading: Snapshot) => void;
  readonly log?: (line: string) => void;
  readonly clock?: Clock;
}

/** About as many lines as a day of work has; twice that is kept at most. */
const rotateAt = 262_144;

/** Starts to watch the file of this workspace, which lies in the extension's own storage. */
export function startRecorder({ storageUri, globalStorageUri }: Pick<ExtensionContext, 'storageUri' | 'globalStorageUri'>, { variables, onReading, log = () => undefined, clock = systemClock }: RecorderDeps): Recorder {
  const file = path.join((storageUri ?? globalStorageUri).fsPath, 'limits.jsonl');
  let isDisposed = false;
  let follower: Follower | undefined;

  async function start(): Promise<string | undefined> {
    try {
      await mkdir(path.dirname(file), { recursive: true });
      const followed = await followFile({ file, clock, rotateAt, onLine });
      if (isDisposed) {
        followed.dispose();
        return undefined;
      }
      follower = followed;
      variables.set('HEADROOM_LIMITS_FILE', { value: file, holds: 'for-good', about: 'Names the file in which programs can note their rate limits for Headroom.' });
      return file;
    } catch (error) {
      log(`Recorded limits are not read: ${error instanceof Error && 'code' in error ? String(error.code) : 'the storage cannot be used'}`);
      return undefined;
    }
  }

  function onLine(line: string): void {
    const reading = readRecordedLine(line, clock.now());
    if (reading && !isDisposed) onReading(reading);
  }

  return {
    file: start(),
    dispose: () => {
      isDisposed = true;
      follower?.dispose();
    },
  };
}

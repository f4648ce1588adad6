import { readFile, readlink } from 'node:fs/promises';
import os from 'node:os';
import { isRecord } from './isRecord';

/** A process, named so that no other one is taken for it. Plain JSON. */
export interface ProcessName {
  readonly pid: number;
  /** Where its number counts: the machine since it was started, and the container. */
  readonly machine: string;
  /** When it began, in the system's own words: numbers are used again. Absent where the system does not easily tell. */
  readonly started?: string;
}

/** The name of this process. */
export async function ownName(): Promise<ProcessName> {
  const [boot, container, state] = await Promise.all([readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => ''), readlink('/proc/self/ns/pid').catch(() => ''), stateOf(process.pid)]);
  return { pid: process.pid, machine: [os.hostname(), boot.trim(), container].join(' ').trim(), ...(state && { started: state.started }) };
}

/** True for a process that has certainly ended. Of one on another machine that cannot be told. */
export async function hasEnded({ pid, machine, started }: ProcessName, own: ProcessName): Promise<boolean> {
  if (machine !== own.machine) return false;
  if (!exists(pid)) return true;
  const state = await stateOf(pid);
  return state !== undefined && (state.isZombie || (started !== undefined && state.started !== started));
}

/** Reads a name from untrusted JSON. */
export function isProcessName(value: unknown): value is ProcessName {
  if (!isRecord(value)) return false;
  const { pid, machine, started } = value;
  return typeof pid === 'number' && Number.isSafeInteger(pid) && pid > 0 && typeof machine === 'string' && (started === undefined || typeof started === 'string');
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, and somebody else's.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

/** From Linux: the fields after the name of the program, which may hold blanks and brackets itself. See proc_pid_stat(5). */
async function stateOf(pid: number): Promise<{ readonly isZombie: boolean; readonly started: string } | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state, started] = [fields?.[0], fields?.[19]];
  return state === undefined || started === undefined ? undefined : { isZombie: state === 'Z' || state === 'X', started };
}

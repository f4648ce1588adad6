import { type ChildProcess, spawn } from 'node:child_process';

/** How a program ended: its exit code, or the signal that ended it, and all it printed. */
export interface Ended {
  readonly code: number | string | null;
  readonly output: string;
}

/** Runs a program with just this environment; it is killed once it has taken longer than the milliseconds given. Rejects where it cannot be started. */
export function runCommand([command = '', ...args]: readonly string[], env: NodeJS.ProcessEnv, limitMs?: number): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'], killSignal: 'SIGKILL', ...(limitMs !== undefined && { timeout: limitMs }) });
    const output = outputOf(child);
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code: code ?? signal, output: output.take() }));
  });
}

/** What a process has printed since it was last asked. */
export function outputOf(child: ChildProcess): { readonly take: () => string } {
  const chunks: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return { take: () => Buffer.concat(chunks.splice(0)).toString() };
}

/** The environment of a program that is run against a service of this machine, with a key that is none. */
export function localEnvironment(added: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv {
  return {
    ...process.env,
    ANTHROPIC_API_KEY: 'test-key',
    ANTHROPIC_AUTH_TOKEN: undefined,
    ANTHROPIC_BASE_URL: undefined,
    NO_PROXY: '127.0.0.1',
    no_proxy: '127.0.0.1',
    NODE_OPTIONS: undefined,
    PYTHONUTF8: '1',
    ...added,
  };
}

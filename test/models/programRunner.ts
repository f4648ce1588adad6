import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import path from 'node:path';

/** How one run of a program ended. */
export interface Ended {
  readonly code: number | string | null;
  readonly output: string;
}

/** Starts a program again and again, one run after the other. */
export interface ProgramRunner {
  readonly run: (env: Readonly<Record<string, string>>) => Promise<Ended>;
  readonly close: () => void;
}

const limitMs = 90_000;
const pythonFolder = path.join(__dirname, 'python');

/** A runner of a program in Node, or in the Python given. */
export function programRunner(file: string, python: string | undefined): ProgramRunner {
  if (!file.endsWith('.py')) return eachByItself([process.execPath, '--require', path.join(__dirname, 'virtualTime.cjs'), file]);
  const interpreter = [python ?? ''];
  return process.platform === 'linux' ? forked([...interpreter, path.join(pythonFolder, 'fork_runs.py'), file]) : eachByItself([...interpreter, file]);
}

function eachByItself([command = '', ...args]: readonly string[]): ProgramRunner {
  return {
    run: (added) =>
      new Promise((resolve, reject) => {
        const child = spawn(command, args, { env: environment(added), stdio: ['ignore', 'pipe', 'pipe'], timeout: limitMs, killSignal: 'SIGKILL' });
        const output = outputOf(child);
        child.on('error', reject);
        child.on('close', (code, signal) => resolve({ code: code ?? signal, output: output.take() }));
      }),
    close: () => undefined,
  };
}

/** One process that keeps what the program imports, and forks for each run. */
function forked([command = '', ...args]: readonly string[]): ProgramRunner {
  const child = spawn(command, args, { env: environment({ HEADROOM_RANDOM: '0' }), stdio: ['pipe', 'pipe', 'pipe', 'pipe'] });
  const output = outputOf(child);
  const codes = createInterface({ input: child.stdio[3] as NodeJS.ReadableStream });
  let settle: ((code: Ended['code']) => void) | undefined;
  codes.on('line', (code) => settle?.(Number(code)));
  child.on('close', (code, signal) => settle?.(`its process (${signal ?? code})`));
  child.on('error', (error) => settle?.(error.message));
  child.stdin.on('error', () => undefined);
  return {
    run: async (added) => {
      const ending = new Promise<Ended['code']>((resolve) => (settle = resolve));
      child.stdin.write(`${JSON.stringify(added)}\n`);
      const timer = setTimeout(() => child.kill('SIGKILL'), limitMs);
      const code = child.exitCode ?? (await ending);
      clearTimeout(timer);
      return { code, output: output.take() };
    },
    close: () => child.stdin.end(),
  };
}

function environment(added: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return {
    ...process.env,
    ANTHROPIC_API_KEY: 'test-key',
    ANTHROPIC_AUTH_TOKEN: undefined,
    ANTHROPIC_BASE_URL: undefined,
    NO_PROXY: '127.0.0.1',
    no_proxy: '127.0.0.1',
    NODE_OPTIONS: undefined,
    PYTHONPATH: pythonFolder,
    PYTHONUTF8: '1',
    ...added,
  };
}

function outputOf(child: ChildProcess): { readonly take: () => string } {
  const chunks: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return { take: () => Buffer.concat(chunks.splice(0)).toString() };
}

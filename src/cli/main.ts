#!/usr/bin/env node
import { run } from './run';
import type { Terminal } from './terminal';

const { stdin, stdout, stderr, env } = process;

const terminal: Terminal = {
  cwd: process.cwd(),
  env,
  // no-color.org: any value that is not empty switches colours off.
  colours: stdout.isTTY && !env.NO_COLOR && env.TERM !== 'dumb',
  interactive: stdin.isTTY,
  out: (text) => stdout.write(text),
  note: (line) => stderr.write(`${line}\n`),
  input: () => stdin as AsyncIterable<Uint8Array>,
  stopped: () =>
    new Promise((resolve) => {
      // Nothing else may keep the process alive.
      const alive = setInterval(() => undefined, longestTimeout);
      const stop = () => {
        clearInterval(alive);
        resolve();
      };
      process.once('SIGINT', stop);
      process.once('SIGTERM', stop);
    }),
};

/** Node fires a longer timer at once. */
const longestTimeout = 2 ** 31 - 1;

// Whoever reads the output may stop early, as `head` does.
stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2));

run(process.argv.slice(2), terminal).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    stderr.write(`headroom: a bug, please report it: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 2;
  },
);

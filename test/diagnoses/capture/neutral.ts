import path from 'node:path';
import type { Tools } from './commandOf';

export interface Place extends Tools {
  /** The emulator's. */
  readonly url: string;
  /** Where the program believes to be. */
  readonly address: string;
}

/** Longest text of a piece, and what is kept of the beginning of a longer one; in characters, nearly all of which are one byte. */
const longest = 6000;
const beginning = 1500;

/**
 * What a program printed as it would have been on another machine against the real address: paths, ports and addresses are replaced,
 * and nothing else, but that the middle of what is longer than a piece may be is left out.
 */
export function neutral(output: string, { url, address, python, library, built }: Place): string {
  const environment = path.dirname(path.dirname(python));
  const [host, hostname, port] = [new URL(address).host, new URL(address).hostname, new URL(address).port || '443'];
  const names: readonly (readonly [string, string])[] = [
    [path.join(__dirname, 'programs'), '/home/me/app'],
    [path.join(__dirname, 'go'), '/home/me/app'],
    [path.join(__dirname, 'node_modules'), '/home/me/app/node_modules'],
    [path.join(built, 'java', 'classes'), '/home/me/app/classes'],
    [environment, '/home/me/app/.venv'],
    [library, '/usr/lib/python3.11'],
    ['node_modules/anthropic-sdk-0/', 'node_modules/@anthropic-ai/sdk/'],
    [url, address],
    ['127.0.0.1 (127.0.0.1)', `${hostname} (192.0.2.1)`],
    [new URL(url).host, host],
    [`port ${new URL(url).port}`, `port ${port}`],
    [`127.0.0.1:${new URL(url).port}`, `127.0.0.1:${port}`],
  ];
  return shortened(names.reduce((text, [from, to]) => text.replaceAll(from, to), output).trim());
}

/** Between lines, where there are some. */
function shortened(text: string): string {
  if (Buffer.byteLength(text) <= longest) return text;
  const end = text.lastIndexOf('\n', beginning);
  const start = text.indexOf('\n', text.length - (longest - beginning));
  return `${text.slice(0, end === -1 ? beginning : end)}\n[...]\n${text.slice(start === -1 ? beginning - longest : start + 1)}`;
}

// `npm run captures`: runs programs of many libraries against the emulator, which fails them, and writes what they print to
// storms.jsonl. `npm run captures -- <word>` runs those with the word and prints what they print. Needs Python, Go, a JDK with Maven, and curl.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Piece } from '../piece';
import { capture } from './capture';
import { type Capture, captures } from './captures';
import { prepare } from './prepare';

const atOnce = 3;

async function main(words: readonly string[]): Promise<void> {
  const tools = prepare();
  const wanted = captures.filter(({ service, command }) => words.length === 0 || words.some((word) => `${service} ${command}`.includes(word)));
  const pieces = new Map<Capture, Piece>();
  const queue = [...wanted];
  const work = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      try {
        pieces.set(next, await capture(next, tools));
      } catch (error) {
        process.exitCode = 1;
        console.error(error instanceof Error ? error.message : error);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const caught = wanted.flatMap((one) => pieces.get(one) ?? []);
  if (words.length > 0 || caught.length < wanted.length) for (const { id, cause, also, driver, text } of caught) console.log(`##### ${id}: ${[cause, ...(also ?? [])].join(' or ')}${driver === undefined ? '' : `, ${driver}`}\n${text}\n`);
  else writeFileSync(path.join(__dirname, '..', 'storms.jsonl'), caught.map((piece) => `${JSON.stringify(piece)}\n`).join(''));
}

void main(process.argv.slice(2));

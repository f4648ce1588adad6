// `npm run captures`: runs programs of many libraries against the emulator, which fails them, and writes what they print to
// storms.jsonl. `npm run captures -- <word>` runs those with the word alone, prints what they print, and leaves the others as they
// are. Needs Python, Go, a JDK with Maven, and curl.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Piece } from '../piece';
import { readPieces } from '../readPieces';
import { capture } from './capture';
import { captures } from './captures';
import { idOf } from './pieceOf';
import { prepare } from './prepare';

const atOnce = 3;

async function main(words: readonly string[]): Promise<void> {
  const tools = prepare();
  const wanted = captures.filter((one) => words.length === 0 || words.some((word) => `${one.service} ${one.command}`.includes(word)));
  const caught = new Map(readPieces('storms').map((piece) => [piece.id, piece] as const));
  const queue = [...wanted];
  const work = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      try {
        const piece = await capture(next, tools);
        caught.set(piece.id, piece);
        if (words.length > 0) print(piece);
      } catch (error) {
        process.exitCode = 1;
        console.error(error instanceof Error ? error.message : error);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const lines = captures.flatMap((one) => caught.get(idOf(one)) ?? []).map((piece) => `${JSON.stringify(piece)}\n`);
  writeFileSync(path.join(__dirname, '..', 'storms.jsonl'), lines.join(''));
}

function print({ id, cause, also = [], driver, text }: Piece): void {
  console.log(`##### ${id}: ${[cause, ...also].join(' or ')}${driver === undefined ? '' : `, ${driver}`}\n${text}\n`);
}

void main(process.argv.slice(2));

import path from 'node:path';
import { fixes } from '../../src/lint/fixes/index';
import { type Proof, ownTest } from './proofs';
import { type Run, waited } from './runProof';
import type { Outcome } from './runStorm';
import { type Storm, storms } from './storms';

/** The rows of one proof: a line for each storm. */
export function tableOf({ before, after }: Proof, runs: readonly Run[]): string {
  const file = `[${before}](../test/fixtures/lint/${before}) → [${after.slice(before.length - path.extname(before).length + 1)}](../test/fixtures/lint/${after})`;
  return runs.map(({ storm, before: unfixed, after: fixed, again }, index) => `| ${[index === 0 ? file : '', storms[storm].title, said(unfixed, storms[storm], again?.before), said(fixed, storms[storm], again?.after)].join(' | ')} |`).join('\n');
}

function said(outcome: Outcome, { realTime, after }: Storm, again: Outcome | undefined): string {
  const { succeeded, requests } = outcome;
  const mark = succeeded ? '✓' : '✗';
  // How calls that run at once share a bucket differs from run to run.
  if (realTime) return mark;
  const count = `${requests.length} ${requests.length === 1 ? 'request' : 'requests'}`;
  if (after === 'asks less often') return `${mark} ${count}`;
  const seconds = [outcome, ...(again ? [again] : [])].map((one) => Math.round(waited(one) * 10) / 10);
  return `${mark} ${count}${seconds[0] === 0 ? '' : `, ${[...new Set(seconds)].join(' or ')} s`}`;
}

/** The whole page. */
export function page(done: ReadonlyMap<Proof, readonly Run[]>): string {
  const sections = fixes.map(({ id, rules, summary }) => {
    const rows = [...done].filter(([{ fix }]) => fix === id).map(([proof, runs]) => tableOf(proof, runs));
    const repaired = rules.map((rule) => `[${rule}](rules/${rule}.md)`).join(', ');
    const own = ownTest(id);
    return [`## ${id}`, '', `${summary} Repairs ${repaired}.`, ...(rows.length === 0 ? [] : ['', ...head, ...rows]), ...(own === undefined ? [] : ['', `Run by [${own}](../test/unit/fixes/${own}).`]), ''].join('\n');
  });
  return [intro, ...sections].join('\n');
}

const head = ['| Program | Storm | Before | After |', '|---|---|---|---|'];

const intro = `# Fixes, run

Each program stands in \`test/fixtures/lint/\` as it was and as a fix left it, and both ran against the emulator in the storms that the fix is for, with the real SDKs and libraries. \`npm run storms\` writes this page, and a test fails where a program does not get through its storm, or where the fix makes no difference.

- ✓ the program ended well, ✗ it ended with an error. After a spend cap, and after a refusal that no wait mends, an error at once is what is wanted; after a limit that does not end, an error at last.
- The requests are those that arrived, and the seconds those between the first and the last of them. They are virtual, at half of every jitter; 40 calls at once take their real time, and how they share a bucket differs from run to run.
- A program whose calls wait as the server says, as the linter sees it, never asked before that time.
`;

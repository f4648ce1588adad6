import { longestWait, round } from './compare';
import type { Row } from './measureAll';
import type { Program } from './programs';
import type { Run } from './runUnder';

type Language = Program['language'];

const headings: Readonly<Record<Language, string>> = { javascript: 'JavaScript', python: 'Python' };

/** The page of one language's programs, as a section of `docs/library-models.md`. */
export function tableOf(language: Language, rows: readonly Row[]): string {
  const lines = rows.filter(({ program }) => program.language === language).map(lineOf);
  return [`## ${headings[language]}`, '', ...head, ...lines, ''].join('\n');
}

/** The whole page. */
export function page(rows: readonly Row[]): string {
  return [intro, tableOf('javascript', rows), tableOf('python', rows)].join('\n');
}

const intro = `# Library models, measured

Each line is a small program in \`test/models/programs/\` that sends one request to Claude through a library. It ran by itself against the emulator, which answered *every* request as the column says, and the columns count the requests that arrived. What the linter says of the same file stands beside it. \`npm run models\` writes this page, and a test fails when a run and the linter disagree or when this page is out of date.

- **429** came with \`retry-after: 1\`, without the header, and with \`retry-after: 90\`; **cap** is the 429 of a spend cap, which names no time; **reset** cuts the connection before an answer; **stream** puts an error event into a stream that began well. ∞ never ends.
- **Waits** are the seconds between the first and the last request after a 429 that names no time, at half or at full jitter, whichever is longer. **Told 90** is the first wait after \`retry-after: 90\`.
- **The linter says**: the state, requests after a 429 / a 529 / a broken connection, what becomes of \`retry-after\`, and the longest wait. ✓ all of that is what was measured; (✓) what it says is, and some of it (?) it could not tell from the code; ✗ it is not.
- Waits are virtual: the program's timers and clocks ran ahead.
- Two models are known to be wrong and have no line: an SDK middleware that throws a \`RetryableError\` loses \`retry-after\` (0.4 s measured where 90 s were told, and the linter says honoured), and a Mastra agent with retries sends a second request even after a success.
`;

const columns = ['Program', 'Packages', '429 +1 s', '429', '429 +90 s', '529', '500', '400', 'cap', 'reset', 'stream', 'Waits', 'Told 90', 'The linter says', ''];
const head = [`| ${columns.join(' | ')} |`, `|${columns.map((_, index) => (index > 1 && index < 13 ? '--:' : '---')).join('|')}|`];

function lineOf({ program, call, measured, checks }: Row): string {
  const { runs, failures } = measured;
  const count = (run: Run | undefined) => (run === undefined ? '' : run.requests > failures ? '∞' : String(run.requests));
  const wait = longestWait(runs, failures);
  const [toldLong] = runs.toldLong.waits;
  const extension = program.language === 'python' ? 'py' : 'mjs';
  const cells = [
    `[${program.name}](../test/models/programs/${program.name}.${extension})`,
    program.packages.join(', '),
    ...[runs.told, runs.limited, runs.toldLong, runs.overloaded, runs.serverError, runs.badRequest, runs.spent, runs.reset, runs.broken].map(count),
    runs.limited.requests === 1 ? '' : wait === undefined ? '∞' : `${round(wait.between)} s`,
    toldLong === undefined ? '' : `${round(toldLong)} s`,
    saysOf({ call, checks }),
    markOf(checks),
  ];
  return `| ${cells.join(' | ')} |`;
}

function saysOf({ call, checks }: Pick<Row, 'call' | 'checks'>): string {
  const { state, retryAfter, maxWaitSeconds, covers429 } = call.policy;
  const said = (what: string) => {
    const modelled = checks.find((check) => check.what === what)?.modelled ?? '?';
    return modelled === 'unknown' ? '?' : modelled === 'unbounded' ? '∞' : modelled === 'several' ? '>1' : modelled;
  };
  const requests = ['requests on a 429 with retry-after', 'requests on a 529', 'requests on a reset connection'].map(said).join(' / ');
  if (covers429 !== true) return `${state}, ${requests}`;
  const wait = maxWaitSeconds === 'unknown' ? '?' : `${round(maxWaitSeconds)} s`;
  return `${state}, ${requests}, ${retryAfter === 'unknown' ? '?' : retryAfter}, ${wait}`;
}

function markOf(checks: Row['checks']): string {
  if (checks.some(({ agrees }) => agrees === false)) return '✗';
  return checks.some(({ agrees }) => agrees === undefined) ? '(✓)' : '✓';
}

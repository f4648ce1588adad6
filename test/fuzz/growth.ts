// Prints the stretches of the linter's code that run more than in proportion to what they read, as the engine counts for
// coverage: the counts depend on the code alone and not on the machine. Whatever is to be counted is loaded after the counting starts.
import { Session } from 'node:inspector/promises';

/** Above what the linter follows of anything, so that no limit hides what comes before it. */
const size = 210;
/** Twice as much may cost this many times as much; what grows with the square costs four times. */
const most = 3;
/** Text that is itself longer by the square of its size, for its indentation. */
const indented = new Set(['blocks', 'functions', 'tries']);

type Counts = ReadonlyMap<string, number>;

async function main(): Promise<void> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const { loadGrammar } = await import('../../src/io/grammars');
  const { createLinter } = await import('../../src/lint/linter');
  const { sourceText } = await import('../../src/lint/source');
  const { hostile } = await import('./hostile');
  const counts = async (): Promise<Counts> => {
    const { result } = await session.post('Profiler.takePreciseCoverage');
    const own = result.filter(({ url }) => url.includes('/src/lint/'));
    return new Map(own.flatMap(({ url, functions }) => functions.flatMap(({ functionName, ranges }) => ranges.map(({ startOffset, count }) => [`${url.replace(/.*\/src\//, '')} ${functionName || 'a function'} at ${startOffset}`, count] as const))));
  };
  const linter = createLinter(loadGrammar);
  for (const { name, languages, text } of hostile) {
    const [language] = languages;
    if (!language || indented.has(name)) continue;
    const work = async (of: number) => {
      await counts();
      const document = await linter.open(language, sourceText('a', text(of)));
      document.analyze({});
      document.dispose();
      return counts();
    };
    await work(1);
    const [once, twice] = [await work(size), await work(2 * size)];
    for (const [place, count] of twice) {
      // A stretch that ran as often as the code around it has no count of its own.
      const before = once.get(place) ?? count;
      if (count > 12 * size && count > most * before) console.log(`${language}: ${name}: ${place} ran ${before} times for ${size}, ${count} times for ${2 * size}`);
    }
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

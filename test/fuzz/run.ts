// `npm run fuzz -- [--seed n] [--runs n] [files or folders]`: what no text may do to the linter. It prints its seed, counts and the slowest analyses.
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { loadGrammar } from '../../src/io/grammars';
import type { LanguageId } from '../../src/lint/call';
import { maxLength } from '../../src/lint/libraries/gate';
import { createLinter, languageOf } from '../../src/lint/linter';
import { sourceText } from '../../src/lint/source';
import { checkAnalysis } from './checkAnalysis';
import { checkEdits } from './checkEdits';
import { cellStep, checkNotebook } from './checkNotebook';
import { hostile } from './hostile';
import { mutate, mutation } from './mutations';
import { type Seed, filesBelow, notebooks, seeds } from './seeds';

/** No analysis may take longer. */
const mostSeconds = 1;
const out = path.join(__dirname, '..', '..', 'out', 'fuzz');
const linter = createLinter(loadGrammar);
const timed: { readonly name: string; readonly seconds: number }[] = [];
const failures: string[] = [];

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { seed: { type: 'string' }, runs: { type: 'string', default: '300' }, size: { type: 'string', default: '1000' } }, allowPositionals: true });
  const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
  const runs = Number(values.runs);
  console.log(`Seed ${seed}, ${runs} runs of each property`);
  mkdirSync(out, { recursive: true });
  const given: readonly Seed[] = positionals.flatMap((name) => (statSync(name).isDirectory() ? filesBelow(name) : [[`/${path.basename(name)}`, readFileSync(name, 'utf8')] as const]).map((file) => [file]));
  for (const [[file, text]] of given.filter((one): one is readonly [Seed[number]] => one.length === 1)) await analyse(file, languageOf(file), text);
  // All fixes of few findings, and some of many.
  for (const size of [30, Number(values.size)]) for (const { name, languages, text } of hostile) await analyse(`${name} (${languages[0] ?? ''})`, languages[0], longest(text, size));
  const all = [...seeds(), ...given.filter(([file]) => (file?.[1].length ?? 0) < 100_000)];
  const anySeed = fc.constantFrom(...all);
  await holds('mutated', fc.asyncProperty(anySeed, fc.array(mutation, { minLength: 1, maxLength: 10 }), async ([first], mutations) => {
    if (!first) return;
    const text = mutations.reduce(mutate, first[1]);
    writeFileSync(path.join(out, 'last'), text);
    await analyse(`${first[0]} mutated`, languageOf(first[0]), text, 'throw');
  }), { seed, runs: runs * 5 });
  const step = fc.record({ file: fc.double({ min: 0, max: 1, noNaN: true }), mutation });
  await holds('edited', fc.asyncProperty(anySeed, fc.array(step, { minLength: 1, maxLength: 10 }), checkEdits), { seed, runs });

  await holds('notebooks', fc.asyncProperty(fc.constantFrom(...notebooks()), fc.array(cellStep, { minLength: 1, maxLength: 10 }), checkNotebook), { seed, runs });

  const slowest = timed.sort((a, b) => b.seconds - a.seconds).slice(0, 10);
  console.log(`${timed.length} analyses, ${timed.filter(({ seconds }) => seconds > mostSeconds).length} longer than ${mostSeconds} s, ${failures.length} failures. The slowest:`);
  for (const { name, seconds } of slowest) console.log(`  ${seconds.toFixed(2)} s  ${name}`);
  for (const failure of failures) console.log(failure);
  if (failures.length > 0 || (slowest[0]?.seconds ?? 0) > mostSeconds) process.exitCode = 1;
}

/** Text of that size, or of the largest that is still read. */
function longest(text: (size: number) => string, size: number): string {
  const whole = text(size);
  return whole.length <= maxLength ? whole : longest(text, Math.floor(size * 0.9));
}

async function analyse(name: string, language: LanguageId | undefined, text: string, onFailure: 'note' | 'throw' = 'note'): Promise<void> {
  if (!language) return;
  try {
    const document = await linter.open(language, sourceText(name, text));
    const started = performance.now();
    const analysis = document.analyze({});
    const seconds = (performance.now() - started) / 1000;
    timed.push({ name, seconds });
    if (seconds > mostSeconds) console.log(`${seconds.toFixed(2)} s  ${name}`);
    await checkAnalysis(document, analysis);
    document.dispose();
  } catch (error) {
    if (onFailure === 'throw') throw error;
    const file = path.join(out, `${failures.length}-${name.replace(/\W+/g, '-')}`);
    writeFileSync(file, text);
    failures.push(`${name}: ${String(error).slice(0, 300)}; see ${file}`);
  }
}

/** Runs a property; what makes it fail, made as small as it can be, goes to `out/fuzz/`. */
async function holds<T>(name: string, property: fc.IAsyncProperty<T>, { seed, runs }: { readonly seed: number; readonly runs: number }): Promise<void> {
  const { failed, counterexample, errorInstance, numRuns } = await fc.check(property, { seed, numRuns: runs });
  console.log(`${name}: ${numRuns} runs`);
  if (!failed) return;
  const file = path.join(out, `${name}.json`);
  writeFileSync(file, JSON.stringify(counterexample, undefined, 2));
  failures.push(`${name}: ${String(errorInstance).slice(0, 600)}; see ${file}`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

// `npm run fixes`: applies every fix of every finding to the labelled public repositories, each by itself, and counts
// what does not parse, does not help or makes something worse. `--snapshots <folder>` takes git repositories named
// `owner+name` from there instead of GitHub, `--only <word>` takes those whose name has the word.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { analyzeFiles } from '../../src/io/analyzeFiles';
import { findSources } from '../../src/io/files';
import { loadGrammar } from '../../src/io/grammars';
import { workspaceProgram } from '../../src/io/program/workspaceProgram';
import { today } from '../../src/io/today';
import { createLinter } from '../../src/lint/linter';
import { checkout } from '../accuracy/checkout';
import { readCorpus } from '../accuracy/labels';
import { type Exception, tryFixes } from './tryFixes';

const root = path.resolve(__dirname, '..', '..');

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { snapshots: { type: 'string' }, only: { type: 'string' } } });
  const corpora = [path.join(root, 'test', 'accuracy'), path.resolve(root, '..', 'shared', 'corpus')].filter((folder) => existsSync(folder)).map(readCorpus);
  const repos = new Map(corpora.flatMap(({ labels, files }) => [...files, ...labels]).map(({ repo, commit }) => [repo, commit]));
  const counts = new Map<string, number>();
  let [read, applied, files] = [0, 0, 0];
  const exceptions: Exception[] = [];
  for (const [repo, commit] of repos) {
    if (values.only !== undefined && !repo.includes(values.only)) continue;
    const folder = mkdtempSync(path.join(os.tmpdir(), 'headroom-fixes-'));
    try {
      if (!checkout({ repo, commit, folder, snapshots: values.snapshots })) continue;
      read++;
      for await (const { file, count, found } of triedIn(folder)) {
        files++;
        for (const [fix, times] of count) counts.set(fix, (counts.get(fix) ?? 0) + times);
        applied += [...count.values()].reduce((sum, times) => sum + times, 0);
        exceptions.push(...found);
        for (const { fix, rule, line, why } of found) console.log(`${repo} ${path.relative(folder, file)}:${line}  ${fix} for ${rule}: ${why}`);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
      rmSync(`${folder}.git`, { recursive: true, force: true });
    }
  }
  for (const [fix, times] of [...counts].sort()) console.log(`${fix}: ${times}, ${exceptions.filter((one) => one.fix === fix).length} of them with an exception`);
  console.log(`${applied} fixes in ${files} files of ${read} of ${repos.size} repositories, ${exceptions.length} exceptions.`);
  process.exitCode = exceptions.length > 0 ? 1 : 0;
}

async function* triedIn(folder: string): AsyncGenerator<{ readonly file: string; readonly count: ReadonlyMap<string, number>; readonly found: readonly Exception[] }> {
  const program = workspaceProgram({ roots: () => [folder], note: () => undefined });
  await program.load();
  const { files } = await findSources([folder], folder);
  const linter = createLinter(loadGrammar, program, today);
  for await (const { file, analysis, document } of analyzeFiles(files, { linter, settings: {}, onNote: () => undefined })) {
    // What a fix makes of a notebook is cut into its cells again elsewhere.
    if (analysis.findings.length === 0 || document.source.parts !== undefined) continue;
    const { fixes, exceptions } = await tryFixes(document, linter);
    yield { file, count: fixes, found: exceptions };
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

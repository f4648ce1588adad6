import { Command, InvalidArgumentError } from 'commander';
import { configName } from '../../io/config/configFiles';
import type { RuleSettings } from '../../lint/analysis';
import { levels } from '../../lint/rules/levels';
import { levelNamed, levelsThereAre, ruleNamed, rulesThereAre } from '../../lint/rules/lookup';
import { type Reach, fixPaths } from '../fixPaths';
import { type BaselineFile, baselineName, openBaseline } from '../baseline/baselineFile';
import type { Format } from '../formats/format';
import { type LintedFile, lintProject } from '../lintPaths';
import { notebookPlaces } from '../notebookPlaces';
import { painter } from '../paint';
import { type Project, openProject } from '../project';
import type { Terminal } from '../terminal';
import { unifiedDiff } from '../unifiedDiff';
import { UsageError } from '../usageError';
import { formatOption } from './formatOption';

interface Options {
  readonly format: Format;
  readonly rule: RuleSettings;
  readonly fix?: true;
  readonly unsafe?: true;
  readonly diff?: true;
  /** True where the option has no value. */
  readonly baseline?: string | true;
  readonly updateBaseline?: true;
}

/**
 * `headroom check`: prints the findings. `finish` gets 0 where no finding is a warning or an error, 1 where one is,
 * where a baseline holds what is no longer found or, with `--diff`, where something is to fix, and 2 where a file could not be written.
 */
export function checkCommand(terminal: Terminal, finish: (code: number) => void): Command {
  return new Command('check')
    .description('lint files and folders; exits with 1 on a warning or an error')
    .argument('[paths...]', 'files, folders or glob patterns; the working folder when left out')
    .addOption(formatOption(() => true))
    .option('--rule <id=level>', `set the level of a rule (${levels.join(', ')}), whatever ${configName} says; can be repeated`, readRule, {})
    .option('--fix', 'apply the safe fixes, then report what is left')
    .option('--unsafe', 'with --fix or --diff: also the fixes that may change more than how often and when a call is sent')
    .option('--diff', 'print what --fix would change, and write nothing; exits with 1 if there is something')
    .option('--baseline [file]', `leave out the findings that a baseline holds, ${baselineName} where no file is named; exits with 1 if it holds one that is no longer found`)
    .option('--update-baseline', 'write what is found into the baseline')
    .action(async (paths: readonly string[], options: Options) => {
      const { format, rule, fix, unsafe, diff, updateBaseline } = options;
      if (unsafe && !fix && !diff) throw new UsageError('--unsafe goes with --fix or --diff');
      const name = typeof options.baseline === 'string' ? options.baseline : (options.baseline ?? updateBaseline) && baselineName;
      if (diff && name !== undefined) throw new UsageError('--diff prints no findings, and a baseline holds nothing else: leave out one of the two');
      const baseline = name === undefined ? undefined : await openBaseline(name, updateBaseline ? 'may-be-new' : 'must-exist', terminal);
      const project = await openProject(paths, terminal);
      const check: Check = { project, settings: (file) => ({ ...project.settings(file), ...rule }), reach: unsafe ? 'unsafe' : 'safe', terminal };
      if (diff) {
        finish(await printDiff(check));
        return;
      }
      const { files: linted, failed } = fix ? await applyFixes(check) : { files: await lintProject(project, check.settings, terminal), failed: false };
      const { files, code } = baseline ? await apply(baseline, linted, { ...check, updates: updateBaseline === true }) : { files: linted, code: 0 };
      terminal.out(format.check({ folder: terminal.cwd, files, inFile: notebookPlaces(terminal.cwd) }, painter(terminal)));
      finish(failed ? 2 : Math.max(code, fails(files) ? 1 : 0));
    });
}

interface Check {
  readonly project: Project;
  readonly settings: (file: string) => RuleSettings;
  readonly reach: Reach;
  readonly terminal: Terminal;
}

async function printDiff({ project, settings, reach, terminal }: Check): Promise<number> {
  const { changes } = await fixPaths(project, { settings, reach, onNote: (name, text) => terminal.note(`${name}: ${text}`) });
  terminal.out(changes.map(unifiedDiff).join(''));
  return changes.length > 0 ? 1 : 0;
}

async function applyFixes({ project, settings, reach, terminal }: Check): Promise<{ readonly files: readonly LintedFile[]; readonly failed: boolean }> {
  const { files, changes, count } = await fixPaths(project, { settings, reach, onNote: (name, text) => terminal.note(`${name}: ${text}`) });
  let written = 0;
  for (const { name, write } of changes) {
    const why = await write();
    if (why === undefined) written++;
    else terminal.note(`${name}: not written: ${why}; it is as it was`);
  }
  const failed = written < changes.length;
  if (!failed && count > 0) terminal.note(`Applied ${count} ${count === 1 ? 'fix' : 'fixes'} in ${written} ${written === 1 ? 'file' : 'files'}.`);
  // What could not be written has its findings still.
  return { files: failed ? await lintProject(await project.again(), settings, terminal) : files, failed };
}

/** Takes out what a baseline holds, or has it hold all that was found. */
async function apply(baseline: BaselineFile, linted: readonly LintedFile[], { project, settings, terminal, updates }: Check & { readonly updates: boolean }): Promise<{ readonly files: readonly LintedFile[]; readonly code: 0 | 1 | 2 }> {
  const { name } = baseline;
  const { files, stale, next } = baseline.judge(linted, project, settings);
  if (updates) {
    const why = await baseline.write(next);
    const count = next.reduce((sum, entry) => sum + entry.count, 0);
    terminal.note(why === undefined ? `${name} holds ${count} ${count === 1 ? 'finding' : 'findings'}.` : `${name}: not written: ${why}; it is as it was`);
    if (why !== undefined) return { files, code: 2 };
    return { files: files.map((file) => ({ ...file, analysis: { ...file.analysis, findings: [] }, known: [...(file.known ?? []), ...file.analysis.findings] })), code: 0 };
  }
  for (const { file, rule, line, count } of stale) terminal.note(`${name}: ${file}: ${rule} is no longer found${count === 1 ? '' : ` ${count} times`}: ${line}`);
  if (stale.length > 0) terminal.note(`What is no longer found does not belong into a baseline: the same command with --update-baseline takes it out of ${name}.`);
  return { files, code: stale.length > 0 ? 1 : 0 };
}

function fails(files: readonly LintedFile[]): boolean {
  return files.some(({ analysis }) => analysis.findings.some(({ severity }) => severity === 'warning' || severity === 'error'));
}

function readRule(text: string, before: RuleSettings): RuleSettings {
  const [id, level] = text.split('=');
  const rule = ruleNamed(id);
  const found = levelNamed(level);
  if (!rule) throw new InvalidArgumentError(rulesThereAre());
  if (!found) throw new InvalidArgumentError(levelsThereAre());
  return { ...before, [rule.id]: found };
}

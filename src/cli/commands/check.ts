import { Command, InvalidArgumentError } from 'commander';
import { configName } from '../../io/config/configFiles';
import type { RuleSettings } from '../../lint/analysis';
import { levels } from '../../lint/rules/levels';
import { levelNamed, levelsThereAre, ruleNamed, rulesThereAre } from '../../lint/rules/lookup';
import { type Reach, fixPaths } from '../fixPaths';
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
}

/**
 * `headroom check`: prints the findings. `finish` gets 0 where no finding is a warning or an error, 1 where one is or,
 * with `--diff`, where something is to fix, and 2 where a file could not be written.
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
    .action(async (paths: readonly string[], options: Options) => {
      const { format, rule, fix, unsafe, diff } = options;
      if (unsafe && !fix && !diff) throw new UsageError('--unsafe goes with --fix or --diff');
      const project = await openProject(paths, terminal);
      const check: Check = { project, settings: (file) => ({ ...project.settings(file), ...rule }), reach: unsafe ? 'unsafe' : 'safe', terminal };
      if (diff) {
        finish(await printDiff(check));
        return;
      }
      const { files, failed } = fix ? await applyFixes(check) : { files: await lintProject(project, check.settings, terminal), failed: false };
      terminal.out(format.check({ files, inFile: notebookPlaces(terminal.cwd) }, painter(terminal)));
      finish(failed ? 2 : fails(files) ? 1 : 0);
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

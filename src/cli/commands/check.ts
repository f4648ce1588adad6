import { Command, InvalidArgumentError } from 'commander';
import type { RuleSettings } from '../../lint/analysis';
import { rules } from '../../lint/rules/index';
import { levels } from '../../lint/rules/levels';
import { lintPaths } from '../lintPaths';
import { painter } from '../paint';
import type { Terminal } from '../terminal';
import { formatOf, formatOption } from './formatOption';

/** `headroom check`: prints the findings; `finish` gets 1 when one is a warning or an error, else 0. */
export function checkCommand(terminal: Terminal, finish: (code: number) => void): Command {
  return new Command('check')
    .description('lint files and folders; exits with 1 on a warning or an error')
    .argument('[paths...]', 'files, folders or glob patterns; the working folder when left out')
    .addOption(formatOption())
    .option('--rule <id=level>', `set the level of a rule (${levels.join(', ')}); can be repeated`, readRule, {})
    .action(async (paths: readonly string[], { format, rule }: { readonly format: string; readonly rule: RuleSettings }) => {
      const files = await lintPaths(paths, rule, terminal);
      terminal.out(formatOf(format).check(files, painter(terminal)));
      const failing = files.some(({ analysis }) => analysis.findings.some(({ severity }) => severity === 'warning' || severity === 'error'));
      finish(failing ? 1 : 0);
    });
}

function readRule(text: string, before: RuleSettings): RuleSettings {
  const [id, level] = text.split('=');
  const rule = rules.find((known) => known.id === id);
  const found = levels.find((known) => known === level);
  if (!rule) throw new InvalidArgumentError(`Rules are: ${rules.map((known) => known.id).join(', ')}.`);
  if (!found) throw new InvalidArgumentError(`Levels are: ${levels.join(', ')}.`);
  return { ...before, [rule.id]: found };
}

import { type Verdict, isFanOutRight, wrongWarnings } from './compare';

/** The figures in Markdown: calls found, missed and invented, per language and per way of calling, and the confusion of states. */
export function accuracyTables(verdicts: readonly Verdict[]): string {
  return [
    '### Per language', '', counts(verdicts, ({ language }) => language), '',
    '### Per way of calling', '', counts(verdicts, ({ via }) => via), '',
    '### State of the retry', '', 'Rows are the labels, columns what Headroom says.', '', confusion(verdicts), '',
    fanOut(verdicts), '',
    warnings(verdicts),
  ].join('\n');
}

function counts(verdicts: readonly Verdict[], key: (verdict: Verdict) => string): string {
  const row = (name: string, of: readonly Verdict[]) => {
    const number = (kind: Verdict['kind']) => of.filter((verdict) => verdict.kind === kind).length;
    const [found, missed, invented] = [number('found'), number('missed'), number('invented')];
    const told = of.filter(({ label, found: call }) => call && label?.state !== undefined);
    const right = told.filter(({ label, found: call }) => label?.state === call?.state).length;
    return [name, found + missed, found, missed, percent(found, found + missed), invented, percent(invented, found + invented), percent(right, told.length)].join(' | ');
  };
  const names = [...new Set(verdicts.map(key))].sort();
  const rows = [...names.map((name) => row(name, verdicts.filter((verdict) => key(verdict) === name))), row('**all**', verdicts)];
  return ['| | calls | found | missed | recall | invented | of those found | state right |', '|---|---|---|---|---|---|---|---|', ...rows.map((one) => `| ${one} |`)].join('\n');
}

function confusion(verdicts: readonly Verdict[]): string {
  const states = ['none', 'default', 'explicit', 'wrapped', 'ineffective', 'unknown'];
  const number = (truth: string, said: string) => verdicts.filter(({ label, found }) => found && label?.state === truth && found.state === said).length;
  const rows = states.filter((truth) => verdicts.some(({ label }) => label?.state === truth)).map((truth) => `| **${truth}** | ${states.map((said) => number(truth, said)).join(' | ')} |`);
  return [`| | ${states.join(' | ')} |`, `|---|${states.map(() => '---').join('|')}|`, ...rows].join('\n');
}

function fanOut(verdicts: readonly Verdict[]): string {
  const told = verdicts.map(isFanOutRight).filter((right) => right !== undefined);
  const right = told.filter(Boolean).length;
  return `Fan-out (none, in a loop, in parallel) right: ${right} of ${told.length} (${percent(right, told.length)}).`;
}

function warnings(verdicts: readonly Verdict[]): string {
  const all = verdicts.reduce((sum, { found }) => sum + (found?.warnings.length ?? 0), 0);
  const wrong = verdicts.reduce((sum, verdict) => sum + wrongWarnings(verdict).length, 0);
  return `Warnings: ${all}, of which wrong: ${wrong} (${percent(wrong, all)}).`;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '' : `${((100 * part) / whole).toFixed(1)} %`;
}

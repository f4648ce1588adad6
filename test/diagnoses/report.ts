import { type Figures, figures } from './figures';
import type { Outcome } from './measure';
import { sourceKind } from './sourceKind';

/** The figures in Markdown: per set, per kind of source, per true cause. */
export function diagnosisTables(outcomes: readonly Outcome[]): string {
  const by = (key: (outcome: Outcome) => string) => table(outcomes, key);
  return [
    '### Per set', '', by(({ piece }) => piece.set), '',
    '### Per kind of source', '', by(({ piece }) => sourceKind(piece)), '',
    '### Per true cause', '', by(({ piece }) => piece.cause),
    ...drivers(outcomes),
  ].join('\n');
}

function table(outcomes: readonly Outcome[], key: (outcome: Outcome) => string): string {
  const names = [...new Set(outcomes.map(key))].sort();
  const rows = names.map((name) => row(name, figures(outcomes.filter((outcome) => key(outcome) === name))));
  return ['| | pieces | right | exactly the label | sure (`high`) | of them right | missed | wrong |', '|---|---|---|---|---|---|---|---|', ...rows, row('**all**', figures(outcomes))].join('\n');
}

function row(name: string, { pieces, right, exact, high, highRight, missed, wrong }: Figures): string {
  return `| ${name} | ${pieces} | ${percent(right, pieces)} | ${percent(exact, pieces)} | ${high} | ${percent(highRight, high)} | ${missed} | ${wrong} |`;
}

function drivers(outcomes: readonly Outcome[]): readonly string[] {
  const labelled = outcomes.filter(({ driverRight }) => driverRight !== undefined);
  if (labelled.length === 0) return [];
  const right = labelled.filter(({ driverRight }) => driverRight === true).length;
  return ['', `What drove the traffic was named in ${right} of ${labelled.length} pieces that show it (${percent(right, labelled.length)}).`];
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '' : `${((100 * part) / whole).toFixed(1)} %`;
}

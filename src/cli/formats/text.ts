import type { Reason, Severity } from '../../lint/finding';
import { explainPolicy } from '../../lint/policy/explain';
import type { LintedFile } from '../lintPaths';
import type { Colour, Detail, InventoryFormat, Paint } from './format';
import { placeOf, printed } from './place';

/** For people: places that terminals turn into links, reasons indented, and a count at the end. */
export const text: InventoryFormat = {
  id: 'text',
  check: ({ files }, paint) => {
    const groups = files.filter(({ analysis }) => analysis.findings.length > 0).map((file) => findingLines(file, paint).join('\n'));
    return `${[...groups, summary(files, paint)].join('\n\n')}\n`;
  },
  calls: (files, paint, detail) => {
    const lines = files.flatMap((file) => callLines(file, paint, detail));
    const calls = files.reduce((sum, { analysis }) => sum + analysis.calls.length, 0);
    return `${[...lines, ...(lines.length > 0 ? [''] : []), count(calls, 'Claude call')].join('\n')}\n`;
  },
};

function findingLines(linted: LintedFile, paint: Paint): readonly string[] {
  const { analysis } = linted;
  return analysis.findings.flatMap(({ rule, severity, span, message, reasons }) => [
    `${paint('bold', printed(placeOf(linted, span)))}  ${paint(colours[severity], severity)}  ${message}  ${paint('dim', rule)}`,
    ...reasonLines(linted, reasons, paint),
  ]);
}

function reasonLines(linted: LintedFile, reasons: readonly Reason[], paint: Paint): readonly string[] {
  return reasons.map(({ span, message }) => `    ${paint('dim', printed(placeOf(linted, span)))}  ${message}`);
}

function callLines(linted: LintedFile, paint: Paint, detail: Detail): readonly string[] {
  const { analysis } = linted;
  return analysis.calls.flatMap((call) => {
    const model = call.model === undefined ? '' : `  ${call.model}`;
    const line = `${paint('bold', printed(placeOf(linted, call.span)))}  ${call.api}${model}  ${paint('dim', call.policy.state)}  ${explainPolicy(call)[0] ?? ''}`;
    const more = explainPolicy(call).slice(1);
    return detail === 'explained' ? [line, ...more.map((text) => `    ${text}`), ...reasonLines(linted, call.reasons, paint)] : [line];
  });
}

function summary(files: readonly LintedFile[], paint: Paint): string {
  const findings = files.flatMap(({ analysis }) => analysis.findings);
  const calls = files.reduce((sum, { analysis }) => sum + analysis.calls.length, 0);
  const seen = `${count(calls, 'Claude call')} in ${count(files.length, 'file')}`;
  const known = files.reduce((sum, one) => sum + (one.known?.length ?? 0), 0);
  if (findings.length === 0) return paint('green', `No problems${known === 0 ? '' : ` but ${known} in the baseline`}: ${seen}.`);
  const levels = severities.flatMap((severity) => {
    const number = findings.filter((finding) => finding.severity === severity).length;
    return number === 0 ? [] : [`${number} ${severity}`];
  });
  return paint('bold', `${count(findings.length, 'problem')} (${levels.join(', ')})${known === 0 ? '' : `, and ${known} in the baseline`}; ${seen}.`);
}

const severities: readonly Severity[] = ['error', 'warning', 'information', 'hint'];
const colours: Readonly<Record<Severity, Colour>> = { error: 'red', warning: 'yellow', information: 'blue', hint: 'dim' };

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

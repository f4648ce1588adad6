import type { Finding, Severity } from '../../lint/finding';
import { ruleNamed } from '../../lint/rules/lookup';
import type { LintedFile } from '../lintPaths';
import type { Format, Report } from './format';
import { placeOf, printed } from './place';

/**
 * Workflow commands, which GitHub Actions shows beside the lines of a pull request
 * (docs.github.com/actions/reference/workflows-and-actions/workflow-commands).
 */
export const github: Format = {
  id: 'github',
  check: (report) => report.files.flatMap((linted) => linted.analysis.findings.map((finding) => `${command(linted, finding, report)}\n`)).join(''),
};

function command(linted: LintedFile, { rule, severity, span, message, reasons }: Finding, { inFile }: Report): string {
  const place = placeOf(linted, span);
  const { line, column, endLine, endColumn } = inFile(place);
  const properties = {
    // The runner makes an absolute path one of the repository, whatever folder the command ran in.
    file: linted.source.file,
    line,
    endLine,
    // It takes columns only where they are of one line.
    ...(line === endLine && { col: column, endColumn }),
    title: place.cell === undefined ? rule : `${rule} in cell ${place.cell}, line ${place.line}`,
  };
  const because = reasons.map((reason) => `${printed(placeOf(linted, reason.span))} ${reason.message}`);
  const text = [message, ...because, ruleNamed(rule)?.docsUrl ?? ''].filter((part) => part !== '').join('\n');
  return `::${commands[severity]} ${Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`).join(',')}::${data(text)}`;
}

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice' };

function data(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function property(text: string): string {
  return data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}

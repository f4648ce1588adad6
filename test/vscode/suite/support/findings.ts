import * as vscode from 'vscode';
import { until } from './until';

/** The findings of Headroom in a document as `rule@line`, 1-based, in the order of the text. */
export function findingsOf(document: vscode.TextDocument): readonly string[] {
  return [...diagnosticsOf(document)].sort((a, b) => a.range.start.compareTo(b.range.start)).map((diagnostic) => `${ruleOf(diagnostic)}@${diagnostic.range.start.line + 1}`);
}

/** What Headroom shows in a document. */
export function diagnosticsOf(document: vscode.TextDocument): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'headroom');
}

/** Waits until a document has exactly these findings. */
export async function expectFindings(document: vscode.TextDocument, wanted: readonly string[]): Promise<void> {
  await until(
    () => findingsOf(document),
    (found) => found.join() === wanted.join(),
  );
}

/** Waits until the findings are these, as `rule@line severity`: an editor that is told of one change after the other shows what lies between, too. */
export async function expectSeverities(document: vscode.TextDocument, wanted: readonly string[]): Promise<void> {
  const levelled = () => diagnosticsOf(document).map((diagnostic) => `${ruleOf(diagnostic)}@${diagnostic.range.start.line + 1} ${vscode.DiagnosticSeverity[diagnostic.severity]}`);
  await until(levelled, (found) => found.join() === wanted.join());
}

/** The rule's id: an editor shows it as the diagnostic's code, with a link to the rule's page. */
export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

import { commands, type Disposable, Uri, window, workspace } from 'vscode';
import type { ReportView } from '../report';
import { suggestedPlace } from '../suggestedPlace';

/**
 * "Save Diagnosis": asks for a place, and writes the last report as Markdown, or as JSON where the name ends so. Keys, tokens and ids are
 * replaced. An argument `{ uri }` says the place. Resolves to whether it was written.
 */
export function registerSaveReport(report: Pick<ReportView, 'lastAsMarkdown' | 'lastAsJson'>): Disposable {
  return commands.registerCommand('headroom.saveReport', (argument: unknown) => saveReport(report, argument));
}

async function saveReport(report: Pick<ReportView, 'lastAsMarkdown' | 'lastAsJson'>, argument: unknown): Promise<boolean> {
  const [markdown, json] = [report.lastAsMarkdown(), report.lastAsJson()];
  if (markdown === undefined || json === undefined) {
    void window.showInformationMessage('There is no diagnosis to save yet. Run "Claude API: Diagnose 429" first.');
    return false;
  }
  const to = placeIn(argument) ?? (await window.showSaveDialog({ defaultUri: suggestedPlace('diagnosis-of-a-429.md'), filters: { Markdown: ['md'], JSON: ['json'] }, title: 'Save Diagnosis' }));
  if (!to) return false;
  const text = /\.json$/i.test(to.path) ? `${JSON.stringify(json, undefined, 2)}\n` : markdown;
  try {
    await workspace.fs.writeFile(to, new TextEncoder().encode(text));
    window.setStatusBarMessage('Diagnosis saved. Keys and ids are replaced.', 5000);
    return true;
  } catch (error) {
    void offerAgain(`The diagnosis could not be written to ${to.fsPath}: ${error instanceof Error ? error.message : String(error)}. It is still open here.`);
    return false;
  }
}

async function offerAgain(problem: string): Promise<void> {
  const again = 'Choose Another Place';
  const answer = await window.showErrorMessage(problem, again);
  if (answer === again) await commands.executeCommand('headroom.saveReport');
}

function placeIn(argument: unknown): Uri | undefined {
  return typeof argument === 'object' && argument !== null && 'uri' in argument && argument.uri instanceof Uri ? argument.uri : undefined;
}

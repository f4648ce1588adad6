import { commands, type Disposable, env, window } from 'vscode';
import type { ReportView } from '../report';

/** "Copy Diagnosis as Markdown": the last report, in which keys, tokens and ids are replaced. */
export function registerCopyReport(report: ReportView): Disposable {
  return commands.registerCommand('headroom.copyReport', async () => {
    const markdown = report.lastAsMarkdown();
    if (markdown === undefined) return offerDiagnosis();
    await env.clipboard.writeText(markdown);
    window.setStatusBarMessage('Diagnosis copied. Keys and ids are replaced.', 5000);
  });
}

async function offerDiagnosis(): Promise<void> {
  const diagnose = 'Diagnose 429';
  const answer = await window.showInformationMessage('There is no diagnosis to copy yet.', diagnose);
  if (answer === diagnose) await commands.executeCommand('headroom.diagnose');
}

import { type Disposable, window } from 'vscode';
import { diagnosisViewType } from './diagnosisView';
import type { ReportView } from './report';

/** A window that had a diagnosis open has it again when it is opened, with what its page has kept. */
export function restoreReports(report: Pick<ReportView, 'restore'>): Disposable {
  return window.registerWebviewPanelSerializer(diagnosisViewType, {
    deserializeWebviewPanel: (panel, state: unknown) => {
      report.restore(panel, state);
      return Promise.resolve();
    },
  });
}

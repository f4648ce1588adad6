import { type ExtensionContext, ViewColumn, type WebviewPanel, window } from 'vscode';
import type { DiagnosisMessage } from '../diagnose/diagnosisMessage';
import { diagnosisPage } from './diagnosisPage';
import { fillPanel } from './fillPanel';

/** The panel in which a diagnosis is shown. It knows nothing of what it shows. */
export interface DiagnosisView {
  dispose(): void;
  /** Opens the panel beside the active editor, or brings it to the front. Its page then asks for what to show. */
  open(): void;
  /** Takes the panel that a window had open before it was closed. */
  attach(panel: WebviewPanel): void;
  /** Tells the page what to show, if it is there. */
  tell(message: DiagnosisMessage): Promise<void>;
  /** Where it stands; undefined where it is not open. */
  column(): ViewColumn | undefined;
}

export interface DiagnosisViewDeps {
  /** Gets each message of the page, which can be anything. */
  readonly onMessage: (message: unknown) => void;
  readonly onClosed: () => void;
}

export const diagnosisViewType = 'headroom.diagnosis';

/** Makes the view, which is not open yet. */
export function createDiagnosisView({ extensionUri }: Pick<ExtensionContext, 'extensionUri'>, { onMessage, onClosed }: DiagnosisViewDeps): DiagnosisView {
  let panel: WebviewPanel | undefined;

  function attach(opened: WebviewPanel): void {
    panel?.dispose();
    panel = opened;
    opened.webview.onDidReceiveMessage(onMessage);
    opened.onDidDispose(() => {
      if (panel !== opened) return;
      panel = undefined;
      onClosed();
    });
    fillPanel(opened, extensionUri, { name: 'diagnosis', page: diagnosisPage });
  }

  return {
    open: () => {
      if (panel) panel.reveal(undefined, false);
      else attach(window.createWebviewPanel(diagnosisViewType, 'Diagnosis of a 429', window.activeTextEditor ? ViewColumn.Beside : ViewColumn.Active));
    },
    attach,
    tell: async (message) => {
      await panel?.webview.postMessage(message);
    },
    column: () => panel?.viewColumn,
    dispose: () => {
      panel?.dispose();
    },
  };
}

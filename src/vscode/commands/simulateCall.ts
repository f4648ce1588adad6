import { commands, Disposable, window } from 'vscode';
import { type SimulationView, simulationViewType } from '../simulation';

/** "Simulate This Call": what becomes of many calls like the one at the cursor, or the only one of the file. A window that had the view open has it again when it is opened. */
export function registerSimulateCall(view: SimulationView): Disposable {
  return Disposable.from(
    commands.registerCommand('headroom.simulateCall', () => simulateCall(view)),
    window.registerWebviewPanelSerializer(simulationViewType, {
      deserializeWebviewPanel: (panel, state: unknown) => {
        view.restore(panel, state);
        return Promise.resolve();
      },
    }),
  );
}

async function simulateCall(view: Pick<SimulationView, 'show'>): Promise<void> {
  const editor = window.activeTextEditor;
  const { line, character } = editor?.selection.active ?? { line: 0, character: 0 };
  const isShown = editor !== undefined && (await view.show({ uri: editor.document.uri.toString(), line, character }));
  if (!isShown) void window.showInformationMessage('Put the cursor on a Claude call, and run the command again.');
}

import { Position, Uri, ViewColumn, window, workspace, type ExtensionContext, type WebviewPanel } from 'vscode';
import { systemClock } from '../io/clock';
import { hidesReadings } from '../limits/monitorState';
import type { CallPlace, CallToSimulate } from '../simulate/callToSimulate';
import { type SimulationMessage, isSimulationRequest, placeIn } from '../simulate/simulationMessage';
import { startingLimits } from '../simulate/startingLimits';
import type { LintClient } from './client';
import { fillPanel } from './fillPanel';
import type { Meter } from './meter';
import { simulationPage } from './simulationPage';

/** The view in which a call of the user's code is simulated. */
export interface SimulationView {
  dispose(): void;
  /** Shows the call at a place, or on its line, or the only one of the document. Resolves to false where there is none. */
  show(place: CallPlace): Promise<boolean>;
  /** Fills the panel that a window had open before it was closed, with the state that its page has kept. */
  restore(panel: WebviewPanel, state: unknown): void;
  /** What its page was told last; `undefined` where it is not open. */
  shown(): SimulationMessage | undefined;
}

export interface SimulationDeps {
  readonly client: Pick<LintClient, 'callToSimulate'>;
  readonly meter: Pick<Meter, 'state'>;
}

export const simulationViewType = 'headroom.simulation';

/** Makes the view, which is not open yet. */
export function createSimulationView({ extensionUri }: Pick<ExtensionContext, 'extensionUri'>, { client, meter }: SimulationDeps): SimulationView {
  let panel: WebviewPanel | undefined;
  let place: CallPlace | undefined;
  let shown: SimulationMessage | undefined;

  function attach(opened: WebviewPanel): void {
    panel = opened;
    panel.webview.onDidReceiveMessage((message: unknown) => {
      if (isSimulationRequest(message)) void refresh();
    });
    panel.onDidDispose(() => ([panel, place, shown] = [undefined, undefined, undefined]));
    fillPanel(panel, extensionUri, { name: 'simulate', page: simulationPage });
  }

  async function callAt({ uri, line, character }: CallPlace): Promise<CallToSimulate | undefined> {
    // The server reads what is open; the document may have been closed meanwhile.
    const document = await workspace.openTextDocument(Uri.parse(uri));
    return client.callToSimulate(document, new Position(line, character));
  }

  /** Reads the code anew, as its page has asked for. */
  async function refresh(): Promise<void> {
    const asked = place;
    if (!asked) return;
    const call = await callAt(asked).catch(() => undefined);
    // Meanwhile it may have been closed, or another call chosen, which is told by itself.
    if (place === asked) await tell(asked, call, { again: true });
  }

  async function tell(asked: CallPlace, call: CallToSimulate | undefined, { again }: { readonly again: boolean }): Promise<void> {
    const monitor = await meter.state();
    if (place !== asked || !panel) return;
    const readings = hidesReadings(monitor) ? [] : monitor.readings;
    shown = call ? { type: 'call', call, starting: startingLimits(call.model, { readings, now: systemClock.now() }), again } : { type: 'gone', why: gone };
    if (call) panel.title = `Simulate ${call.name}`;
    await panel.webview.postMessage(shown);
  }

  return {
    show: async (asked) => {
      const call = await callAt(asked);
      if (!call) return false;
      place = call.place;
      panel?.reveal();
      if (!panel) attach(window.createWebviewPanel(simulationViewType, `Simulate ${call.name}`, ViewColumn.Beside));
      await tell(call.place, call, { again: false });
      return true;
    },
    restore: (opened, state) => {
      place = placeIn(state);
      if (place) attach(opened);
      else opened.dispose();
    },
    shown: () => shown,
    dispose: () => {
      panel?.dispose();
    },
  };
}

const gone = 'The call is not there any more, or could not be read. Put the cursor on one, and run “Claude API: Simulate This Call” again.';

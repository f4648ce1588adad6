import { commands, ViewColumn, window, type ExtensionContext, type WebviewPanel } from 'vscode';
import { systemClock } from '../io/clock';
import type { HistoryStore } from '../io/historyStore';
import { detailsOf, type Details, type Offer } from '../limits/details';
import { readDetailsRequest, type DetailsMessage } from '../limits/detailsMessage';
import type { Range } from '../limits/historyChart';
import { detailsPage } from './detailsPage';
import { fillPanel } from './fillPanel';
import type { Meter } from './meter';

/** The view with what is left of the limits, and what was. */
export interface DetailsView {
  dispose(): void;
  /** Opens it, or brings it to the front. */
  show(): void;
  /** Fills the panel that a window had open before it was closed. */
  restore(panel: WebviewPanel): void;
  /** Shows what has changed meanwhile, if it is open. */
  refresh(): void;
  /** What it shows; `undefined` before its page has loaded. */
  shown(): Details | undefined;
}

export interface DetailsDeps {
  readonly meter: Pick<Meter, 'state' | 'onDidChange'>;
  readonly history: HistoryStore;
}

export const detailsViewType = 'headroom.details';

/** Ages are shown in words, and other windows write to the history, too. */
const refreshEvery = 5_000;
/** Traffic may change the meter a hundred times a second. */
const leastGap = 500;

/** Makes the view, which is not open yet. */
export function createDetailsView({ extensionUri }: Pick<ExtensionContext, 'extensionUri'>, { meter, history }: DetailsDeps): DetailsView {
  let panel: WebviewPanel | undefined;
  let range: Range | undefined;
  let shown: Details | undefined;
  let cancelNext: () => void = () => undefined;
  let lastAt = -Infinity;

  function attach(opened: WebviewPanel): void {
    panel = opened;
    panel.webview.onDidReceiveMessage((message: unknown) => receive(message));
    panel.onDidChangeViewState(() => void refresh());
    panel.onDidDispose(() => {
      cancelNext();
      [panel, range, shown] = [undefined, undefined, undefined];
    });
    fillPanel(panel, extensionUri, { name: 'details', page: detailsPage });
  }

  function receive(message: unknown): void {
    const request = readDetailsRequest(message);
    if (request?.type === 'run') void commands.executeCommand(commandOf[request.offer]);
    if (request?.type !== 'show') return;
    range = request.range;
    // A page that was hidden begins anew, and has none of what it was told before.
    shown = undefined;
    void refresh();
  }

  async function refresh(): Promise<void> {
    cancelNext();
    const asked = range;
    if (panel?.visible !== true || asked === undefined) return;
    lastAt = systemClock.now();
    cancelNext = systemClock.after(refreshEvery, () => void refresh());
    const [monitor, entries] = await Promise.all([meter.state(), history.read()]);
    // Meanwhile it may have been closed, or another range chosen, for which it is refreshed again.
    if (range !== asked) return;
    const details = detailsOf({ monitor, entries, range, now: systemClock.now() });
    if (JSON.stringify(details) === JSON.stringify(shown)) return;
    shown = details;
    await panel.webview.postMessage({ type: 'details', details } satisfies DetailsMessage);
  }

  function refreshSoon(): void {
    cancelNext();
    cancelNext = systemClock.after(Math.max(0, lastAt + leastGap - systemClock.now()), () => void refresh());
  }

  const subscription = meter.onDidChange(refreshSoon);

  return {
    show: () => {
      if (panel) panel.reveal();
      else attach(window.createWebviewPanel(detailsViewType, 'Claude Headroom', window.activeTextEditor ? ViewColumn.Beside : ViewColumn.Active));
    },
    restore: attach,
    refresh: () => void refresh(),
    shown: () => shown,
    dispose: () => {
      subscription.dispose();
      panel?.dispose();
      cancelNext();
    },
  };
}

/** A view can ask for these commands and no other. */
const commandOf: Readonly<Record<Offer, string>> = {
  check: 'headroom.ping',
  allow: 'headroom.allowPings',
  setKey: 'headroom.setApiKey',
  observe: 'headroom.observeTraffic',
  export: 'headroom.exportHistory',
  clear: 'headroom.clearHistory',
};

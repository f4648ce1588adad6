import { EventEmitter, window, workspace, type Event, type ExtensionContext } from 'vscode';
import type { BaseUrl } from '../io/baseUrl';
import { systemClock, type Clock } from '../io/clock';
import { runMonitor } from '../io/monitorLoop';
import { ping } from '../io/ping';
import { sharedPings } from '../io/sharedPings';
import { within } from '../io/within';
import { cloudQuotas } from '../limits/cloudQuota';
import { keyNote } from '../limits/keyNote';
import { isObserved, restingPhase, type Monitor } from '../limits/monitorState';
import { modelClass } from '../limits/modelClass';
import { longestUnread, pingModels as modelsToPing } from '../limits/pingModels';
import type { PingResult } from '../limits/pingResult';
import type { Snapshot } from '../limits/snapshot';
import { describeStatus, type StatusText } from '../limits/statusText';
import { readMeterConfig } from './config';
import { monitorSettings, pingAddress } from './pingTarget';
import { openKeyStore, type ApiKey, type KeyStore, type KnownKeys } from './secrets';
import { createStatusBar } from './statusBar';

export interface MeterDeps {
  /** The Claude calls of the workspace, as far as the meter needs them. */
  readonly calls: () => Promise<readonly CallOfWorkspace[]>;
  /** Takes one line for the log; it never holds a key or an id. */
  readonly log?: (line: string) => void;
  /** More sentences for the tooltip, as Markdown. */
  readonly notes?: (monitor: Monitor) => readonly string[];
  /** The process's, unless a test brings its own. */
  readonly environment?: NodeJS.ProcessEnv;
  readonly clock?: Clock;
  /** A folder that all windows of the user share; without it each window pings alone. */
  readonly sharedFolder?: string;
  /** Takes each answer that this window got itself, of a ping or of the user's traffic. */
  readonly onReading?: (reading: Snapshot) => void;
}

export interface CallOfWorkspace {
  readonly model?: string;
  /** Whose service it goes to, such as `bedrock`. */
  readonly provider?: string;
}

/** The headroom meter: status bar item, test pings, and what the commands need of them. */
export interface Meter {
  dispose(): void;
  /** Takes what an answer to the user's own traffic said. */
  observe(reading: Snapshot): void;
  /** How the last ping ended, if nothing was observed since; `undefined` before the first and after the key, the address or the consent changed. */
  lastReading(): PingResult | undefined;
  /** Fires when what the status bar shows may have changed. */
  readonly onDidChange: Event<void>;
  /** What the status bar shows. */
  status(): StatusText;
  /** The monitor's state, once the key and the consent are known. */
  state(): Promise<Monitor>;
  /** Pings if that is allowed now, and resolves when no ping is under way. */
  ping(): Promise<void>;
  /** Pings where nothing is known yet, as after another key: not once more where one at an interval has just done it. */
  firstPing(): Promise<void>;
  /** Pings where the last reading is not of this minute, as after a diagnosis; not while the user wants pings to rest. */
  refresh(): Promise<void>;
  /** The models that pings name in turn, the most used first. */
  pingModels(): Promise<readonly string[]>;
  allowPings(): Promise<void>;
  stopPings(): Promise<void>;
  /** Lets pings at an interval rest, in every window and until they are resumed. */
  pausePings(): Promise<void>;
  resumePings(): Promise<void>;
  /** The API keys, whose changes it follows. */
  readonly keys: KeyStore;
}

/** Starts the meter: shows the item, and sends nothing before the user has allowed it. */
export function startMeter(context: Pick<ExtensionContext, 'secrets' | 'globalState'>, deps: MeterDeps): Meter {
  const { calls, log = () => undefined, notes = () => [], environment = process.env, clock = systemClock, sharedFolder, onReading = () => undefined } = deps;
  const shared = sharedFolder === undefined ? undefined : sharedPings({ folder: sharedFolder, clock });
  const keys = openKeyStore(context, environment);
  const bar = createStatusBar();
  let quotas: readonly string[] = [];
  const changed = new EventEmitter<void>();
  const loop = runMonitor({ clock, sendPing, onChange: show });
  /** When each model class was last asked, which may have told nothing. */
  const askedAt = new Map<string, number>();
  let known: KnownKeys = { names: [] };
  let reads = 0;
  let lastRead: Promise<ApiKey | undefined> = Promise.resolve(undefined);

  function status(): StatusText {
    const monitor = loop.monitor();
    return describeStatus(monitor, clock.now(), [...quotas, ...notes(monitor), ...keyNote({ ...known, inUse: known.inUse?.name })]);
  }

  function show(): void {
    bar.show(status());
    changed.fire();
  }

  const hasConsent = () => context.globalState.get<boolean>(consentKey) === true;
  const isPaused = () => context.globalState.get<boolean>(pauseKey) === true;
  /** A linter that is still starting must not hold a ping up. */
  async function pingModels(): Promise<readonly string[]> {
    const found = (await within({ clock, ms: 5_000, promise: calls() })) ?? [];
    quotas = cloudQuotas(found);
    return modelsToPing({ setting: readMeterConfig().pingModel, calls: found });
  }

  /** Limits are per model class: each that the workspace calls has its turn. */
  async function nextModel(): Promise<string> {
    const model = longestUnread(await pingModels(), (name) => {
      const read = loop.monitor().readings.findLast((reading) => modelClass(reading.model) === name)?.at;
      return Math.max(read ?? -Infinity, askedAt.get(name) ?? -Infinity);
    });
    askedAt.set(modelClass(model), clock.now());
    return model;
  }

  async function sendPing(signal: AbortSignal, freshFor: number): Promise<PingResult> {
    const [key, model] = await Promise.all([syncKey(), nextModel()]);
    syncConsent();
    const address = pingAddress(environment);
    // Another window may have paused those that nobody asks for.
    if (freshFor > 0) syncPause();
    const stop = stopReason({ key, address, signal });
    if (stop !== undefined || key === undefined || address.kind === 'refused') return notSent(stop ?? '', clock.now());
    const send = async () => {
      // It may have waited for another window.
      const why = stopReason({ key, address, signal });
      if (why !== undefined) return notSent(why, clock.now());
      const sent = await ping({ apiKey: key.value, scheme: key.scheme, baseUrl: address.url, model, now: () => clock.now(), signal });
      if ('snapshot' in sent) onReading(sent.snapshot);
      return sent;
    };
    const result = await (shared ? shared.send({ kind: [address.url, model, key.scheme, key.value].join(' '), freshFor, ping: send }) : send());
    log(`Test ping to ${model}: ${result.kind}${result.kind === 'answered' ? '' : ` (${result.failure.message})`}`);
    return result;
  }

  /** Between the decision to ping and the ping, another window may have withdrawn the consent. */
  function stopReason({ key, address, signal }: Sending): string | undefined {
    if (signal.aborted || !hasConsent()) return 'Test pings were stopped.';
    if (key === undefined) return 'There is no API key.';
    return address.kind === 'refused' ? address.reason : undefined;
  }

  function syncConsent(): void {
    if (hasConsent() === loop.monitor().consent) return;
    loop.dispatch({ type: hasConsent() ? 'consent-given' : 'consent-withdrawn' });
  }

  function syncPause(): void {
    if (isPaused() === loop.monitor().pausedByUser) return;
    loop.dispatch({ type: isPaused() ? 'user-paused' : 'user-resumed' });
  }

  /** Keeps for all windows what the user chose, and acts on it here. */
  async function remember(key: string, value: true | undefined, follow: () => void): Promise<void> {
    await context.globalState.update(key, value);
    follow();
  }

  /** Resolves once the newest read is taken in: an earlier one may end later, and knows less. */
  function syncKey(): Promise<ApiKey | undefined> {
    lastRead = readKey(++reads);
    return lastRead;
  }

  async function readKey(read: number): Promise<ApiKey | undefined> {
    const found = await keys.read();
    if (read !== reads) return lastRead;
    const isOther = found.inUse?.value !== known.inUse?.value;
    known = found;
    if (isOther) loop.dispatch({ type: found.inUse === undefined ? 'key-cleared' : 'key-set' });
    else show();
    return found.inUse;
  }

  const syncSettings = () => loop.dispatch({ type: 'settings', settings: monitorSettings(environment) });
  const syncFocus = () => loop.dispatch({ type: window.state.focused ? 'resumed' : 'paused' });

  const subscriptions = [
    bar,
    changed,
    loop,
    keys.onDidChange(() => void syncKey()),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('headroom')) syncSettings();
    }),
    workspace.onDidGrantWorkspaceTrust(syncSettings),
    window.onDidChangeWindowState(() => {
      syncConsent();
      syncPause();
      syncFocus();
    }),
  ];
  syncConsent();
  syncPause();
  syncSettings();
  syncFocus();
  void syncKey();

  return {
    observe: (reading) => {
      onReading(reading);
      loop.dispatch({ type: 'observed', reading });
    },
    onDidChange: changed.event,
    lastReading: () => {
      const { result } = loop.monitor();
      return isObserved(result) ? undefined : result;
    },
    status,
    state: async () => {
      await syncKey();
      syncConsent();
      syncPause();
      return loop.monitor();
    },
    ping: async () => {
      await syncKey();
      syncConsent();
      loop.dispatch({ type: 'asked' });
      await loop.settled();
    },
    firstPing: async () => {
      await syncKey();
      syncConsent();
      if (restingPhase(loop.monitor()) === 'idle') loop.dispatch({ type: 'asked' });
      await loop.settled();
    },
    refresh: async () => {
      await syncKey();
      syncConsent();
      syncPause();
      const { pausedByUser, readings } = loop.monitor();
      if (!pausedByUser && clock.now() - (readings.at(-1)?.at ?? -Infinity) > fresh) loop.dispatch({ type: 'asked' });
      await loop.settled();
    },
    pingModels,
    allowPings: () => remember(consentKey, true, syncConsent),
    stopPings: () => remember(consentKey, undefined, syncConsent),
    pausePings: () => remember(pauseKey, true, syncPause),
    resumePings: () => remember(pauseKey, undefined, syncPause),
    keys,
    dispose: () => subscriptions.forEach((subscription) => subscription.dispose() as unknown),
  };
}

interface Sending {
  readonly key: ApiKey | undefined;
  readonly address: BaseUrl;
  readonly signal: AbortSignal;
}

/** A reading of less than so many ms ago says what another ping would say. */
const fresh = 60_000;

const consentKey = 'headroom.pingsAllowed';
const pauseKey = 'headroom.pingsPaused';

function notSent(message: string, at: number): PingResult {
  return { kind: 'failed', at, failure: { message } };
}

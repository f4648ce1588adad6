import type { IncomingMessage, ServerResponse } from 'node:http';
import { system, type System } from '../io/system';
import type { Answered } from './answered';
import { errorBody } from './apiError';
import { controlPrefix, respondToControl, type Controls } from './control';
import type { Fault } from './faults';
import { prefixedId, uuid } from './ids';
import { startTier, type EmulatorLimits } from './limits';
import { listenOnLoopback } from '../io/listenOnLoopback';
import { readBody } from './readBody';
import { readCall, type Arrived } from './readCall';
import { recordOf, type RecordedRequest } from './recordedRequest';
import type { Reply } from './reply';
import { respond } from './respond';
import type { Scenario } from './scenarios/scenario';
import { seededRandom } from './seededRandom';
import { sendReply, type Sending } from './sendReply';
import { replaceLimits, type EmulatorState } from './state';

export interface EmulatorOptions {
  /** Port on 127.0.0.1; any free one when left out. */
  readonly port?: number;
  /** Limits that differ from the Start tier's. */
  readonly limits?: Partial<EmulatorLimits>;
  readonly faults?: readonly Fault[];
  /** A failure to begin with; it wins over the limits above, and its faults come after those above. */
  readonly scenario?: Scenario;
  /** Output tokens of an answer, before `max_tokens` cuts it; one sentence when left out. */
  readonly answerTokens?: number;
  /** ms between two output tokens of a stream; 0 when left out. */
  readonly msPerToken?: number;
  /** Largest request body in bytes; 32 MB when left out, as the API's errors page says for Messages. */
  readonly maxBodyBytes?: number;
  /** Makes ids repeatable. */
  readonly seed?: number;
  readonly now?: System['now'];
  readonly random?: System['random'];
  readonly delay?: System['delay'];
  /** Called with each request when its answer is decided. */
  readonly onRequest?: (request: RecordedRequest) => void;
}

/** A running emulator. */
export interface Emulator {
  /** Base URL for the SDKs, without a slash at the end. */
  readonly url: string;
  /** The requests to the API so far, oldest first; controls are not among them. */
  readonly requests: readonly RecordedRequest[];
  /** Replaces the faults on order. */
  readonly setFaults: (faults: readonly Fault[]) => void;
  /** Changes limits; every bucket starts full. */
  readonly setLimits: (limits: Partial<EmulatorLimits>) => void;
  /** Puts a scenario in force instead of the limits and faults so far, which it lays over those of the start; every bucket starts full. */
  readonly setScenario: (scenario: Scenario) => void;
  /** Back to the start: limits, faults and scenario of the options, full buckets, no requests. */
  readonly reset: () => void;
  /** Stops listening and cuts open connections. */
  readonly close: () => Promise<void>;
}

/** Starts a local Claude API. Rejects when the port is taken. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const random = options.random ?? (options.seed === undefined ? system.random : seededRandom(options.seed));
  const now = options.now ?? system.now;
  const state = startState(options, random);
  const requests: RecordedRequest[] = [];
  const setScenario = (scenario: Scenario) => {
    replaceLimits(state, { ...startTier, ...options.limits, ...scenario.limits });
    state.faults = scenario.faults;
    state.scenario = scenario.id;
  };
  const reset = () => {
    Object.assign(state, startOf(options));
    replaceLimits(state, state.limits);
    state.batches.clear();
    state.cache.clear();
    requests.length = 0;
  };
  const record = (request: RecordedRequest) => {
    requests.push(request);
    options.onRequest?.(request);
  };
  const desk: Desk = { options, state, requests, reset, setScenario, startLimits: { ...startTier, ...options.limits }, record, now, random };
  const { url, close } = await listenOnLoopback(options.port ?? 0, (request, response) => {
    handle(desk, request, response).catch(() => fail(response));
  });
  return {
    url,
    requests,
    setFaults: (faults) => (state.faults = faults),
    setLimits: (limits) => replaceLimits(state, { ...state.limits, ...limits }),
    setScenario,
    reset,
    close,
  };
}

interface Desk extends Controls {
  readonly options: EmulatorOptions;
  readonly record: (request: RecordedRequest) => void;
  readonly now: System['now'];
  readonly random: System['random'];
}

function startState(options: EmulatorOptions, random: () => number): EmulatorState {
  return {
    organizationId: uuid(random),
    workspaceId: prefixedId('wrkspc', random),
    ...startOf(options),
    pools: new Map(),
    ramps: new Map(),
    batches: new Map(),
    cache: new Map(),
    inFlight: 0,
  };
}

function startOf({ limits, faults = [], scenario }: EmulatorOptions): Pick<EmulatorState, 'limits' | 'faults' | 'scenario'> {
  return { limits: { ...startTier, ...limits, ...scenario?.limits }, faults: [...faults, ...(scenario?.faults ?? [])], scenario: scenario?.id };
}

async function handle(desk: Desk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? '/').replace(/[?#].*$/, '');
  const body = await readBody(request, desk.options.maxBodyBytes ?? 32 * 1024 * 1024);
  const sending: Sending = { headers: { date: new Date(desk.now()).toUTCString() }, delay: desk.options.delay ?? system.delay, msPerToken: desk.options.msPerToken ?? 0 };
  if (path.startsWith(controlPrefix)) {
    const caller = { address: request.socket.remoteAddress, host: request.headers.host, origin: request.headers.origin };
    return sendReply(response, respondToControl(desk, { method: request.method ?? 'GET', path, body, caller }), sending);
  }
  const requestId = prefixedId('req', desk.random);
  if (path === '/v1/messages') {
    desk.state.inFlight++;
    response.on('close', () => desk.state.inFlight--);
  }
  const time = desk.now();
  const answered = answerCall(desk, { request, path, body, requestId });
  desk.record(recordOf(request, { ...answered, time, path, requestId, body: body ?? '' }));
  return sendReply(response, answered.reply, { ...sending, headers: { ...sending.headers, ...identity(desk.state, answered.reply, { requestId, path }) } });
}

function answerCall(desk: Desk, { requestId, ...call }: Arrived & { readonly requestId: string }): Answered {
  return respond(desk.state, readCall(call), { requestId, now: desk.now, random: desk.random, answerTokens: desk.options.answerTokens });
}

/** The API names organization and workspace once it knows the key; an admin key is of no workspace. */
function identity(state: EmulatorState, reply: Reply, { requestId, path }: { readonly requestId: string; readonly path: string }): Record<string, string> {
  if (reply.isForeign === true) return {};
  if (reply.kind === 'json' && reply.status === 401) return { 'request-id': requestId };
  const ofOrganization = { 'request-id': requestId, 'anthropic-organization-id': state.organizationId };
  return path.startsWith('/v1/organizations/') ? ofOrganization : { ...ofOrganization, 'anthropic-workspace-id': state.workspaceId };
}

/** A bug of the emulator looks like one of the API's 500s, with a message that says whose it is. */
function fail(response: ServerResponse): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(500, { 'content-type': 'application/json' });
  response.end(JSON.stringify(errorBody({ status: 500, type: 'api_error', message: 'The emulator failed to answer.' }, 'req_unknown')));
}

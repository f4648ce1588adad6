import { readFaults } from './faultSpec';
import { parseJson } from './json';
import { readLimits, type EmulatorLimits } from './limits';
import type { RecordedRequest } from './recordedRequest';
import type { Reply } from './reply';
import { scenarios } from './scenarios';
import { readScenario } from './scenarios/readScenario';
import type { Scenario } from './scenarios/scenario';
import { replaceLimits, type EmulatorState } from './state';

/** A request to `/__emulator/…`. */
export interface ControlCall {
  readonly method: string;
  readonly path: string;
  readonly body: string | undefined;
  readonly caller: { readonly address: string | undefined; readonly host: string | undefined; readonly origin: string | undefined };
}

export interface Controls {
  readonly state: EmulatorState;
  readonly requests: readonly RecordedRequest[];
  readonly reset: () => void;
  /** Puts a scenario in force. */
  readonly setScenario: (scenario: Scenario) => void;
  /** Limits at the start. */
  readonly startLimits: EmulatorLimits;
}

/** Where the controls are. */
export const controlPrefix = '/__emulator/';

/**
 * The controls: `POST faults`, `POST limits`, `GET scenarios`, `POST scenario`, `GET requests`, `GET state`, `POST reset`. Only for programs on this machine: a web
 * page that a browser opened here is refused, by its origin, or by the host name that it made point to this machine.
 */
export function respondToControl({ state, requests, reset, setScenario, startLimits }: Controls, call: ControlCall): Reply {
  if (!isLocal(call.caller)) return json(403, { error: 'Only programs on this machine may control the emulator.' });
  const body = parseJson(call.body ?? '');
  switch (`${call.method} ${call.path.slice(controlPrefix.length)}`) {
    case 'GET requests':
      return json(200, { requests });
    case 'GET state':
      return json(200, inForce(state));
    case 'GET scenarios':
      return json(200, { scenarios });
    case 'POST scenario': {
      const scenario = readScenario(body, startLimits);
      if (typeof scenario === 'string') return json(400, { error: scenario });
      setScenario(scenario);
      return json(200, inForce(state));
    }
    case 'POST reset':
      reset();
      return json(200, inForce(state));
    case 'POST faults': {
      const faults = readFaults(body);
      if (typeof faults === 'string') return json(400, { error: faults });
      state.faults = faults;
      return json(200, { faults });
    }
    case 'POST limits': {
      const limits = readLimits(body, state.limits);
      if (typeof limits === 'string') return json(400, { error: limits });
      replaceLimits(state, limits);
      return json(200, { limits });
    }
    default:
      return json(404, { error: 'The controls are: POST faults, POST limits, GET scenarios, POST scenario, GET requests, GET state, POST reset.' });
  }
}

function inForce({ limits, faults, scenario }: EmulatorState) {
  return { limits, faults, ...(scenario !== undefined && { scenario }) };
}

const localAddresses = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];

function isLocal({ address, host, origin }: ControlCall['caller']): boolean {
  if (origin !== undefined || address === undefined || !localAddresses.includes(address)) return false;
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? '');
}

function json(status: number, body: unknown): Reply {
  return { kind: 'json', status, headers: {}, body };
}

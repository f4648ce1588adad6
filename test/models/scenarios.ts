import type { Fault } from '../../src/emulator/faults';

/** What the service does to every request of a run. */
export interface Scenario {
  readonly title: string;
  readonly fault?: Fault;
  /** What every random number of the program is; a half when left out. */
  readonly random?: number;
}

const limited: Fault = { kind: 'input-tokens-limit' };

/** Jitter mostly lengthens a wait: a 429 is run once more with all of it. */
export const scenarios = {
  ok: { title: 'success' },
  told: { title: '429, retry-after 1', fault: { ...limited, retryAfterSeconds: 1 } },
  limited: { title: '429 without retry-after', fault: { ...limited, retryAfterSeconds: null } },
  limitedHigh: { title: '429 without retry-after, longest jitter', fault: { ...limited, retryAfterSeconds: null }, random: 0.999_999 },
  toldLong: { title: '429, retry-after 90', fault: { ...limited, retryAfterSeconds: 90 } },
  overloaded: { title: '529', fault: { kind: 'overloaded' } },
  serverError: { title: '500', fault: { kind: 'api-error' } },
  badRequest: { title: '400', fault: { kind: 'credit-balance' } },
  spent: { title: 'spend cap', fault: { kind: 'spend-limit' } },
  reset: { title: 'reset', fault: { kind: 'connection-reset' } },
  broken: { title: 'error in the stream', fault: { kind: 'stream-error', after: 1 } },
} as const satisfies Readonly<Record<string, Scenario>>;

export type ScenarioId = keyof typeof scenarios;

import type { ClaudeCall } from '../../src/lint/call';
import type { Layer, Tri } from '../../src/lint/policy/layer';
import type { Measured } from './measure';
import type { Run } from './runUnder';

/** One thing that the linter says of a call, and what a run of it showed. */
export interface Check {
  readonly what: string;
  readonly modelled: string;
  readonly measured: string;
  /** Undefined where the linter says nothing. */
  readonly agrees: boolean | undefined;
}

type Expected = Layer['attempts'] | 'several';

/** Everything that the linter says of a call that can be measured. */
export function compare({ policy }: ClaudeCall, { runs, failures }: Measured): readonly Check[] {
  const requests = (what: string, run: Run, covers: (layer: Layer) => Tri): Check => {
    const expected = expectedRequests(policy.layers, covers);
    return { what: `requests on ${what}`, modelled: String(expected), measured: run.requests > failures ? 'unbounded' : String(run.requests), agrees: fits(expected, run.requests, failures) };
  };
  return [
    requests('a success', runs.ok, () => false),
    requests('a 429 with retry-after', runs.told, (layer) => layer.covers429),
    requests('a 429 without retry-after', runs.limited, (layer) => layer.needsRetryAfter !== true && layer.covers429),
    requests('a 529', runs.overloaded, (layer) => layer.covers529),
    requests('a reset connection', runs.reset, (layer) => layer.coversConnection),
    ...(policy.covers429 === true ? [retryAfterCheck(policy.retryAfter, runs)] : []),
    // The waits are measured on a 429 that names no time.
    ...(policy.covers429 === true && !policy.layers.some(({ needsRetryAfter }) => needsRetryAfter) ? [waitCheck(policy.maxWaitSeconds, runs, failures)] : []),
  ];
}

/** Layers multiply, and each counts only where it acts. */
function expectedRequests(layers: readonly Layer[], covers: (layer: Layer) => Tri): Expected {
  const acting = layers.filter((layer) => covers(layer) !== false);
  const attempts = acting.map((layer) => (covers(layer) === 'unknown' ? 'unknown' : layer.attempts));
  if (attempts.includes('unknown')) return 'unknown';
  if (attempts.includes('unbounded')) return 'unbounded';
  // A loop that ends on a 429 and goes round on other failures does not say how often.
  if (attempts.includes(1)) return 'several';
  return attempts.reduce<number>((product, count) => product * Number(count), 1);
}

function fits(expected: Expected, requests: number, failures: number): boolean | undefined {
  if (expected === 'unknown') return undefined;
  if (expected === 'several') return requests > 1;
  return expected === 'unbounded' ? requests > failures : requests === expected;
}

function retryAfterCheck(modelled: Layer['retryAfter'], runs: Measured['runs']): Check {
  const measured = measuredRetryAfter(runs);
  return { what: 'retry-after', modelled, measured, agrees: modelled === 'unknown' ? undefined : modelled === measured };
}

const longSeconds = 90;

/** Honoured: a wait is as long as the longest one named. Capped: the header changes something, and not that. */
export function measuredRetryAfter({ told, limited, toldLong }: Pick<Measured['runs'], 'told' | 'limited' | 'toldLong'>): Layer['retryAfter'] {
  const without = (index: number) => limited.waits[index] ?? 0;
  if (toldLong.waits.some((wait, index) => wait >= longSeconds && without(index) < longSeconds)) return 'honoured';
  const isChanged = [told, toldLong].some((run) => run.requests !== limited.requests || run.waits.some((wait, index) => Math.abs(wait - without(index)) > 0.01));
  return isChanged ? 'capped' : 'ignored';
}

function waitCheck(modelled: Layer['maxWaitSeconds'], runs: Measured['runs'], failures: number): Check {
  const measured = longestWait(runs, failures);
  return {
    what: 'longest wait in all',
    modelled: modelled === 'unknown' ? modelled : `${modelled} s`,
    measured: measured === undefined ? 'no end' : `${round(measured.between)} s`,
    agrees: modelled === 'unknown' ? undefined : measured !== undefined && measured.between <= modelled * 1.001 + 0.05 && modelled <= measured.inAll * 1.25 + 0.5,
  };
}

interface Wait {
  /** Seconds between the first and the last request. */
  readonly between: number;
  /** Seconds in all: a loop may wait once more before it gives up. */
  readonly inAll: number;
}

/** The longest wait on a 429 that names no time; undefined without an end. */
export function longestWait({ limited, limitedHigh }: Measured['runs'], failures: number): Wait | undefined {
  if (limited.requests > failures || limitedHigh.requests > failures) return undefined;
  const waits = [limited, limitedHigh].map((run) => ({ between: run.waits.reduce((total, wait) => total + wait, 0), inAll: run.waited }));
  return { between: Math.max(...waits.map(({ between }) => between)), inAll: Math.max(...waits.map(({ inAll }) => inAll)) };
}

export function round(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}

/** What one call takes of its limits. */
export interface CallSize {
  /** Input tokens that count: those that are read from the prompt cache do not. */
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** The limits of one model class, per minute; one that is not known is absent. */
export interface MinuteLimits {
  readonly requests?: number;
  readonly inputTokens?: number;
  readonly outputTokens?: number;
}

/** How many calls of a size the limits give in every minute, for as long as one likes; undefined where no limit is known. */
export function callsPerMinute({ requests, inputTokens, outputTokens }: MinuteLimits, size: CallSize): number | undefined {
  const rates = [requests, over(inputTokens, size.inputTokens), over(outputTokens, size.outputTokens)].filter((rate) => rate !== undefined);
  return rates.length === 0 ? undefined : Math.min(...rates);
}

/** How many calls that take `callMs` each can always be under way at that rate: Little's law. At least one can, with pauses. */
export function concurrencyAt(perMinute: number, callMs: number): number {
  return Math.max(1, Math.floor((perMinute * callMs) / 60_000));
}

function over(limit: number | undefined, size: number): number | undefined {
  return limit === undefined || size <= 0 ? undefined : limit / size;
}

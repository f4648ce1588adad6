/** An acceleration limit: input tokens of one clock minute, raised by a step at every minute boundary. */
export interface RampLimit {
  readonly startItpm: number;
  readonly stepItpm: number;
}

/** What was used of it. */
export interface RampUse {
  /** The minute the limit started in, counted from the epoch. */
  readonly firstMinute: number;
  readonly minute: number;
  readonly used: number;
}

export type RampVerdict =
  | { readonly fits: true; readonly use: RampUse }
  | { readonly fits: false; readonly current: number; readonly next: number; /** ms until the next minute boundary */ readonly waitMs: number };

const minuteMs = 60_000;

export function rampStart(now: number): RampUse {
  const minute = Math.floor(now / minuteMs);
  return { firstMinute: minute, minute, used: 0 };
}

/** Takes input tokens of the current minute, or says when the limit rises; `now` in ms. */
export function rampTake(limit: RampLimit, use: RampUse, request: { readonly inputTokens: number; readonly now: number }): RampVerdict {
  const minute = Math.floor(request.now / minuteMs);
  const used = minute === use.minute ? use.used : 0;
  const current = limit.startItpm + limit.stepItpm * (minute - use.firstMinute);
  if (used + request.inputTokens <= current) return { fits: true, use: { firstMinute: use.firstMinute, minute, used: used + request.inputTokens } };
  return { fits: false, current, next: current + limit.stepItpm, waitMs: (minute + 1) * minuteMs - request.now };
}

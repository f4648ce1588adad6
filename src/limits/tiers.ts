/** The names of the usage tiers. */
export const tierNames = ['start', 'build', 'scale'] as const;
export type TierName = (typeof tierNames)[number];

/** Limits of a model class, each per minute. */
export interface TierLimits {
  /** Requests. */
  readonly rpm: number;
  /** Input tokens. */
  readonly itpm: number;
  /** Output tokens. */
  readonly otpm: number;
}

/** Limits of most current models (Opus, Sonnet and Haiku) by tier: "Rate limits" of the API's documentation, platform.claude.com/docs/en/api/rate-limits (August 2026). */
export const tiers: Readonly<Record<TierName, TierLimits>> = {
  start: { rpm: 1_000, itpm: 2_000_000, otpm: 400_000 },
  build: { rpm: 5_000, itpm: 5_000_000, otpm: 1_000_000 },
  scale: { rpm: 10_000, itpm: 10_000_000, otpm: 2_000_000 },
};

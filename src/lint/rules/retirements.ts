/** The end of a model, and what Anthropic recommends in its place. */
export interface Retirement {
  /** The day on which requests to it end, as `2026-11-30`. */
  readonly end: string;
  readonly successor?: string;
}

/** Models of the Claude API that are retired or will be. Bedrock and Vertex have days of their own. */
export const retirements: Readonly<Record<string, Retirement>> = {
  // https://platform.claude.com/docs/en/about-claude/model-deprecations, its history as of 2026-10-02. An alias ends with the model that it stands for.
  'claude-1.0': { end: '2024-11-06', successor: 'claude-haiku-4-5-20251001' },
  'claude-1.1': { end: '2024-11-06', successor: 'claude-haiku-4-5-20251001' },
  'claude-1.2': { end: '2024-11-06', successor: 'claude-haiku-4-5-20251001' },
  'claude-1.3': { end: '2024-11-06', successor: 'claude-haiku-4-5-20251001' },
  'claude-instant-1.0': { end: '2024-11-06', successor: 'claude-haiku-4-5-20251001' },
  'claude-instant-1.1': { end: '2024-11-06', successor: 'claude-haiku-4-5-20251001' },
  'claude-instant-1.2': { end: '2024-11-06', successor: 'claude-haiku-4-5-20251001' },
  'claude-2.0': { end: '2025-07-21', successor: 'claude-opus-4-8' },
  'claude-2.1': { end: '2025-07-21', successor: 'claude-opus-4-8' },
  'claude-3-sonnet-20240229': { end: '2025-07-21', successor: 'claude-sonnet-4-6' },
  'claude-3-opus-20240229': { end: '2026-01-05', successor: 'claude-opus-4-8' },
  'claude-3-opus-latest': { end: '2026-01-05', successor: 'claude-opus-4-8' },
  // Announced for 2025-10-22 and put off: the same page after 2025-10-28.
  'claude-3-5-sonnet-20240620': { end: '2025-10-28', successor: 'claude-sonnet-4-6' },
  'claude-3-5-sonnet-20241022': { end: '2025-10-28', successor: 'claude-sonnet-4-6' },
  'claude-3-5-sonnet-latest': { end: '2025-10-28', successor: 'claude-sonnet-4-6' },
  'claude-3-7-sonnet-20250219': { end: '2026-02-19', successor: 'claude-sonnet-4-6' },
  'claude-3-7-sonnet-latest': { end: '2026-02-19', successor: 'claude-sonnet-4-6' },
  'claude-3-5-haiku-20241022': { end: '2026-02-19', successor: 'claude-haiku-4-5-20251001' },
  'claude-3-5-haiku-latest': { end: '2026-02-19', successor: 'claude-haiku-4-5-20251001' },
  'claude-3-haiku-20240307': { end: '2026-04-20', successor: 'claude-haiku-4-5-20251001' },
  'claude-sonnet-4-20250514': { end: '2026-06-15', successor: 'claude-sonnet-4-6' },
  'claude-sonnet-4-0': { end: '2026-06-15', successor: 'claude-sonnet-4-6' },
  'claude-opus-4-20250514': { end: '2026-06-15', successor: 'claude-opus-4-8' },
  'claude-opus-4-0': { end: '2026-06-15', successor: 'claude-opus-4-8' },
  'claude-opus-4-1-20250805': { end: '2026-08-05', successor: 'claude-opus-4-8' },
  'claude-opus-4-1': { end: '2026-08-05', successor: 'claude-opus-4-8' },
  'claude-sonnet-4-5-20250929': { end: '2026-11-30', successor: 'claude-sonnet-5-5' },
  'claude-sonnet-4-5': { end: '2026-11-30', successor: 'claude-sonnet-5-5' },
  // `DEPRECATED_MODELS` of @anthropic-ai/sdk 1.13.0, src/internal/data/deprecated-models.ts, which names no successor. Its day for claude-mythos-preview has passed, and the page says that one is to be announced.
  'claude-opus-4-5-20251101': { end: '2027-01-22' },
  'claude-opus-4-5': { end: '2027-01-22' },
};

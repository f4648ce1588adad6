/** Models of the Claude API with the day on which requests to them end, as `2026-11-30`. Bedrock and Vertex have days of their own. */
export const retirements: Readonly<Record<string, string>> = {
  // https://platform.claude.com/docs/en/about-claude/model-deprecations, its tables of 2024 to 2026.
  'claude-1.0': '2024-11-06',
  'claude-1.1': '2024-11-06',
  'claude-1.2': '2024-11-06',
  'claude-1.3': '2024-11-06',
  'claude-instant-1.0': '2024-11-06',
  'claude-instant-1.1': '2024-11-06',
  'claude-instant-1.2': '2024-11-06',
  'claude-2.0': '2025-07-21',
  'claude-2.1': '2025-07-21',
  'claude-3-sonnet-20240229': '2025-07-21',
  'claude-3-opus-20240229': '2026-01-05',
  'claude-3-opus-latest': '2026-01-05',
  // Announced for 2025-10-22 and put off: the same page after 2025-10-28.
  'claude-3-5-sonnet-20240620': '2025-10-28',
  'claude-3-5-sonnet-20241022': '2025-10-28',
  'claude-3-5-sonnet-latest': '2025-10-28',
  'claude-3-7-sonnet-20250219': '2026-02-19',
  'claude-3-7-sonnet-latest': '2026-02-19',
  'claude-3-5-haiku-20241022': '2026-02-19',
  'claude-3-5-haiku-latest': '2026-02-19',
  // https://platform.claude.com/docs/en/release-notes/overview, 2026-04-20.
  'claude-3-haiku-20240307': '2026-04-20',
  // The same release notes, 2026-06-15.
  'claude-sonnet-4-20250514': '2026-06-15',
  'claude-sonnet-4-0': '2026-06-15',
  'claude-opus-4-20250514': '2026-06-15',
  'claude-opus-4-0': '2026-06-15',
  // Marked as deprecated in anthropic-sdk-java 2.37.0 (2026-06-05); the day stands in the page of deprecations.
  'claude-opus-4-1-20250805': '2026-08-05',
  'claude-opus-4-1': '2026-08-05',
  // `DEPRECATED_MODELS` of @anthropic-ai/sdk 1.13.0, src/internal/data/deprecated-models.ts.
  'claude-mythos-preview': '2026-06-30',
  'claude-sonnet-4-5-20250929': '2026-11-30',
  'claude-sonnet-4-5': '2026-11-30',
  'claude-opus-4-5-20251101': '2027-01-22',
  'claude-opus-4-5': '2027-01-22',
};

import type { Cause } from '../cause';
import { docs } from '../docs';
import { emptyPool } from '../emptyPool';
import { limitedMessageMatch } from '../facts';
import { minuteLimitWaiting } from '../minuteLimit';

export const fastModeLimit: Cause = {
  id: 'fast-mode-limit',
  kind: 'limit',
  covers: ['input-tokens-per-minute', 'output-tokens-per-minute'],
  title: 'The limit of fast mode',
  match: (evidence) => limitedMessageMatch(evidence, /\bfast[- ]mode\b/i) ?? emptyPool(evidence, 'fast'),
  waiting: minuteLimitWaiting,
  advice: () => [
    'Send the request without `speed: "fast"`: standard speed has limits of its own, which may have room.',
    'Keep fast mode for what somebody waits for, and pace those requests by the `anthropic-fast-…` headers.',
    'Wait for `retry-after` where the request must be fast.',
  ],
  retry: () => 'rate-limit',
  sources: [docs.rateLimits, 'https://platform.claude.com/docs/en/build-with-claude/fast-mode'],
};

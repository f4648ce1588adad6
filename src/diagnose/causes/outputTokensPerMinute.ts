import type { Cause } from '../cause';
import { docs } from '../docs';
import { matchMinuteLimit, type MinuteLimit, minuteLimitRuledOut, minuteLimitWaiting } from '../minuteLimit';

const limit: MinuteLimit = {
  bucket: 'output-tokens',
  unit: 'output tokens',
  sentence: /Number of output tokens has exceeded your per-minute/i,
  vague: /Number of tokens has exceeded your per-minute/i,
};

export const outputTokensPerMinute: Cause = {
  id: 'output-tokens-per-minute',
  kind: 'limit',
  title: 'Output tokens per minute',
  match: (evidence) => matchMinuteLimit(evidence, limit),
  ruledOut: (evidence) => minuteLimitRuledOut(evidence, limit),
  waiting: minuteLimitWaiting,
  advice: () => [
    'Let fewer long answers be written at the same time: output tokens count while they are produced, over all answers under way.',
    'Ask for shorter answers in the prompt. Only what is really written counts: a lower `max_tokens` gains nothing unless it cuts answers off.',
    `Move what nobody waits for to the [Message Batches API](${docs.batches}).`,
    'More keys of the same organization do not help: the limit belongs to the organization and the model class.',
    `Ask for a higher limit in the [Claude Console](${docs.limitsPage}) if the work really needs it.`,
  ],
  retry: () => 'rate-limit',
  sources: [docs.rateLimits],
};

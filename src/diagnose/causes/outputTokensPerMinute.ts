import type { Cause } from '../cause';
import { docs } from '../docs';
import { longWaitAdvice } from '../longWaitAdvice';
import { matchMinuteLimit, minuteLimitRuledOut, minuteLimitWaiting } from '../minuteLimit';
import { outputTokenLimit } from '../outputTokenLimit';
import { watchSteps } from '../watchSteps';

export const outputTokensPerMinute: Cause = {
  id: 'output-tokens-per-minute',
  kind: 'limit',
  title: 'Output tokens per minute',
  match: (evidence) => matchMinuteLimit(evidence, outputTokenLimit),
  ruledOut: (evidence) => minuteLimitRuledOut(evidence, outputTokenLimit),
  waiting: (evidence) => minuteLimitWaiting(evidence, outputTokenLimit),
  advice: (evidence) => [
    ...longWaitAdvice(evidence),
    'Let fewer long answers be written at the same time: output tokens count while they are produced, over all answers under way.',
    'Ask for shorter answers in the prompt. Only what is really written counts: a lower `max_tokens` gains nothing unless it cuts answers off.',
    `Move what nobody waits for to the [Message Batches API](${docs.batches}).`,
    'More keys of the same organization do not help: the limit belongs to the organization and the model class.',
    `Ask for a higher limit in the [Claude Console](${docs.limitsPage}) if the work really needs it.`,
  ],
  next: (evidence) => [{ text: 'Simulate the calls: it shows how many answers of their length fit a minute, and how many at once.', action: 'simulate' }, ...watchSteps(evidence)],
  retry: () => 'rate-limit',
  sources: [docs.rateLimits],
};

import type { Cause } from '../cause';
import { docs } from '../docs';
import { longWaitAdvice } from '../longWaitAdvice';
import { matchMinuteLimit, minuteLimitRuledOut, minuteLimitWaiting } from '../minuteLimit';
import { paceAdvice } from '../paceAdvice';
import { requestLimit } from '../requestLimit';
import { watchSteps } from '../watchSteps';

export const requestsPerMinute: Cause = {
  id: 'requests-per-minute',
  kind: 'limit',
  title: 'Requests per minute',
  match: (evidence) => matchMinuteLimit(evidence, requestLimit),
  ruledOut: (evidence) => minuteLimitRuledOut(evidence, requestLimit),
  waiting: (evidence) => minuteLimitWaiting(evidence, requestLimit),
  advice: (evidence) => [
    ...longWaitAdvice(evidence),
    'Send at an even pace: a queue or limiter shared by all calls of this model, not one per function. Short bursts are refused even below the limit per minute.',
    ...paceAdvice(evidence),
    'Put several small questions into one request, and drop polling.',
    `Move what nobody waits for to the [Message Batches API](${docs.batches}), which has limits of its own.`,
    'More keys of the same organization do not help: the limit belongs to the organization and the model class.',
  ],
  next: (evidence) => [{ text: 'Simulate the calls: it shows how many fit a minute, and how many at once.', action: 'simulate' }, ...watchSteps(evidence)],
  retry: () => 'rate-limit',
  sources: [docs.rateLimits],
};

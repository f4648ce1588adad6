import type { Scenario } from './scenario';

/** Twice, as the SDKs try three times by default. */
const twice = { times: 2, retryAfterSeconds: 2 } as const;

/** Limits of an organization or workspace. */
export const scenariosOfLimits: readonly Scenario[] = [
  { id: 'requests-per-minute', title: 'Requests per minute', about: 'The requests of the minute are used up; `retry-after` says when there is room.', isSurvivable: true, faults: [{ kind: 'requests-limit', ...twice }] },
  { id: 'input-tokens-per-minute', title: 'Input tokens per minute', about: 'The input tokens of the minute are used up; `retry-after` says when there is room.', isSurvivable: true, faults: [{ kind: 'input-tokens-limit', ...twice }] },
  { id: 'output-tokens-per-minute', title: 'Output tokens per minute', about: 'The output tokens of the minute are used up; `retry-after` says when there is room.', isSurvivable: true, faults: [{ kind: 'output-tokens-limit', ...twice }] },
  { id: 'burst', title: 'A burst of requests', about: 'Requests are refused for their pace, though the headers say that there are some left in the minute.', isSurvivable: true, faults: [{ kind: 'burst-limit', ...twice }] },
  { id: 'never-fits', title: 'A request that never fits', about: 'The bucket of input tokens is full and the request is refused all the same: it is larger than the limit of a minute.', isSurvivable: false, faults: [{ kind: 'never-fits', retryAfterSeconds: 2 }] },
  { id: 'concurrent-connections', title: 'Too many requests at once', about: 'Too many requests are open at the same time; the answer has no `retry-after`.', isSurvivable: true, faults: [{ kind: 'connections-limit', times: 2 }] },
  { id: 'acceleration-limit', title: 'Usage that rises too fast', about: 'The usage rose too fast for the acceleration limit (`ramp_limit_exceeded`).', isSurvivable: true, faults: [{ kind: 'acceleration-limit', ...twice }] },
  {
    id: 'workspace-limit',
    title: 'The limit of a workspace',
    about: 'The workspace has half of what its organization has, and it is used up; the `tokens` headers show the workspace\'s limit.',
    isSurvivable: true,
    limits: { workspace: { itpm: 1_000_000, otpm: 200_000 } },
    faults: [{ kind: 'input-tokens-limit', ...twice }],
  },
  { id: 'tokens-per-day', title: 'Tokens per day', about: 'The tokens of the day are used up: waiting takes hours.', isSurvivable: false, faults: [{ kind: 'daily-tokens-limit' }] },
  { id: 'fast-mode-limit', title: 'Fast mode', about: 'The limit of fast mode is used up, the regular limits have room.', isSurvivable: true, faults: [{ kind: 'fast-mode-limit', ...twice }] },
  { id: 'priority-capacity', title: 'Priority Tier', about: 'The capacity of Priority Tier is used up, the regular limits have room.', isSurvivable: true, faults: [{ kind: 'priority-limit', ...twice }] },
  { id: 'batch-queue', title: 'The queue of batches', about: 'New Message Batches are refused as the queue is full; requests to `/v1/messages` are answered.', isSurvivable: true, faults: [{ kind: 'batch-queue', ...twice }] },
];

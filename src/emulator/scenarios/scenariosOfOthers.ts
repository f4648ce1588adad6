import type { Scenario } from './scenario';

/** The service's own troubles, and what stands in front of it. */
export const scenariosOfOthers: readonly Scenario[] = [
  { id: 'overloaded', title: 'Overload', about: 'The API is overloaded (529), which is not your quota; many retry libraries do not know this status.', isSurvivable: true, faults: [{ kind: 'overloaded', times: 2 }] },
  { id: 'stream-error', title: 'An error inside a stream', about: 'Streams begin with 200 and break with `overloaded_error` after some text; no SDK sends them again. Requests without a stream are answered.', isSurvivable: true, faults: [{ kind: 'stream-error', after: 3, times: 2 }] },
  { id: 'bedrock-throttling', title: 'Amazon Bedrock', about: 'A ThrottlingException of Amazon Bedrock, without the headers of the Claude API.', isSurvivable: true, faults: [{ kind: 'bedrock-tokens', times: 2 }] },
  { id: 'vertex-quota', title: 'Vertex AI', about: 'A quota of Google Cloud (RESOURCE_EXHAUSTED), without the headers of the Claude API.', isSurvivable: true, faults: [{ kind: 'vertex-tokens', times: 2 }] },
  { id: 'gateway-limit', title: 'A gateway', about: 'A LiteLLM proxy refuses the request by its own limit, before Claude sees it.', isSurvivable: true, faults: [{ kind: 'gateway-litellm', times: 2, retryAfterSeconds: 2 }] },
  { id: 'not-a-rate-limit', title: 'An error inside the API', about: 'A 500 that passes by itself.', isSurvivable: true, faults: [{ kind: 'api-error', times: 2 }] },
];

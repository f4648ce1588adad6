import type { EmulatorOptions } from '../../../src/emulator/server';
import type { Fault } from '../../../src/emulator/faults';

/** What the emulated Claude API does to a program, which is the true cause of what the program prints. */
export interface Service {
  /** For the source of a piece: the fault or the limits. */
  readonly title: string;
  readonly cause: string;
  /** What an expert may say as well where no rate-limit header is printed, as the numbers of the buckets alone tell the two apart. */
  readonly withoutHeaders?: readonly string[];
  /** The same where headers are printed and no message, and the headers alone do not tell it. */
  readonly withoutMessage?: readonly string[];
  readonly why: string;
  readonly options: Pick<EmulatorOptions, 'faults' | 'limits' | 'answerTokens' | 'maxBodyBytes'>;
  /** What somebody else of the organization sends before. */
  readonly others?: { readonly requests: number; readonly characters: number };
  /** Where the program believes to be, for what it prints; the API's own address when left out. */
  readonly address?: string;
}

const fault = (kind: Fault['kind'], more: Omit<Fault, 'kind'> = {}): Pick<Service, 'title' | 'options'> => ({ title: kind, options: { faults: [{ kind, ...more }] } });
const soon = { retryAfterSeconds: 1 } as const;
const gateway = 'http://127.0.0.1:4000';
const bedrock = 'https://bedrock-runtime.us-east-1.amazonaws.com';
const vertex = 'https://us-east5-aiplatform.googleapis.com';

export const services = {
  requests: { ...fault('requests-limit', soon), cause: 'requests-per-minute', why: 'The requests of the minute are used up' },
  fewRequests: { title: '5 requests a minute', cause: 'requests-per-minute', why: 'The sixth request of a minute, where five are allowed', options: { limits: { rpm: 5 } } },
  input: { ...fault('input-tokens-limit', soon), cause: 'input-tokens-per-minute', why: 'The input tokens of the minute are used up' },
  inputLater: { ...fault('input-tokens-limit', { retryAfterSeconds: 41 }), cause: 'input-tokens-per-minute', why: 'The input tokens of the minute are used up, for 41 s' },
  fewInputTokens: { title: '30,000 input tokens a minute', cause: 'input-tokens-per-minute', why: 'Each request has some 16,000 input tokens: the second one finds too few left', options: { limits: { itpm: 30_000 } } },
  output: { ...fault('output-tokens-limit', soon), cause: 'output-tokens-per-minute', why: 'The output tokens of the minute are used up' },
  fewOutputTokens: { title: '400 output tokens a minute', cause: 'output-tokens-per-minute', why: 'Each answer has 150 output tokens, and 400 are allowed a minute', options: { limits: { otpm: 400 }, answerTokens: 150 } },
  sharedRequests: { title: '50 requests a minute, 43 of which somebody else has sent', cause: 'requests-per-minute', why: 'Somebody else has used most of the requests of the minute, as the first answer shows', options: { limits: { rpm: 50 } }, others: { requests: 43, characters: 40 } },
  sharedTokens: { title: '3,000 input tokens a minute, most of which somebody else has sent', cause: 'input-tokens-per-minute', why: 'Somebody else has used the input tokens of the minute; the requests of this program have some ten each', options: { limits: { itpm: 3_000 } }, others: { requests: 2, characters: 5_850 } },
  burst: { ...fault('burst-limit', soon), cause: 'burst', withoutHeaders: ['requests-per-minute'], withoutMessage: ['cannot-tell'], why: 'Requests were left in the minute, and the pace was too fast' },
  pace: { title: '60 requests a minute as one a second', cause: 'burst', withoutHeaders: ['requests-per-minute'], why: 'Sixty requests a minute are enforced as one a second, and several were sent at once', options: { limits: { rpm: 60, burstSeconds: 1 } } },
  neverFits: { ...fault('never-fits', soon), cause: 'never-fits', withoutHeaders: ['input-tokens-per-minute'], why: 'The bucket was full, and the request is larger' },
  tooLarge: { title: '10,000 input tokens a minute', cause: 'never-fits', withoutHeaders: ['input-tokens-per-minute'], why: 'The request has some 16,000 input tokens, and 10,000 are allowed a minute', options: { limits: { itpm: 10_000 } } },
  connections: { ...fault('connections-limit'), cause: 'concurrent-connections', why: 'Too many requests were open at once' },
  fewConnections: { title: '4 requests at once', cause: 'concurrent-connections', why: 'Twelve requests were open at once, and four are allowed', options: { limits: { concurrent: 4 }, faults: [{ kind: 'slow', delayMs: 1500 }] } },
  acceleration: { ...fault('acceleration-limit', soon), cause: 'acceleration-limit', why: 'The usage rose too fast' },
  ramp: { title: '20,000 input tokens in the first minute', cause: 'acceleration-limit', why: 'Half a dozen large requests within a minute, where the usage may begin with 20,000 tokens', options: { limits: { ramp: { startItpm: 20_000, stepItpm: 10_000 } } } },
  workspace: { title: 'input-tokens-limit of a workspace', cause: 'workspace-limit', withoutHeaders: ['input-tokens-per-minute'], why: 'The workspace has half of what its organization has, and it is used up', options: { limits: { workspace: { itpm: 1_000_000, otpm: 200_000 } }, faults: [{ kind: 'input-tokens-limit', ...soon }] } },
  day: { ...fault('daily-tokens-limit'), cause: 'tokens-per-day', why: 'The tokens of the day are used up' },
  fast: { ...fault('fast-mode-limit', soon), cause: 'fast-mode-limit', why: 'The input tokens of fast mode are used up' },
  priority: { ...fault('priority-limit', soon), cause: 'priority-capacity', withoutHeaders: ['input-tokens-per-minute', 'cannot-tell'], why: 'The capacity of Priority Tier is used up' },
  batches: { ...fault('batch-queue', soon), cause: 'batch-queue', why: 'The queue of batches is full' },
  spend: { ...fault('spend-limit'), cause: 'spend-cap', why: 'The monthly spend cap of the tier is reached' },
  contract: { ...fault('contract-spend-limit'), cause: 'contract-spend-cap', why: 'The spend limit of the contract is reached' },
  linked: { ...fault('linked-spend-limit'), cause: 'contract-spend-cap', why: 'The linked organization has reached its spend limit' },
  ownSpend: { ...fault('self-set-spend-limit'), cause: 'self-set-spend-limit', why: 'The spend limit that the organization has set is reached' },
  workspaceSpend: { ...fault('workspace-spend-limit'), cause: 'self-set-spend-limit', why: 'The spend limit that was set for the workspace is reached' },
  credit: { ...fault('credit-balance'), cause: 'credit-balance', why: 'No credit is left' },
  longContext: { ...fault('long-context'), cause: 'long-context-entitlement', why: 'A long context needs extra usage' },
  fiveHours: { ...fault('subscription-five-hour'), cause: 'subscription-limit', why: 'The five hours of the subscription are used up' },
  sevenDays: { ...fault('subscription-seven-day'), cause: 'subscription-limit', why: 'The week of the subscription is used up' },
  gate: { ...fault('entitlement-gate'), cause: 'entitlement-gate', withoutHeaders: ['cannot-tell'], withoutMessage: ['cannot-tell'], why: 'The token has no right to the model: no rate-limit headers, the message "Error"' },
  overloaded: { ...fault('overloaded'), cause: 'overloaded', why: 'The API is overloaded' },
  thenInput: { title: 'overloaded, then api-error, then input-tokens-limit', cause: 'input-tokens-per-minute', why: 'After a 529 and a 500 the input tokens of the minute are used up, which is the final failure', options: { faults: [{ kind: 'overloaded', times: 1 }, { kind: 'api-error', times: 1 }, { kind: 'input-tokens-limit', ...soon }] } },
  thenOverloaded: { title: 'requests-limit, then overloaded', cause: 'overloaded', why: 'After a 429 the API is overloaded, which is the final failure', options: { faults: [{ kind: 'requests-limit', times: 1, ...soon }, { kind: 'overloaded' }] } },
  inputOnce: { ...fault('input-tokens-limit', { ...soon, times: 1 }), cause: 'input-tokens-per-minute', why: 'The first attempt finds the input tokens used up, the second one is answered' },
  overloadedOnce: { ...fault('overloaded', { times: 1 }), cause: 'overloaded', why: 'The first attempt meets an overload, the second one is answered' },
  untold: { title: 'output-tokens-limit, of which the log shows the status', cause: 'cannot-tell', why: 'The log shows a 429 and nothing else of it', options: { faults: [{ kind: 'output-tokens-limit', ...soon, times: 1 }] } },
  inStream: { ...fault('stream-error', { after: 3 }), cause: 'stream-error', why: 'The stream began with 200 and broke after three pieces of text' },
  atStart: { ...fault('stream-error', { after: 'message_start' }), cause: 'stream-error', why: 'The stream began with 200 and broke before its first text' },
  apiErrorInStream: { ...fault('stream-error', { after: 5, errorType: 'api_error' }), cause: 'stream-error', why: 'The stream began with 200 and broke with an api_error' },
  key: { ...fault('authentication'), cause: 'authentication', why: 'The key is not accepted' },
  failing: { ...fault('api-error'), cause: 'not-a-rate-limit', why: 'A 500 of the API' },
  timeout: { ...fault('timeout'), cause: 'not-a-rate-limit', why: 'A 504 of the API' },
  tooBig: { title: 'bodies of 8 kB at most', cause: 'not-a-rate-limit', why: 'A 413: the body is too large', options: { maxBodyBytes: 8_000 } },
  bedrockTokens: { ...fault('bedrock-tokens'), cause: 'bedrock-throttling', why: 'Bedrock throttles tokens', address: bedrock },
  bedrockRequests: { ...fault('bedrock-requests'), cause: 'bedrock-throttling', why: 'Bedrock throttles requests', address: bedrock },
  vertexTokens: { ...fault('vertex-tokens'), cause: 'vertex-quota', why: 'A quota of Vertex AI, of tokens', address: vertex },
  vertexRequests: { ...fault('vertex-requests'), cause: 'vertex-quota', why: 'A quota of Vertex AI, of requests', address: vertex },
  nginx: { ...fault('gateway-nginx'), cause: 'gateway-limit', why: 'nginx in front of the API has a limit of its own', address: 'https://claude.internal.example' },
  litellmProxy: { ...fault('gateway-litellm', soon), cause: 'gateway-limit', why: 'A LiteLLM proxy has a limit of its own', address: gateway },
  cloudflare: { ...fault('gateway-cloudflare', soon), cause: 'gateway-limit', why: 'Cloudflare has a limit of its own', address: 'https://llm.example.com' },
} as const satisfies Readonly<Record<string, Service>>;

export type ServiceName = keyof typeof services;

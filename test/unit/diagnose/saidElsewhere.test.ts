import assert from 'node:assert/strict';
import { diagnoseText } from '../../../src/diagnose/diagnoseText';

/** What a user can have on the screen, and the first cause with how sure it is. */
const verdicts: Readonly<Record<string, readonly [text: string, verdict: string]>> = {
  'a timeout as Claude Code tells it': ['  ⎿  API Error (Request timed out.) · Retrying in 4 seconds… (attempt 4/10)', 'not-a-rate-limit high'],
  'a connection that failed, in Python': ['anthropic.APIConnectionError: Connection error.', 'not-a-rate-limit high'],
  'a timeout in TypeScript': ['APIConnectionTimeoutError: Request timed out.\n    at Anthropic.makeRequest (/app/node_modules/@anthropic-ai/sdk/client.mjs:300:19)', 'not-a-rate-limit high'],
  'a connection that failed, as an agent shows it': ['{ "message": "Connection error.", "stack": "Error: Connection error.\\n    at Anthropic.makeRequest (/app/node_modules/@anthropic-ai/sdk/client.mjs:265:19)" }', 'not-a-rate-limit high'],
  'a token that is not accepted, beside words of a program\'s own': ['"terminal_reason": "api_error", "result": "Failed to authenticate. API Error: 401 OAuth access token is invalid."', 'authentication high'],
  'a quota of Google\'s that a relay calls an overload': ['{"type":"error","error":{"type":"overloaded_error","message":"HTTP 429: { \\"code\\": 429, \\"message\\": \\"You have exhausted your capacity on this model.\\", \\"status\\": \\"RESOURCE_EXHAUSTED\\", \\"model\\": \\"claude-sonnet-4-5\\" }"}}', 'vertex-quota high'],
  'a quota of Google\'s, of which nothing says that it is Claude\'s': ['API Error (429 {"error":{"message":"Resource has been exhausted (e.g. check quota).","status":"RESOURCE_EXHAUSTED"}})', 'vertex-quota medium'],
  'a limit of Amazon\'s agents': ['EventStreamError: An error occurred (throttlingException) when calling the InvokeAgent operation: Your request rate is too high.', 'bedrock-throttling high'],
  'a budget of a gateway': ['litellm.BadRequestError: Litellm_proxyException - Budget has been exceeded! Current cost: 1000.1, Max budget: 1000.0', 'gateway-limit high'],
  'Bedrock\'s own words behind a 503': ['API Error (503 {"error":{"message":"{\\"message\\":\\"Model is getting throttled. Try your request again.\\"}","code":"503"}})', 'bedrock-throttling high'],
  'an overload that an agent tells by its status': ['Error: Request failed: Request failed with status: 529 <unknown status code>', 'overloaded high'],
  'a monthly limit of an account': ['429 rate_limit_error: This request would exceed your account\'s monthly spend limit. Please try again later.', 'subscription-limit high'],
  'a limit whose number somebody has struck out': ['This request would exceed your organization\'s rate limit of XX,000 input tokens per minute.', 'input-tokens-per-minute high'],
  'headers as console.table shows them': ['│ anthropic-ratelimit-unified-7d-status             │ \'rejected\'  │\n│ anthropic-ratelimit-unified-representative-claim  │ \'seven_day\' │\n│ anthropic-ratelimit-unified-status                │ \'rejected\'  │', 'subscription-limit high'],
  'headers as a browser copies them': ['Request URL\nhttps://api.anthropic.com/v1/messages\nStatus Code\n429 Too Many Requests\nanthropic-ratelimit-unified-status\nrejected\nanthropic-ratelimit-unified-representative-claim\nfive_hour\nretry-after\n9000', 'subscription-limit high'],
  'headers under keys without hyphens': ['http_status=429 model=claude-opus-4-8 err_type=rate_limit_error anthropic_priority_input_tokens_limit=60000 anthropic_priority_input_tokens_remaining=0 anthropic_ratelimit_requests_limit=10000 anthropic_ratelimit_requests_remaining=9988', 'priority-capacity high'],
  'headers in a span of OpenTelemetry': ['{"key":"gen_ai.system","value":{"stringValue":"anthropic"}},{"key":"http.response.status_code","value":{"intValue":"429"}},{"key":"http.response.header.anthropic-ratelimit-output-tokens-limit","value":{"stringValue":"8000"}},{"key":"http.response.header.anthropic-ratelimit-output-tokens-remaining","value":{"stringValue":"0"}}', 'output-tokens-per-minute high'],
  'headers in httpcore\'s log': ["DEBUG httpcore receive_response_headers.complete return_value=(b'HTTP/1.1', 429, b'Too Many Requests', [(b'anthropic-ratelimit-requests-limit', b'50'), (b'anthropic-ratelimit-requests-remaining', b'0'), (b'anthropic-ratelimit-input-tokens-limit', b'50000'), (b'anthropic-ratelimit-input-tokens-remaining', b'44000')])", 'requests-per-minute high'],
  'a vague sentence beside an empty limit': ['429 {"type":"error","error":{"type":"rate_limit_error","message":"Rate limit reached. Please see the response headers."}}\nanthropic-ratelimit-output-tokens-limit: 16000\nanthropic-ratelimit-output-tokens-remaining: 0\nanthropic-ratelimit-requests-limit: 50\nanthropic-ratelimit-requests-remaining: 44', 'output-tokens-per-minute high'],
  'a limit of GitHub\'s beside requests of Claude that went well': ['14:10:07 claude-sonnet-5 200 1.9s\n14:10:08 HttpError: API rate limit exceeded for user ID 4. https://docs.github.com/rest\n14:10:08   status: 403, x-ratelimit-remaining: 0\n14:10:12 claude-sonnet-5 200 2.4s', 'cannot-tell'],
  'a quota of a Claude model beside requests of Gemini that went well': ['gemini-2.5-flash  200\nclaude-sonnet-4-5@20250929  429  {"error":{"code":429,"message":"Quota exceeded for aiplatform.googleapis.com/online_prediction_requests_per_base_model with base model: anthropic-claude-sonnet-4-5.","status":"RESOURCE_EXHAUSTED"}}\ngemini-2.5-flash  200', 'vertex-quota high'],
  'an error at the end of a stream, in the AI SDK': ["onError: { error: { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } } }\nfinishReason: 'error'", 'stream-error high'],
  'a pull limit of Docker Hub\'s': ['ERROR: failed to copy: 429 Too Many Requests - Server message: toomanyrequests: You have reached your unauthenticated pull rate limit.\nnpm error code E429', 'cannot-tell'],
  'an answer in OkHttp\'s log': ['--> POST https://api.anthropic.com/v1/messages\n<-- 429 https://api.anthropic.com/v1/messages (74ms)\nanthropic-ratelimit-requests-limit: 50\nanthropic-ratelimit-requests-remaining: 0\nanthropic-ratelimit-input-tokens-limit: 50000\nanthropic-ratelimit-input-tokens-remaining: 49000', 'requests-per-minute high'],
  'what is left, in a program\'s own words': ['Nov 24 02:30:07 host job[88]: claude 429 rate_limit_error input-tokens 0/2000000 left, requests 961/1000 left', 'input-tokens-per-minute high'],
  'a status alone, from curl': ['$ curl -sS --fail https://api.anthropic.com/v1/messages -d @body.json\ncurl: (22) The requested URL returned error: 529', 'overloaded high'],
  'a size that was counted before': ['iex> count\n%{"input_tokens" => 183442}\niex> send\n%Req.Response{\n  status: 429,\n  headers: %{\n    "anthropic-ratelimit-input-tokens-limit" => ["100000"],\n    "anthropic-ratelimit-input-tokens-remaining" => ["100000"]\n  }\n}', 'never-fits high'],
  'a limit of fast mode with its amount': ['429 {"type":"error","error":{"type":"rate_limit_error","message":"This request would exceed your organization\'s fast mode rate limit of 150,000 input tokens per minute."}}', 'fast-mode-limit high'],
  'a timeout of another service\'s client': ['openai.APITimeoutError: Request timed out.', 'cannot-tell'],
  'a stream that broke off, in an old SDK of TypeScript': ['APIConnectionError: Connection error.\n    at Stream.iterator (/app/node_modules/@anthropic-ai/sdk/streaming.mjs:52:40)', 'cannot-tell'],
  'an input that is longer than the model\'s context': ['input length and `max_tokens` exceed context limit: 150000 + 64000 > 200000, decrease input length or `max_tokens` and try again', 'not-a-rate-limit medium'],
  'a model that a project of Google Cloud may not use': ['Project `my-project` is not allowed to use Publisher Model `projects/my-project/locations/us-east5/publishers/anthropic/models/claude-sonnet-4-5`', 'not-a-rate-limit medium'],
  'the same of a model of Google': ['Project `my-project` is not allowed to use Publisher Model `projects/my-project/locations/us-east5/publishers/google/models/gemini-2.0-flash`', 'cannot-tell'],
  'a subscription\'s limit behind a gateway that answers 500': ['{"error":{"message":"api_error: Claude Code returned an error result: You\'ve hit your weekly limit · resets Sep 14, 5am (UTC)","code":"500"}}', 'subscription-limit medium'],
  'a switch to the smaller model': ['Claude Opus 4.1 limit reached, now using Sonnet 4.5', 'subscription-limit high'],
  'one header in a remark': ['// simulated with anthropic-ratelimit-unified-status: rejected, see the tests', 'subscription-limit medium'],
  'a 429 of GitHub Copilot': ['Request failed: 429 {"error":{"message":"Sorry, you\'ve exceeded your 5 hour session limits.","code":"user_global_rate_limited:pro_plus"}} model claude-sonnet-4.5', 'gateway-limit high'],
  'a 429 of Cloudflare AI Gateway': ['< HTTP/2 429\n< content-type: application/json\n{"success":false,"error":[{"code":2003,"message":"Rate limited"}]}\nPOST https://gateway.ai.cloudflare.com/v1/a/b/anthropic/v1/messages', 'gateway-limit high'],
  'a shared key of OpenRouter\'s': ['{"error":{"message":"Provider returned error","code":429,"metadata":{"raw":"anthropic/claude-sonnet-4.5 is temporarily rate-limited upstream."}}}', 'gateway-limit high'],
  'credit that is missing at a gateway': ['Error: 402 {"error":{"message":"More credits are required to run this request. 128000 token capacity required, 19484 available.","code":402}}', 'gateway-limit high'],
  'a proxy before the API that shows its name': ['HTTP/1.1 429 Too Many Requests\ncontent-type: application/json\nretry-after: 18\nserver: kong\n\n{"message":"slow down"}', 'gateway-limit high'],
  'the name of a proxy in an answer that went well': ['HTTP/1.1 200 OK\nserver: envoy\n\n{}', 'cannot-tell'],
  'an answer in the form of OpenAI\'s API': ['{"object":"error","message":"Service tier capacity exceeded for this model.","type":"invalid_request_error","param":null,"code":null}', 'cannot-tell'],
  'an invalid request whose service nothing names': ["Error code: 400 - {'error': {'message': 'Missing parameter', 'type': 'invalid_request_error'}}", 'not-a-rate-limit medium'],
  'a failure as Claude Code tells it': ['  ⎿  API Error (503 upstream connect error or disconnect/reset before headers) · Retrying in 4 seconds… (attempt 4/10)', 'not-a-rate-limit medium'],
  'an overload whose service nothing names': ['{\n  "client_error": false,\n  "code": 529,\n  "detail": "Overloaded"\n}', 'overloaded medium'],
  'an older sentence about requests': ["anthropic.RateLimitError: Error code: 429 - {'type': 'error', 'error': {'type': 'rate_limit_error', 'message': 'Number of requests has exceeded your rate limit'}}", 'requests-per-minute high'],
  'long context that is not paid for': ['Error: 429 {"type":"error","error":{"type":"rate_limit_error","message":"Usage credits are required for long context requests."}}', 'long-context-entitlement high'],
  'a plan of another vendor': ['AnthropicException - {"type":"error","error":{"type":"PlanUsageLimitError","message":"Weekly usage limit reached. Resets in 3 days."}}', 'gateway-limit high'],
  'fast mode that is not open': ['HTTP 429\nerror.type = rate_limit_error\n0 fast mode input tokens per minute', 'fast-mode-limit high'],
  'a workspace that is named behind the limit': ["anthropic.RateLimitError: Error code: 429 - {'type': 'error', 'error': {'type': 'rate_limit_error', 'message': 'This request would exceed the rate limit for your workspace (wrkspc_01a) of 50,000 input tokens per minute.'}}", 'workspace-limit high'],
  'a log of a program\'s own, with what is left': ['2026-11-26 09:00:00 [claude] WARN 429 rate_limit_error retry-after=1 requests-remaining=0/50 input-remaining=1900000/2000000', 'requests-per-minute high'],
  'the same of another service': ['2026-11-26 09:00:00 [openai] WARN 429 retry-after=1 requests-remaining=0/50', 'cannot-tell'],
  'room everywhere, and a wait of a second': ['2026-11-26 09:00:00 [claude] WARN 429 rate_limit_error retry-after=1 requests-remaining=987/1000', 'burst low'],
  'a sentence in quotes': ['The program says "Number of concurrent connections has exceeded your rate limit" now and then', 'concurrent-connections medium'],
  'the same sentence as it is printed': ['Number of concurrent connections has exceeded your rate limit', 'concurrent-connections high'],
  'the same sentence as the value of a key': ['{"detail": "Number of concurrent connections has exceeded your rate limit"}', 'concurrent-connections high'],
  'a question about errors': ['Write a page about 429 (rate_limit_error), 529 (overloaded_error) and "Number of concurrent connections has exceeded your rate limit".', 'cannot-tell'],
};

describe('an error, however a program or a person has it', () => {
  for (const [name, [text, verdict]] of Object.entries(verdicts)) {
    it(`is told: ${name}`, () => {
      const { top, causes } = diagnoseText(text, []).diagnosis;
      assert.equal([top, causes[0]?.confidence].filter((part) => part !== undefined).join(' '), verdict);
    });
  }

  it('of fast mode that is not open is in vain to send again', () => {
    assert.equal(diagnoseText('HTTP 429\nerror.type = rate_limit_error\n0 fast mode input tokens per minute', []).diagnosis.causes[0]?.waiting.helps, 'no');
    assert.equal(diagnoseText('HTTP 429\nerror.type = rate_limit_error\n10,000 fast mode input tokens per minute', []).diagnosis.causes[0]?.waiting.helps, 'yes');
  });

  it('that got no answer passes by itself, and a program may send it again', () => {
    assert.equal(diagnoseText('anthropic.APITimeoutError: Request timed out.', []).diagnosis.causes[0]?.waiting.helps, 'maybe');
  });
});

import assert from 'node:assert/strict';
import type { Evidence } from '../../../src/diagnose/evidence';
import { readEvidence } from '../../../src/diagnose/readEvidence';

const sentence = "This request would exceed your organization's rate limit of 50 requests per minute (org: x, model: claude-haiku-4-5).";
const body = `{"type":"error","error":{"type":"rate_limit_error","message":"${sentence}"},"request_id":"req_011CUform"}`;
const refused: Partial<Evidence> = { status: 429, errorType: 'rate_limit_error', message: sentence, requestId: 'req_011CUform', provider: 'anthropic', occurrences: 1 };

/** Sources: the SDKs' own `toString`, `Message`, `message` and `Error()` at the versions of 2026. */
const forms: Readonly<Record<string, readonly [text: string, expected: Partial<Evidence>]>> = {
  'Ruby 3.4': [`{url: "https://api.anthropic.com/v1/messages", status: 429, body: {type: "error", error: {type: "rate_limit_error", message: "${sentence}"}, request_id: "req_011CUform"}} (Anthropic::Errors::RateLimitError)`, refused],
  'Ruby before 3.4': [`{:url=>#<URI::HTTPS https://api.anthropic.com/v1/messages>, :status=>429, :body=>{:type=>"error", :error=>{:type=>"rate_limit_error", :message=>"${sentence}"}, :request_id=>"req_011CUform"}}`, refused],
  'C#': [`Unhandled exception. Anthropic.Exceptions.AnthropicRateLimitException: Status Code: TooManyRequests\n${body}\n   at Anthropic.Core.HttpResponse.EnsureSuccess()`, refused],
  Java: [`com.anthropic.errors.RateLimitException: 429: {type=error, error={type=rate_limit_error, message=${sentence}}, request_id=req_011CUform}\n\tat com.example.App.main(App.java:21)`, refused],
  'Java, with a message nobody has seen': ['com.anthropic.errors.RateLimitException: 429: {type=error, error={type=rate_limit_error, message=Slow down a bit}, request_id=req_011CUform}', { ...refused, message: 'Slow down a bit' }],
  Go: [`POST "https://api.anthropic.com/v1/messages": 429 Too Many Requests (Request-ID: req_011CUform) (Workspace-ID: wrkspc_01abc) ${body}`, { ...refused, host: 'api.anthropic.com', path: '/v1/messages' }],
  'Spring AI': [`org.springframework.ai.retry.NonTransientAiException: HTTP 429 - ${body}`, { ...refused, library: 'spring-ai' }],
  'Pydantic AI': [`pydantic_ai.exceptions.ModelHTTPError: status_code: 429, model_name: claude-haiku-4-5, body: ${body}`, { ...refused, library: 'pydantic_ai' }],
  LiteLLM: [`litellm.RateLimitError: AnthropicException - ${body}`, { errorType: 'rate_limit_error', message: sentence, library: 'litellm', provider: 'anthropic' }],
  'a Docker log of a JSON log of a body': [JSON.stringify({ log: JSON.stringify({ level: 'error', err: body }), time: '2026-11-27T12:00:01.123456789Z' }), { errorType: 'rate_limit_error', message: sentence, occurrences: 1 }],
  'Claude Code': [`API Error: 429 ${body}`, refused],
  'Claude Code, without a body': ['API Error: Request rejected (429) · this may be a temporary capacity issue', { status: 429, provider: 'anthropic', occurrences: 1 }],
  'the Agent SDK\'s retries': ['{"type":"system","subtype":"api_retry","attempt":3,"max_retries":10,"retry_delay_ms":4200,"error_status":529,"error":"overloaded"}', { status: 529, provider: 'anthropic', occurrences: 1 }],
  'the Agent SDK\'s limits': ['{"type":"rate_limit_event","rate_limit_info":{"status":"rejected","resetsAt":1795644000,"rateLimitType":"five_hour"}}', { provider: 'anthropic', subscription: { status: 'rejected', claim: 'five_hour', resetAt: 1_795_644_000_000 } }],
  'Amazon Bedrock': ['An error occurred (ThrottlingException) when calling the ConverseStream operation (reached max retries: 4): Rate exceeded', { provider: 'bedrock', occurrences: 1 }],
};

describe('an error as a library prints it', () => {
  for (const [name, [text, expected]] of Object.entries(forms)) {
    it(`is read in the form of ${name}`, () => {
      const evidence = readEvidence(text);
      for (const [key, value] of Object.entries(expected)) assert.deepEqual(evidence[key as keyof Evidence], value, key);
    });
  }
});

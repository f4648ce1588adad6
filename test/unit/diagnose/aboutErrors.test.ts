import assert from 'node:assert/strict';
import { readEvidence } from '../../../src/diagnose/readEvidence';

describe('a text that is about errors and holds none that happened', () => {
  const body = `{ type: 'error', error: { type: 'rate_limit_error', message: "This request would exceed your organization's rate limit of 50 requests per minute" } }`;
  const about: Readonly<Record<string, string>> = {
    'a test in TypeScript': `import { it, expect } from 'vitest';\n\nconst fixture = {\n  status: 429,\n  error: ${body},\n};\n\nit('waits', () => {\n  expect(kindOf(fixture)).toBe('requests');\n});\n`,
    'a module in Python': 'def ask(client):\n    try:\n        return client.messages.create()\n    except anthropic.RateLimitError as error:\n        if code in ("enforced_spend_limit_reached", "contract_spend_limit_reached"):\n            raise\n        if "credit balance is too low" in str(error):\n            raise\n',
    'a method in Go': 'func (c *Client) Ask() error {\n\tif status == 529 {\n\t\treturn errors.New("529 {\\"type\\":\\"error\\",\\"error\\":{\\"type\\":\\"overloaded_error\\"}}")\n\t}\n\treturn nil\n}\n',
    'comments': "// the server said: 529 {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}\n// and later: Number of concurrent connections has exceeded your rate limit\n",
    'the names of tests': ' ✓ retries on 429 with retry-after 1004ms\n ✓ does not retry enforced_spend_limit_reached\n ✗ treats 529 overloaded_error as retryable\nok 12 - "Your credit balance is too low" is shown once\n',
    'a job in Ruby': 'class AskJob < ApplicationJob\n  retry_on Anthropic::Errors::RateLimitError, attempts: 6\n  discard_on Anthropic::Errors::BadRequestError do |_job, error|\n    report("Your credit balance is too low") if error.message.include?("credit balance")\n  end\nend\n',
    'a change': "diff --git a/ask.ts b/ask.ts\n--- a/ask.ts\n+++ b/ask.ts\n@@ -1,3 +1,5 @@\n const answer = await ask();\n+log.warn('rate_limit_error: Number of requests has exceeded your per-minute rate limit');\n+throw new Error('529 {}');\n",
    'a change with an empty line': '@@ -1,2 +1,4 @@\n # Changelog\n\n+- fix: `Error code: 429` on "Number of concurrent connections has exceeded your rate limit"\n',
    'a mock in Kotlin': 'private fun rateLimited() = MockResponse.Builder()\n    .code(429)\n    .addHeader("anthropic-ratelimit-requests-remaining", "0")\n    .body("""{"type":"error","error":{"type":"rate_limit_error","message":"x"}}""")\n    .build()\n',
    'a remark in backticks': 'On `529 overloaded_error` wait and try again.\n',
    'a list of changes': '## 2.8.0\n\n* surface `ramp_limit_exceeded` as an error of its own\n* map `ThrottlingException` to `RateLimitError`\n* do not retry 400 "Your credit balance is too low to access the Anthropic API"\n* treat 529 `overloaded_error` as retryable\n',
    'a list of commits': 'e9d6a11 fix: "Number of concurrent connections has exceeded your rate limit" -> a limiter\n70b8c3d docs: what to do on overloaded_error (529)\n',
    'a template': '**What happened**\n<!-- e.g. "429 rate_limit_error: This request would exceed your organization\'s rate limit of 30,000 input tokens per minute" -->\n',
    'a prompt that sorts errors': '- "Number of concurrent connections has exceeded your rate limit" -> CONCURRENCY\n- "You have reached your specified API usage limits" -> SPEND\n- "invalid x-api-key" -> AUTH\n',
    'settings': 'retry:\n  on_status: [408, 429, 529]\n  never_on_error_code: [enforced_spend_limit_reached, contract_spend_limit_reached]\n  on_exception: [ThrottlingException]\n',
    'a description of an API': "'429':\n  headers:\n    anthropic-ratelimit-requests-remaining: { schema: { type: integer }, example: 0 }\n'529':\n  description: Overloaded.\n",
    'an answer that explains errors': 'A 429 can mean several things:\n1. The message reads like "This request would exceed your organization\'s rate limit of 50 requests per minute".\n2. The error carries `enforced_spend_limit_reached`.\n',
    'metrics': '# TYPE llm_responses_total counter\nllm_responses_total{provider="anthropic",model="claude-sonnet-5",status="429"} 318\nllm_responses_total{provider="anthropic",model="claude-sonnet-5",status="529"} 7\n',
    'a document': '# Troubleshooting\n\n## 429 rate_limit_error\n\n| Header | Meaning |\n| --- | --- |\n| retry-after | seconds |\n\n```http\nHTTP/1.1 429 Too Many Requests\nanthropic-ratelimit-requests-remaining: 0\n```\n',
    'a conversation about errors': 'DEBUG prompt="Why is it 429?" answer="Error code: 429 - {\'type\': \'error\', \'error\': {\'type\': \'rate_limit_error\'}} means that a limit was hit"',
  };
  for (const [name, text] of Object.entries(about)) {
    it(`is read as none: ${name}`, () => assert.equal(readEvidence(text).occurrences, 0, JSON.stringify(readEvidence(text).groups)));
  }

  const printed = `RateLimitError: 429 {"type":"error","error":{"type":"rate_limit_error","message":"This request would exceed your organization's rate limit of 50 requests per minute"}}`;
  const happened: Readonly<Record<string, string>> = {
    'an error below the code that made it': `import Anthropic from '@anthropic-ai/sdk';\nconst client = new Anthropic();\nfor (const page of pages) {\n  await ask(page);\n}\n\n${printed}\n    at ask (/app/ask.mjs:10:3)\n`,
    'several sentences of Claude Code': 'Claude Opus 4.1 limit reached, now using Sonnet 4.5',
    'an indented one': `const client = new Anthropic();\nconst answer = await ask();\n    ${printed}\n`,
    'an indented one of another form': `import anthropic\nclient = anthropic.Anthropic()\ndef ask():\n    return client.messages.create()\n\n### Output\n\n    Error code: 429 - {'type': 'error', 'error': {'type': 'rate_limit_error', 'message': 'x'}}\n`,
    'one far behind code, where all is indented': `def ask():\n    return client.messages.create(\n${'    a line of a log\n'.repeat(80)}    { status: 429, type: "rate_limit_error" }\n`,
    'one behind the line of code at which Node stopped': `/app/ask.mjs:10\n  return await client.messages.create({\n               ^\n\n${printed}\n`,
    'a trace of Python, which shows code': `Traceback (most recent call last):\n  File "/app/ask.py", line 4, in <module>\n    from pages import ask\n  File "/app/pages.py", line 9, in ask\n    def inner(self): return client.messages.create()\nanthropic.${printed.replace('429 {', 'Error code: 429 - {')}\n`,
    'a failed test that shows it': `FAIL test/ask.test.ts\n  ✗ answers\n    ${printed}\n    at ask (/app/ask.mjs:10:3)\n`,
    'one that a report in Markdown shows': `### What happened\n\n| Version | 1.2 |\n| --- | --- |\n\n### Error\n\n${printed.replace('}}', '},"request_id":"req_011CUexample"}')}\n`,
    'one that a program marks with a cross': `✕ [API Error: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}]`,
  };
  for (const [name, text] of Object.entries(happened)) {
    it(`is told from ${name}`, () => assert.equal(readEvidence(text).occurrences, 1, JSON.stringify(readEvidence(text).groups)));
  }
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { codeSpan } from '../../../src/diagnose/codeSpan';
import { diagnoseText } from '../../../src/diagnose/diagnoseText';
import { redact } from '../../../src/diagnose/redact';

const folder = path.join(__dirname, '../../fixtures/diagnose');
const sample = readFileSync(path.join(folder, 'input-tokens-typescript.txt'), 'utf8');

/** What is left of Markdown once its code spans are taken out, by CommonMark's rule: a run of backticks up to the next equal run. */
function outsideCode(markdown: string): string {
  return markdown.replace(/(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, '');
}

const hostileText = fc.array(
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom('`', '``', '```', '\n\n# Heading\n', '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '[x](command:evil)', '![x](https://evil.example/p.png)', 'https://evil.example', '|', '\\', '\u202e', '\0', '\ud800', '~~~', '    ', '- ', '&lt;'),
  ),
  { maxLength: 20 },
).map((parts) => parts.join(''));

describe('a diagnosis of hostile text', () => {
  it('shows HTML, links and headings of an error as text and nothing else', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const body = JSON.stringify({ type: 'error', error: { type: 'rate_limit_error', message: `evilmark ${text} evilmark` }, request_id: 'req_abc123' });
        const { markdown } = diagnoseText(`RateLimitError: 429 ${body}`, []);
        const rest = outsideCode(markdown);
        assert.ok(markdown.includes('evilmark'));
        for (const sign of ['evil', '<script', '<img', 'command:']) assert.ok(!rest.includes(sign), rest);
        assert.deepEqual(rest.match(/^#+ .*/gm), markdown.match(/^#+ (?:Diagnosis|What to do|To be sure|Evidence|Ruled out|Other possible causes|Sources).*/gm));
      }),
      { seed: 429, numRuns: 400 },
    );
  });

  it('puts any text into exactly one code span on one line', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const span = codeSpan(text);
        assert.ok(!/[\n\r\p{Cc}\p{Cs}]/u.test(span));
        assert.ok(span === '(empty)' || outsideCode(span) === '', span);
      }),
      { seed: 429, numRuns: 1000 },
    );
  });

  it('never throws, whatever is pasted, and gives the same report twice', () => {
    fc.assert(
      fc.property(fc.oneof(hostileText, fc.string({ unit: 'binary', maxLength: 300 })), fc.nat(sample.length), fc.nat(sample.length), (noise, from, to) => {
        const text = `${noise}${sample.slice(Math.min(from, to), Math.max(from, to))}${noise}`;
        const { diagnosis, markdown } = diagnoseText(text, []);
        assert.deepEqual(diagnosis.failed, []);
        assert.equal(diagnoseText(text, []).markdown, markdown);
        assert.deepEqual(JSON.parse(JSON.stringify(diagnosis)), diagnosis);
      }),
      { seed: 429, numRuns: 400 },
    );
  });
});

describe('a diagnosis of damaged text', () => {
  const body = readFileSync(path.join(folder, 'output-tokens-json.txt'), 'utf8').trim();

  it('reads JSON that is cut off anywhere after the limit it names', () => {
    for (let length = body.indexOf('per minute') + 'per minute'.length; length < body.length; length++) {
      assert.equal(diagnoseText(body.slice(0, length), []).diagnosis.top, 'output-tokens-per-minute', `cut at ${length}`);
    }
  });

  it('never names a cause surely from a JSON that is cut off before it says which limit', () => {
    for (let length = 0; length < body.indexOf('output tokens per'); length++) {
      assert.equal(diagnoseText(body.slice(0, length), []).diagnosis.top, 'cannot-tell', `cut at ${length}`);
    }
  });

  it('reads a log whose first half is missing', () => {
    const log = readFileSync(path.join(folder, 'log-json-lines.txt'), 'utf8');
    for (let start = 0; start < log.length / 2; start += 7) assert.equal(diagnoseText(log.slice(start), []).diagnosis.top, 'overloaded');
  });

  it('reads UTF-16 that was taken for UTF-8, byte-order marks, and Windows line ends', () => {
    const utf16 = `\ufeff${sample.split(/(?:)/).join('\0')}`;
    for (const text of [utf16, `\ufeff${sample}`, sample.replace(/\n/g, '\r\n'), sample.replace(/\n/g, '\r')]) {
      const { diagnosis } = diagnoseText(text, []);
      assert.equal(diagnosis.top, 'input-tokens-per-minute');
      assert.equal(diagnosis.evidence.retryAfterSeconds, 23);
    }
  });
});

describe('a diagnosis of a very long text', () => {
  const million = 1_000_000;
  const garbage: Readonly<Record<string, string>> = {
    letters: 'a'.repeat(5 * million),
    quotes: '"message":"'.repeat(million / 2),
    backslashes: `"message": ${'\\'.repeat(5 * million)}`,
    types: 'rate_limit_error '.repeat(million / 3),
    'types on lines': 'type: "rate_limit_error"\n'.repeat(million / 5),
    'indented types': '  type: "rate_limit_error" message: "x"\n'.repeat(million / 8),
    statuses: 'Error: 429 '.repeat(million / 2),
    codes: 'Error code: 429 - '.repeat(million / 4),
    folds: `${'a'.repeat(45)}\nb`.repeat(million / 10),
    retries: 'Retrying '.repeat(million / 2),
    answers: '"POST '.repeat(million / 2),
    digits: '1'.repeat(5 * million),
    headers: 'retry-after: 5\n'.repeat(million / 3),
    paths: `${'a/'.repeat(million)}.ts:1 `.repeat(2),
    endings: '.ts:1'.repeat(million),
    phrases: 'Number of concurrent '.repeat(million / 4),
    phrases2: 'This request would exceed your '.repeat(million / 6),
    escapes: '\u001b['.repeat(2 * million),
    'terminal titles': '\u001b]'.repeat(2 * million),
    'request ids': 'req_abc123 '.repeat(million / 2),
    keys: 'authorization: '.repeat(million / 3),
    dots: 'a@'.repeat(2 * million),
    comments: '<!-- '.repeat(million),
    changes: '@@ -1 +1 @@\n'.repeat(million / 3),
    code: `if (${'('.repeat(240)}\n`.repeat(million / 50),
    'code of one line': `const a = ${'b '.repeat(2.5 * million)}`,
    costs: '200 input_tokens=5 output_tokens=5\n'.repeat(million / 8),
    'costs of one line': '200 input_tokens=5 '.repeat(million / 4),
    waits: 'Retrying in 5 s: 429 '.repeat(million / 4),
    programs: 'worker | Error: 429\n'.repeat(million / 4),
    tables: 'retry-after                 │ 5\n'.repeat(million / 6),
    rests: 'requests 5/50 left '.repeat(million / 4),
    tests: '✓ 429 {\n'.repeat(million / 2),
    hosts: 'anthropic '.repeat(million / 2),
    colons: 'a.b.c.d.e.f.g.h'.repeat(million / 3),
    braces: '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"'.repeat(million / 15),
  };

  for (const [name, text] of Object.entries(garbage)) {
    it(`ends for 5 MB of ${name}, and still finds the error at the end`, function () {
      this.timeout(20_000);
      const { diagnosis } = diagnoseText(`${text}\n\n${sample}`, []);
      assert.equal(diagnosis.top, 'input-tokens-per-minute');
    });
  }
});

describe('redaction', () => {
  const secrets = [
    'sk-ant-api03-AAAA_bbbb-CCCC',
    'sk-ant-oat01-zzzz',
    'Bearer abcdef123456',
    'eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl',
    '3f2b8c1e-5a44-4d2b-9a55-0d8e6f1c2b3a',
    'wrkspc_01AbCdEf',
    'ada.lovelace@example.co.uk',
    'AKIAABCDEFGHIJKLMNOP',
  ];

  it('replaces keys, tokens, ids and addresses wherever they stand in an error', () => {
    for (const secret of secrets) {
      const text = `RateLimitError: 429 {"type":"error","error":{"type":"rate_limit_error","message":"for ${secret}, slow down: 50 requests"},"request_id":"req_011KEEPME"}\nhost: ${secret}`;
      const { markdown } = diagnoseText(text, []);
      assert.ok(!markdown.includes(secret.replace('Bearer ', '')), markdown);
      assert.ok(markdown.includes('req_011KEEPME'));
    }
  });

  it('replaces the values of key headers in any form', () => {
    for (const text of ['x-api-key: abc123def', "'x-api-key': 'abc123def'", '"authorization":"Basic abc123def"', 'Authorization: Bearer abc123def', 'api_key="abc123def"']) {
      assert.ok(!redact(text).includes('abc123def'), redact(text));
    }
  });

  it('changes nothing when done twice', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...secrets, ' ', 'x-api-key: ', '"', "'", 'org: ', ',')), (parts) => {
        const once = redact(parts.join(''));
        assert.equal(redact(once), once);
      }),
      { seed: 429 },
    );
  });
});

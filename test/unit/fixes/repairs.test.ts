import assert from 'node:assert/strict';
import { loadGrammar } from '../../../src/io/grammars';
import type { LanguageId } from '../../../src/lint/call';
import { createLinter } from '../../../src/lint/linter';
import type { QuickFix } from '../../../src/lint/quickFix';
import { applyEdits, sourceText } from '../../../src/lint/source';

const linter = createLinter(loadGrammar);

const url = 'https://api.anthropic.com/v1/messages';

interface Repaired {
  readonly fix: QuickFix | undefined;
  /** The text after it. */
  readonly text: string | undefined;
}

/** What one fix makes of a text, if it is offered for any finding. */
async function repair(language: LanguageId, text: string, id: string): Promise<Repaired> {
  const document = await linter.open(language, sourceText('a', text));
  const fix = document.analyze({}).findings.flatMap((finding) => document.quickFixes(finding)).find((one) => one.fix === id);
  document.dispose();
  return { fix, text: fix && applyEdits(text, fix.edits) };
}

/** The text after the fix, which changes `before` in a program to `after` and nothing else. */
async function assertRepairs(language: LanguageId, program: (part: string) => string, id: string, [before, after]: readonly [string, string]): Promise<void> {
  assert.equal((await repair(language, program(before), id)).text, program(after));
}

const adapter = (retry: string) => `import requests\nfrom requests.adapters import HTTPAdapter\nfrom urllib3 import Retry\nsession = requests.Session()\nsession.mount("https://api.anthropic.com", HTTPAdapter(max_retries=${retry}))\nsession.post("${url}", json={})\n`;
const tenacity = (imports: string, options: string) => `${imports}\nimport anthropic\nclient = anthropic.Anthropic(max_retries=0)\n@retry(${options})\ndef ask(): return client.messages.create(model="claude-haiku-5-5", max_tokens=1, messages=[])\n`;
const loop = (test: string, head = '') => `import anthropic, time\n${head}client = anthropic.Anthropic(max_retries=0)\ndef ask():\n    for attempt in range(9):\n        try:\n            return client.messages.create(model="claude-haiku-5-5", max_tokens=1, messages=[])\n        except anthropic.APIStatusError as error:\n            if ${test}:\n                raise\n            time.sleep(2 ** attempt)\n`;

const caught = (head: string) => `import anthropic, time\nfrom anthropic import RateLimitError\nclient = anthropic.Anthropic(max_retries=0)\ndef ask():\n    for attempt in range(9):\n        try:\n            return client.messages.create(model="claude-haiku-5-5", max_tokens=1, messages=[])\n        ${head}\n            time.sleep(2 ** attempt)\n    raise TimeoutError\n`;

describe('a repair of a guard writes its options', () => {
  const statuses = 'status_forcelist=[429, 500, 502, 503, 504, 529]';
  const retries: readonly [string, string][] = [
    ['Retry(6)', `Retry(6, allowed_methods=Retry.DEFAULT_ALLOWED_METHODS | {"POST"}, ${statuses}, raise_on_status=False, backoff_factor=1)`],
    ['Retry(total=6, backoff_factor=2, allowed_methods=frozenset(["GET"]))', `Retry(total=6, backoff_factor=2, allowed_methods=frozenset(["GET", "POST"]), ${statuses}, raise_on_status=False)`],
    ['Retry(6, status_forcelist=(500,), method_whitelist=False, backoff_factor=1, respect_retry_after_header=False)', 'Retry(6, status_forcelist=(500, 429, 529,), method_whitelist=False, backoff_factor=1, respect_retry_after_header=False, raise_on_status=False)'],
    ['Retry(2, backoff_factor=1)', `Retry(8, backoff_factor=1, allowed_methods=Retry.DEFAULT_ALLOWED_METHODS | {"POST"}, ${statuses}, raise_on_status=False)`],
  ];
  for (const [before, after] of retries) it(`of urllib3, and leaves what comes out in the end: ${before}`, () => assertRepairs('python', adapter, 'repair-condition', [before, after]));

  it('for a plain number of retries, with the import of the Retry in a line of its own', async () => {
    const program = `import requests\nfrom requests.adapters import HTTPAdapter  # the adapter\nsession = requests.Session()\nsession.mount("https://api.anthropic.com", HTTPAdapter(max_retries=3))\nsession.post("${url}", json={})\n`;
    const { text } = await repair('python', program, 'repair-condition');
    assert.match(text ?? '', /# the adapter\nfrom urllib3\.util import Retry\nsession/);
    assert.match(text ?? '', /max_retries=Retry\(8, status_forcelist=/);
  });

  it('in the line ends, quotes and lines that the file has', async () => {
    const program = (part: string) => `import got from "got";\r\nawait got.post("${url}", {\r\n\tjson: {},\r\n\tretry: {\r\n\t\tlimit: 5, // in all\r\n\t\tstatusCodes: [429, 529]${part}\r\n\t},\r\n});\r\n`;
    await assertRepairs('javascript', program, 'repair-condition', ['', ',\r\n\t\tmethods: ["POST"]']);
  });

  const imports: readonly [string, string][] = [
    ['from tenacity import retry, stop_after_attempt', 'from tenacity import wait_random_exponential, retry, stop_after_attempt'],
    ['from tenacity import (\n    retry,  # it\n    stop_after_attempt,\n)', 'from tenacity import (\n    wait_random_exponential,\n    retry,  # it\n    stop_after_attempt,\n)'],
    ['from tenacity import retry, stop_after_attempt, wait_random_exponential as random_wait', 'from tenacity import retry, stop_after_attempt, wait_random_exponential as random_wait'],
  ];
  for (const [before, after] of imports)
    it(`and imports a name where the others are imported: ${before.replaceAll('\n', ' ')}`, async () => {
      const { text } = await repair('python', tenacity(before, 'stop=stop_after_attempt(3)'), 'raise-attempts');
      const name = after.includes(' as random_wait') ? 'random_wait' : 'wait_random_exponential';
      assert.equal(text, tenacity(after, `stop=stop_after_attempt(8), wait=${name}(max=60)`));
    });

  it('by status, of which class the error of a 529 may be', async () => {
    const imports = 'from tenacity import retry_if_exception, retry, retry_if_exception_type, stop_after_attempt, wait_exponential';
    const [type, rest] = ['retry=retry_if_exception_type(anthropic.RateLimitError)', 'stop=stop_after_attempt(8), wait=wait_exponential(max=60)'];
    const { text, fix } = await repair('python', tenacity(imports, `${type}, ${rest}`), 'retry-overloaded');
    assert.equal(text, tenacity(imports, `${type} | retry_if_exception(lambda error: getattr(error, "status_code", None) == 529), ${rest}`));
    assert.equal(fix?.safe, false);
  });
});

describe('a hand-written loop is let go on after a 529', () => {
  const tests: readonly [string, string][] = [
    ['error.status_code != 429', 'error.status_code not in (429, 529)'],
    ['error.status_code not in (429, 500)', 'error.status_code not in (429, 500, 529)'],
    ['not (error.status_code == 429 or error.status_code == 500)', 'not (error.status_code in (429, 529) or error.status_code == 500)'],
  ];
  for (const [before, after] of tests) it(`where its test reads ${before}`, () => assertRepairs('python', loop, 'retry-overloaded', [before, after]));

  it('though not as safe where the list has a name that others may use', async () => {
    const { fix, text } = await repair('python', loop('error.status_code not in PASSING', 'PASSING = {429, 500}\n'), 'retry-overloaded');
    assert.equal(text, loop('error.status_code not in PASSING', 'PASSING = {429, 500, 529}\n'));
    assert.equal(fix?.safe, false);
  });
});

describe('a repair of a guard is as safe as what goes through it', () => {
  const safety: readonly [string, LanguageId, string, boolean][] = [
    ['an adapter for the host of the API', 'python', adapter('Retry(6)'), true],
    ['an adapter for all hosts', 'python', adapter('Retry(6)').replace('https://api.anthropic.com"', 'https://"'), false],
    ['a request', 'typescript', `import ky from 'ky';\nawait ky.post('${url}', { json: {}, retry: { limit: 5 } });\n`, true],
    ['a client with the address of the API', 'typescript', `import ky from 'ky';\nconst http = ky.create({ prefixUrl: 'https://api.anthropic.com', retry: { limit: 5 } });\nawait http.post('v1/messages', { json: {} });\n`, true],
    ['a client for any address', 'typescript', `import ky from 'ky';\nconst http = ky.create({ retry: { limit: 5 } });\nawait http.post('${url}', { json: {} });\n`, false],
    ['tenacity that raises what was raised', 'python', tenacity('from tenacity import retry, retry_if_exception_type, stop_after_attempt', 'retry=retry_if_exception_type(OSError), stop=stop_after_attempt(8), reraise=True'), true],
    ['tenacity that raises an error of its own in the end', 'python', tenacity('from tenacity import retry, retry_if_exception_type, stop_after_attempt', 'retry=retry_if_exception_type(OSError), stop=stop_after_attempt(8)'), false],
    ['axios itself', 'typescript', `import axios from 'axios';\nimport axiosRetry from 'axios-retry';\naxiosRetry(axios, { retries: 5 });\nawait axios.post('${url}', {});\n`, false],
  ];
  for (const [what, language, text, safe] of safety) it(`for ${what}`, async () => assert.equal((await repair(language, text, 'repair-condition')).fix?.safe, safe));
});

describe('a repair of a guard is not offered', () => {
  const silent: readonly [string, LanguageId, string, string][] = [
    ['around the SDK’s own retries, which it would multiply', 'python', tenacity('from tenacity import retry, retry_if_exception_type', 'retry=retry_if_exception_type(anthropic.APIConnectionError)').replace('max_retries=0', 'max_retries=2'), 'repair-condition'],
    ['where the status is only returned and nothing is raised', 'python', `import requests\nfrom tenacity import retry, stop_after_attempt\n@retry(stop=stop_after_attempt(8))\ndef ask(): return requests.post("${url}", json={})\n`, 'repair-condition'],
    ['where keyword arguments are spread that may hold the same one', 'python', adapter('Retry(6, **more)'), 'repair-condition'],
    ['where the condition is a function of several statements', 'typescript', `import axios from 'axios';\nimport axiosRetry from 'axios-retry';\naxiosRetry(axios, { retries: 5, retryCondition: (error) => { log(error); return error.response?.status === 503; } });\nawait axios.post('${url}', {});\n`, 'repair-condition'],
    ['where what would be replaced holds a comment', 'python', tenacity('from tenacity import retry, stop_after_attempt, wait_fixed', 'stop=stop_after_attempt(3), wait=wait_fixed(\n    1  # a moment\n)'), 'raise-attempts'],
    ['where the name that it needs is taken', 'python', tenacity('from tenacity import retry, stop_after_attempt\nwait_random_exponential = 3', 'stop=stop_after_attempt(3)'), 'raise-attempts'],
    ['where a class in parentheses has no name', 'python', caught('except (RateLimitError):'), 'retry-overloaded'],
    ['where another handler comes after', 'python', caught('except RateLimitError:').replace('    raise TimeoutError', '        except anthropic.APIStatusError:\n            return None\n    raise TimeoutError'), 'retry-overloaded'],
    ['where backoff reads its wait off the error', 'python', tenacity('import backoff\nfrom backoff import on_exception as retry, runtime', 'runtime, anthropic.RateLimitError, value=lambda e: int(e.response.headers["retry-after"]), max_tries=8'), 'retry-overloaded'],
    ['where a wait is read off a header that a 529 does not have', 'python', loop('error.status_code != 429').replace('2 ** attempt', 'float(error.response.headers["retry-after"])'), 'retry-overloaded'],
    ['where that wait has a limit', 'python', loop('error.status_code != 429').replace('2 ** attempt', 'min(60, float(error.response.headers["retry-after"]))'), 'retry-overloaded'],
  ];
  for (const [where, language, text, id] of silent) it(where, async () => assert.equal((await repair(language, text, id)).text, undefined));
});

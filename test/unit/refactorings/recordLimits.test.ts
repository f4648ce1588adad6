import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmulator } from '../../../src/emulator/server';
import { loadGrammar } from '../../../src/io/grammars';
import { languageOf } from '../../../src/lint/languageOf';
import { createLinter } from '../../../src/lint/linter';
import type { ProgramHost } from '../../../src/lint/program/programHost';
import type { Refactoring } from '../../../src/lint/refactorings/refactoring';
import { applyEdits, sourceText } from '../../../src/lint/source';
import { localEnvironment, runCommand } from '../../support/runCommand';
import { interpreter, runnable, usePython } from '../fixes/python';

const fixtures = path.join(__dirname, '..', '..', 'fixtures', 'recording');
const tsx = createRequire(__filename).resolve('tsx/cli');
const read = (name: string) => readFileSync(path.join(fixtures, name), 'utf8');
const twinOf = (name: string) => name.replace(/\.(\w+)$/, '.recorded.$1');

/** Nothing but the version of every package. */
const hostWith = (version: string): ProgramHost => ({ resolve: () => undefined, importersOf: () => [], read: () => undefined, leadsToClaude: () => false, claudeFiles: () => [], versionOf: () => version });

const linter = createLinter(loadGrammar);

async function offered(file: string, text: string, { version, at }: { readonly version?: string; readonly at?: string } = {}): Promise<readonly Refactoring[]> {
  const document = await (version === undefined ? linter : createLinter(loadGrammar, hostWith(version))).open(languageOf(file) ?? 'typescript', sourceText(file, text), file);
  document.analyze({});
  const start = at === undefined ? 0 : text.indexOf(at);
  const found = document.refactorings({ start, end: at === undefined ? text.length : start });
  document.dispose();
  return found;
}

async function recorded(file: string, text: string, version?: string): Promise<string> {
  const [one, ...others] = await offered(file, text, { version });
  assert.ok(one && others.length === 0, 'one client is offered');
  return applyEdits(text, one.edits);
}

/** The programs, with the version of the SDK that they have. */
const programs: readonly { readonly name: string; readonly version?: string }[] = runnable(
  [{ name: 'options.ts' }, { name: 'plain.cjs' }, { name: 'older.mjs', version: '0.52.0' }, { name: 'hooked.ts' }],
  [{ name: 'blocking.py' }, { name: 'later.py' }, { name: 'hooked.py' }],
);

const key = 'sk-ant-api03-secret_of-the-user';

/** Runs a program against an emulator that answers first with a 429, and gives what it printed and noted. */
async function run(name: string, limitsFile: string | undefined) {
  const emulator = await startEmulator({ seed: 1, faults: [{ kind: 'input-tokens-limit', times: 1, retryAfterSeconds: 0.01 }] });
  try {
    const file = path.join(fixtures, name);
    const command = name.endsWith('.py') ? [interpreter(), file] : name.endsWith('.ts') ? [process.execPath, tsx, file] : [process.execPath, file];
    const { code, output } = await runCommand(command, localEnvironment({ ANTHROPIC_BASE_URL: emulator.url, ANTHROPIC_API_KEY: key, HEADROOM_LIMITS_FILE: limitsFile, PYTHONDONTWRITEBYTECODE: '1' }));
    assert.equal(code, 0, output);
    return { printed: output, paths: emulator.requests.map((request) => request.path) };
  } finally {
    await emulator.close();
  }
}

interface Noted {
  readonly at: number;
  readonly status: number;
  readonly model: string;
  readonly headers: Readonly<Record<string, string>>;
}

describe('a client that records its limits', () => {
  usePython();
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'headroom-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  for (const { name, version } of programs) {
    it(`is made of ${name} in its own style`, async () => {
      assert.equal(await recorded(name, read(name), version), read(twinOf(name)));
      assert.deepEqual(await offered(name, read(twinOf(name)), { version }), [], 'nothing is left to do');
    });

    it(`writes a line for each answer with the limits and nothing else, and does what it did before: ${name}`, async () => {
      const file = path.join(folder, 'limits.jsonl');
      const before = await run(name, undefined);
      assert.deepEqual(before.paths, ['/v1/messages', '/v1/messages', '/v1/messages', '/v1/messages/count_tokens']);
      assert.deepEqual(await run(twinOf(name), file), before);
      const text = readFileSync(file, 'utf8');
      const notes = text.trim().split('\n').map((line) => JSON.parse(line) as Noted);
      assert.deepEqual(notes.map(({ status, model }) => [status, model]), [[429, 'claude-haiku-5-5'], [200, 'claude-haiku-5-5'], [200, 'claude-haiku-5-5']]);
      assert.equal(notes[0]?.headers['retry-after'], '0.01');
      for (const note of notes) {
        assert.deepEqual(Object.keys(note).sort(), ['at', 'headers', 'model', 'status']);
        assert.ok(Number.isInteger(note.at) && note.headers['anthropic-ratelimit-requests-limit'] !== undefined);
        assert.deepEqual(Object.keys(note.headers).filter((header) => header !== 'retry-after' && !header.startsWith('anthropic-ratelimit-')), []);
      }
      assert.doesNotMatch(text, /sk-ant|Hello|req_|wrkspc_|organization/);
    });

    it(`goes on where nobody reads, and where the file cannot be written: ${name}`, async () => {
      const missing = path.join(folder, 'missing', 'limits.jsonl');
      const [before, without, lost] = [await run(name, undefined), await run(twinOf(name), ''), await run(twinOf(name), missing)];
      assert.deepEqual([without, lost], [before, before]);
      assert.ok(!existsSync(path.dirname(missing)));
    });
  }
});

describe('recording is offered', () => {
  const sdk = "import Anthropic from '@anthropic-ai/sdk';\n";

  it('for each client by itself, with one function for all', async () => {
    const text = `${sdk}export const a = new Anthropic();\nexport const b = new Anthropic({ maxRetries: 2 });\n`;
    const [first] = await offered('a.ts', text, { at: 'new Anthropic()' });
    assert.ok(first);
    const once = applyEdits(text, first.edits);
    assert.match(once, /a = new Anthropic\(\{ middleware: \[recordLimits\] \}\);\n.*b = new Anthropic\(\{ maxRetries: 2 \}\)/);
    const twice = await recorded('a.ts', once);
    assert.match(twice, /b = new Anthropic\(\{ maxRetries: 2, middleware: \[recordLimits\] \}\)/);
    assert.equal(twice.match(/function recordLimits/g)?.length, 1);
  });

  it('where the linter then knows as much of the calls as before', async () => {
    for (const [file, text] of [
      ['a.ts', `${sdk}const c = new Anthropic({ maxRetries: 0 });\nexport const ask = () => c.messages.create({ model: 'claude-haiku-5-5', max_tokens: 1, messages: [] });\n`],
      ['a.py', 'import anthropic\n\nc = anthropic.Anthropic(max_retries=0)\nc.messages.create(model="claude-haiku-5-5", max_tokens=1, messages=[])\n'],
    ] as const) {
      const found = async (code: string) => {
        const document = await linter.open(languageOf(file) ?? 'python', sourceText(file, code));
        return document.analyze({}).findings.map(({ rule }) => rule);
      };
      assert.deepEqual(await found(await recorded(file, text)), await found(text));
      assert.ok((await found(text)).includes('unretried-call'));
    }
  });

  it('in any program without breaking it, or what is known of its calls', async () => {
    const linted = path.join(fixtures, '..', 'lint');
    const told = async (file: string, code: string) => {
      const document = await linter.open(languageOf(file) ?? 'typescript', sourceText(file, code));
      const { broken, calls, findings } = document.analyze({});
      document.dispose();
      return { broken, calls: calls.map(({ api, policy }) => [api, policy.state, policy.attempts]), findings: findings.map(({ rule, severity }) => [rule, severity]) };
    };
    let changed = 0;
    for (const file of readdirSync(linted).filter((name) => languageOf(name) !== undefined)) {
      const text = readFileSync(path.join(linted, file), 'utf8');
      // The last one: a function that must stand before it stands in front of the others, too.
      const client = (await offered(file, text)).at(-1);
      if (!client) continue;
      assert.deepEqual(await told(file, applyEdits(text, client.edits)), await told(file, text), `${file}: ${text.slice(client.at.start, client.at.end)}`);
      changed++;
    }
    assert.ok(changed > 50, `${changed} clients`);
  });

  it('nowhere else', async () => {
    for (const [file, text, version] of [
      ['a.ts', `${sdk}export const c = new Anthropic(options);\n`],
      ['a.ts', `${sdk}export const c = new Anthropic({ ...options });\n`],
      ['a.ts', `${sdk}export const c = new Anthropic({ middleware });\n`],
      ['a.ts', `${sdk}export const c = new Anthropic({ fetch: other });\n`, '0.52.0'],
      ['a.ts', `${sdk}export const c = new Anthropic();\n`, '0.41.0'],
      ['a.ts', `${sdk}export const c = new Anthropic({ dangerouslyAllowBrowser: true });\n`],
      ['a.ts', `${sdk}export const c = new Anthropic(;\n`],
      ['a.tsx', `${sdk}export const c = new Anthropic();\n`],
      ['a.ts', "import AnthropicBedrock from '@anthropic-ai/bedrock-sdk';\nexport const c = new AnthropicBedrock();\n"],
      ['a.ts', "import OpenAI from 'openai';\n// Claude\nexport const c = new OpenAI();\n"],
      ['a.py', 'import anthropic\nc = anthropic.Anthropic(**options)\n'],
      ['a.py', 'import anthropic\nc = anthropic.Anthropic(http_client=shared)\n'],
      ['a.py', 'import anthropic\nc = anthropic.AnthropicBedrock()\n'],
      ['a.py', 'import anthropic\njson = 1\nc = anthropic.Anthropic()\n'],
      ['a.py', 'import anthropic\nc = anthropic.Anthropic()\n', '0.25.0'],
    ] as const) assert.deepEqual(await offered(file, text, version === undefined ? {} : { version }), [], text);
  });

  it('without a change to line ends, and behind what stands in a list', async () => {
    assert.match(await recorded('a.py', 'import anthropic\r\nimport httpx\r\n\r\nc = anthropic.Anthropic(http_client=httpx.Client(timeout=9))\r\n'), /timeout=9, event_hooks=\{"response": \[record_limits\]\}\)\)\r\n$/);
    assert.doesNotMatch(await recorded('a.ts', `${sdk}export const c = new Anthropic();\n`.replaceAll('\n', '\r\n')), /[^\r]\n/);
    assert.match(await recorded('a.ts', `${sdk}export const c = new Anthropic({ middleware: [] });\n`), /middleware: \[recordLimits\]/);
  });
});

import assert from 'node:assert/strict';
import { loadGrammar } from '../../../src/io/grammars';
import type { ClaudeCall } from '../../../src/lint/call';
import { maxLength } from '../../../src/lint/libraries/gate';
import { createLinter } from '../../../src/lint/linter';
import { sourceText } from '../../../src/lint/source';
import { memoryProgram } from '../../fuzz/memoryProgram';

const linter = createLinter(loadGrammar);
const unretried = 'import anthropic\nclient = anthropic.Anthropic(max_retries=0)\n';

async function findingsIn(text: string): Promise<{ readonly calls: number; readonly findings: number }> {
  const document = await linter.open('python', sourceText('a.py', text));
  const { calls, findings } = document.analyze({});
  document.dispose();
  return { calls: calls.length, findings: findings.length };
}

async function callIn(text: string): Promise<ClaudeCall | undefined> {
  const document = await linter.open('python', sourceText('a.py', text));
  const [call] = document.analyze({}).calls;
  document.dispose();
  return call;
}

describe('more than a person writes', () => {
  const request = `${unretried}client.messages.create()\n`;

  it('is not read beyond a million characters', async () => {
    const line = `${'x'.repeat(99)}\n`;
    const padded = (length: number) => request + line.repeat(Math.floor(length / line.length) - 1);
    assert.deepEqual(await findingsIn(padded(maxLength)), { calls: 1, findings: 1 });
    assert.deepEqual(await findingsIn(padded(maxLength + 200)), { calls: 0, findings: 0 });
  });

  it('is not read beyond 40,000 lines', async () => {
    assert.deepEqual(await findingsIn(request + 'x()\n'.repeat(39_990)), { calls: 1, findings: 1 });
    assert.deepEqual(await findingsIn(request + 'x()\n'.repeat(40_000)), { calls: 0, findings: 0 });
  });

  it('stays silent after the first 150 requests of one declaration, which are all listed', async () => {
    const requests = '  client.messages.create()\n'.repeat(310);
    assert.deepEqual(await findingsIn(`${unretried}def all():\n${requests}def one():\n  client.messages.create()\n`), { calls: 311, findings: 151 });
  });

  it('stays silent where more code is around a request than is run in thought', async () => {
    const sums = Array.from({ length: 400 }, (_, index) => `  x${index} = ${index} + x${Math.max(0, index - 1)} * 2\n`).join('');
    const callers = (count: number) => `${unretried}def ask(x0):\n${sums}  return client.messages.create()\n${Array.from({ length: count }, (_, index) => `def caller${index}():\n  while True:\n    x0 = ${index}\n${sums.replaceAll('  ', '    ')}    ask(x399)\n`).join('')}`;
    const few = await callIn(callers(3));
    assert.equal(few?.policy.state, 'none');
    const many = await callIn(callers(60));
    assert.equal(many?.policy.state, 'unknown');
    assert.deepEqual(many.policy.layers.map(({ name }) => name), ['anthropic', 'more code than is followed']);
  });
});

describe('files that hand on all of each other', () => {
  it('are read to the end, however many ways there are between them', async () => {
    const names = Array.from({ length: 24 }, (_, index) => `m${index}`);
    const everything = names.map((name) => `from .${name} import *\n`).join('');
    const texts = new Map([...names.map((name): [string, string] => [`/p/${name}.py`, everything]), ['/p/a.py', `from .m0 import *\n${unretried}made_nowhere(client.messages.create())\n`]]);
    const document = await createLinter(loadGrammar, memoryProgram(texts)).open('python', sourceText('/p/a.py', texts.get('/p/a.py') ?? ''), '/p/a.py');
    assert.equal(document.analyze({}).calls.length, 1);
    document.dispose();
  });
});

describe('a loop that never ends', () => {
  it('is unbounded however long its body is', async () => {
    const body = Array.from({ length: 120 }, (_, index) => `      x${index} = f(${index})\n`).join('');
    const document = await linter.open('python', sourceText('a.py', `${unretried}def ask():\n  while True:\n    try:\n      return client.messages.create()\n    except anthropic.RateLimitError as e:\n${body}      time.sleep(5)\n`));
    const [call] = document.analyze({}).calls;
    assert.equal(call?.policy.layers.at(-1)?.attempts, 'unbounded');
    document.dispose();
  });
});

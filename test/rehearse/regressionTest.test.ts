import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { regressionTest } from '../../src/rehearse/regressionTest/regressionTest';
import type { Refusal, TestFramework } from '../../src/rehearse/regressionTest/testPlan';
import { installNode } from '../support/installNode';
import { findPython, setUpPython } from '../support/python';

const root = path.join(__dirname, '..', '..');
const command = findPython();
const frameworks: readonly TestFramework[] = command === undefined ? ['node:test', 'vitest', 'jest'] : ['node:test', 'vitest', 'jest', 'pytest'];
const refusals: readonly Refusal[] = ['rate-limit', 'overloaded', 'stream-error', 'spend-cap'];

/** Options of the client, and what is around the call, before the program was mended and after. */
const programs: Readonly<Record<Refusal, readonly [before: Program, after: Program]>> = {
  'rate-limit': [{ retries: 0 }, { retries: 4 }],
  overloaded: [{ retries: 1 }, { retries: 4 }],
  'stream-error': [{ retries: 4, streams: 'once' }, { retries: 4, streams: 'again' }],
  'spend-cap': [{ retries: 2 }, { retries: 0 }],
};

interface Program {
  readonly retries: number;
  readonly streams?: 'once' | 'again';
}

describe('a generated regression test', function () {
  this.timeout(180_000);
  let folder: string;
  let python: string;
  before(() => {
    installNode(__dirname);
    if (command !== undefined) python = setUpPython(command, 'python-rehearse', path.join(__dirname, 'requirements.txt'));
    mkdirSync(path.join(root, 'out'), { recursive: true });
    // Inside of the project, so that programs and runners find their packages.
    folder = mkdtempSync(path.join(root, 'out', 'rehearse-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  async function run(framework: TestFramework, refusal: Refusal, program: Program | undefined): Promise<{ readonly code: number; readonly output: string }> {
    const own = mkdtempSync(path.join(folder, 'case-'));
    const modules = framework === 'jest' ? 'commonjs' : 'esm';
    const isPython = framework === 'pytest';
    const plan = { framework, refusal, modules, module: isPython ? 'ask' : modules === 'esm' ? './ask.mjs' : './ask.cjs', ...(program && { exported: 'ask' }) } as const;
    const test = path.join(own, isPython ? 'test_ask.py' : modules === 'esm' ? 'ask.test.mjs' : 'ask.test.cjs');
    writeFileSync(test, regressionTest(plan));
    if (program) writeFileSync(path.join(own, isPython ? 'ask.py' : modules === 'esm' ? 'ask.mjs' : 'ask.cjs'), isPython ? pythonProgram(program) : javascriptProgram(program, modules));
    const tool = (name: string, file: string) => [process.execPath, path.join(__dirname, 'node_modules', name, file)];
    const [file = '', ...args] = {
      'node:test': [process.execPath, '--test', test],
      vitest: [...tool('vitest', 'vitest.mjs'), 'run', '--root', own],
      jest: [...tool('jest', 'bin/jest.js'), '--rootDir', own, '--testMatch', '**/*.test.cjs', '--forceExit'],
      pytest: [python, '-m', 'pytest', '-q', '-p', 'no:cacheprovider', test],
    }[framework];
    return new Promise((resolve, reject) => {
      const child = spawn(file, args, { cwd: own, env: { ...process.env, CI: 'true', PYTHONPATH: own, NODE_OPTIONS: '' } });
      let output = '';
      for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
      child.on('error', reject).on('close', (code) => resolve({ code: code ?? -1, output }));
    });
  }

  for (const framework of frameworks) {
    for (const refusal of refusals) {
      it(`of ${framework} for ${refusal} fails before the program is mended, and passes after`, async () => {
        const [before, after] = programs[refusal];
        const failing = await run(framework, refusal, before);
        assert.notEqual(failing.code, 0, failing.output);
        assert.match(failing.output, refusal === 'spend-cap' ? /no retry can succeed/ : /RateLimitError|OverloadedError|Overloaded|overloaded_error|rate limit/);
        const passing = await run(framework, refusal, after);
        assert.equal(passing.code, 0, passing.output);
      });
    }

    it(`of ${framework} fails, and says what to fill in, while nobody has said how the call is made`, async () => {
      const { code, output } = await run(framework, 'rate-limit', undefined);
      assert.notEqual(code, 0);
      assert.match(output, /Write here how this program makes the call/);
    });
  }
});

function javascriptProgram({ retries, streams }: Program, modules: 'esm' | 'commonjs'): string {
  const request = "{ model: 'claude-haiku-5-5', max_tokens: 5, messages: [{ role: 'user', content: 'Hi' }] }";
  const once = streams === undefined ? `await client.messages.create(${request});` : `for await (const event of await client.messages.create({ ...${request}, stream: true })) if (event.type === 'error') throw new Error('Overloaded');`;
  const call = streams === 'again' ? `for (let attempt = 0; attempt < 5; attempt++) {\n    try {\n      ${once}\n      return;\n    } catch (error) {\n      if (attempt === 4) throw error;\n    }\n  }` : once;
  const body = `async function ask() {\n  const client = new Anthropic({ maxRetries: ${retries}, logLevel: 'off' });\n  ${call}\n}\n`;
  return modules === 'esm' ? `import Anthropic from '@anthropic-ai/sdk';\nexport ${body}` : `const Anthropic = require('@anthropic-ai/sdk').default;\n${body}module.exports = { ask };\n`;
}

function pythonProgram({ retries, streams }: Program): string {
  const request = "model='claude-haiku-5-5', max_tokens=5, messages=[{'role': 'user', 'content': 'Hi'}]";
  const once = streams === undefined ? [`client.messages.create(${request})`] : [`for event in client.messages.create(${request}, stream=True):`, '    pass'];
  const lines = streams === 'again' ? ['for attempt in range(5):', '    try:', ...once.map((line) => `        ${line}`), '        return', '    except Exception:', '        if attempt == 4:', '            raise'] : once;
  return ['from anthropic import Anthropic', '', '', 'def ask():', `    client = Anthropic(max_retries=${retries})`, ...lines.map((line) => `    ${line}`), ''].join('\n');
}

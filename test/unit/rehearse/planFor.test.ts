import assert from 'node:assert/strict';
import { planFor, type CallSource } from '../../../src/rehearse/regressionTest/planFor';

const plan = (source: Partial<CallSource>) => planFor({ path: 'src/ask.ts', language: 'typescript', text: "export async function ask() {\n  await client.messages.create(request);\n}\n", line: 1, ...source }, 'rate-limit');

describe('the plan of a regression test', () => {
  it('calls the exported function around the call, with the test framework of the project', () => {
    assert.deepEqual(plan({ manifest: { devDependencies: { vitest: '3' } } }), { plan: { framework: 'vitest', refusal: 'rate-limit', module: './ask', modules: 'esm', exported: 'ask' }, fileName: 'ask.429.test.mjs' });
    assert.equal(plan({ manifest: { devDependencies: { jest: '30' } } }).plan.modules, 'commonjs');
    assert.deepEqual(plan({ path: 'ask.js', language: 'javascript' }).plan, { framework: 'node:test', refusal: 'rate-limit', module: './ask.js', modules: 'esm', exported: 'ask' });
  });

  it('finds a constant function, and a Python function by its dotted module', () => {
    assert.equal(plan({ text: 'export const reply = async () => {\n  return client.messages.create(request);\n};' }).plan.exported, 'reply');
    assert.deepEqual(plan({ path: 'shop/llm/ask.py', language: 'python', text: 'async def ask():\n    return await client.messages.create(**request)\n' }), { plan: { framework: 'pytest', refusal: 'rate-limit', module: 'shop.llm.ask', modules: 'esm', exported: 'ask' }, fileName: 'test_ask_429.py' });
  });

  it('leaves the call to the user where the function takes arguments, is not exported, or is a method', () => {
    for (const text of ['export async function ask(question: string) {\n  await call();', 'async function ask() {\n  await call();', 'export async function other() {}\nclass Asker {\n  async ask() {\n  await call();', 'await call();']) {
      assert.equal(plan({ text, line: text.split('\n').length - 1 }).plan.exported, undefined, text);
    }
  });

  it('requires a CommonJS module', () => {
    assert.equal(plan({ path: 'ask.js', language: 'javascript', text: 'const x = require("y");\nmodule.exports.ask = async () => x();' }).plan.modules, 'commonjs');
    assert.equal(plan({ path: 'ask.cjs', language: 'javascript' }).plan.modules, 'commonjs');
    assert.equal(plan({ path: 'ask.js', language: 'javascript', text: 'x();', manifest: { type: 'module' } }).plan.modules, 'esm');
  });
});

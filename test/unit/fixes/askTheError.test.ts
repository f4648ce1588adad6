import assert from 'node:assert/strict';
import { applyEdits } from '../../../src/lint/source';
import { offered } from './offered';
import { runnable, usePython } from './python';
import { runProgram } from './runProgram';

describe('a handler that Headroom lets ask the error for its status', () => {
  usePython();

  for (const name of runnable(['asksTheText.ts'], ['asks_the_text.py']))
    it(`tries again after a limit and an overload, and after nothing else: ${name}`, async () => {
      const fixed = name.replace('.', '.ask-the-error.fixed.');
      const busy = [{ kind: 'input-tokens-limit', times: 2, retryAfterSeconds: 0 }, { kind: 'overloaded', times: 2, retryAfterSeconds: 0 }] as const;
      const [again, refused] = await Promise.all([runProgram(fixed, busy), runProgram(fixed, [{ kind: 'api-error', times: 1 }])]);
      assert.deepEqual([again.code, again.requests.length], [0, 6], again.output);
      assert.notEqual(refused.code, 0);
      assert.equal(refused.requests.filter(({ status }) => status === 500).length, 1);
    });
});

const propose = async (language: 'javascript' | 'typescript' | 'python', text: string) => {
  const fix = (await offered(language, text, 'matches-error-text')).find((one) => one.fix === 'ask-the-error');
  return fix && applyEdits(text, fix.edits);
};

describe('to ask the error for its status', () => {
  const script = (test: string, attempt = 'return await client.messages.create(body)') => `import Anthropic from "@anthropic-ai/sdk"\nconst client = new Anthropic({ maxRetries: 8 })\nexport async function ask(body) {\n  try {\n    ${attempt}\n  } catch (error) {\n    ${test}\n    throw error\n  }\n}\n`;
  const python = (test: string, attempt = 'return client.messages.create(**body)', imports = 'import anthropic\nclient = anthropic.Anthropic(max_retries=8)') => `${imports}\ndef ask(body):\n    try:\n        ${attempt}\n    except Exception as error:\n        ${test}:\n            return None\n        raise\n`;

  const rewritten: readonly [string, string][] = [
    ['if (error.message.includes("429") || error.message.includes("overloaded")) return null', 'if (error.status === 429 || error.status === 529) return null'],
    ['if (body.stop && (String(error).includes("429") || String(error).includes("529"))) return null', 'if (body.stop && (error.status === 429 || error.status === 529)) return null'],
    ['if (!error.message.toLowerCase().includes("rate limit")) throw error', 'if (error.status !== 429) throw error'],
  ];
  for (const [before, after] of rewritten) it(`as in ${after}`, async () => assert.equal(await propose('javascript', script(before)), script(after)));
  it('by its class in Python, as the client’s is written', async () => assert.equal(await propose('python', python('if "429" in str(error)')), python('if isinstance(error, anthropic.RateLimitError)')));
  it('by its class in TypeScript, where it may be anything', async () => {
    const text = (test: string) => script(test).replace('(body)', '(body: any)');
    assert.equal(await propose('typescript', text('if (String(error).includes("429")) return null')), text('if (error instanceof Anthropic.RateLimitError) return null'));
  });

  const refused: readonly [string, 'javascript' | 'python', string][] = [
    ['where something else can fail, too', 'python', python('if "429" in str(error)', 'return client.messages.create(**body, metadata=read())')],
    ['where the answer is a stream', 'python', python('if "overloaded" in str(error)', 'return client.messages.create(stream=True, **body)')],
    ['where a word can stand for more than one status', 'javascript', script('if (/x/.test(body) || error.message.includes("500")) return null')],
    ['where the class comes from elsewhere', 'python', python('if "429" in str(error)', undefined, 'from anthropic import Anthropic\nRateLimitError = ValueError\nclient = Anthropic(max_retries=8)')],
  ];
  for (const [why, language, text] of refused) it(`is not offered ${why}`, async () => assert.equal(await propose(language, text), undefined));
});

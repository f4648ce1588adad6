import assert from 'node:assert/strict';
import { applyEdits } from '../../../src/lint/source';
import { offered } from './offered';
import { runnable, usePython } from './python';
import { runProgram } from './runProgram';

describe('a program whose client Headroom lets be made once', () => {
  usePython();

  for (const name of runnable(['madeInTurns.ts'], ['made_in_turns.py']))
    it(`asks and answers as before, and still retries each of its calls: ${name}`, async () => {
      const limited = { kind: 'input-tokens-limit', times: 2, retryAfterSeconds: 0 } as const;
      const [before, after] = await Promise.all([name, name.replace('.', '.make-client-once.fixed.')].map((each) => runProgram(each, [limited])));
      assert.ok(before && after);
      assert.deepEqual([before.code, after.code], [0, 0], before.output + after.output);
      assert.equal(after.output, before.output);
      assert.deepEqual([before.requests.length, after.requests.length], [4, 4]);
    });
});

const propose = async (language: 'javascript' | 'python', text: string) => {
  const fix = (await offered(language, text, 'client-per-call')).find((one) => one.fix === 'make-client-once');
  return fix && applyEdits(text, fix.edits);
};

describe('to make a client once', () => {
  it('keeps its lines, comments and line ends', async () => {
    const text = "import Anthropic from '@anthropic-ai/sdk'\r\nexport async function all(texts, options) {\r\n\tfor (const text of texts) {\r\n\t\tconst client = new Anthropic({\r\n\t\t\t...options, // as given\r\n\t\t\tmaxRetries: 8,\r\n\t\t}) // patient\r\n\t\tawait client.messages.create(text)\r\n\t}\r\n}\r\n";
    const lines = text.split('\r\n');
    const expected = [...lines.slice(0, 2), '\tconst client = new Anthropic({', '\t\t...options, // as given', '\t\tmaxRetries: 8,', '\t}) // patient', lines[2], ...lines.slice(7)].join('\r\n');
    assert.equal(await propose('javascript', text), expected);
  });

  const python = (body: string, head = '') => `import os\nfrom anthropic import Anthropic\nfrom keys import next_key\n${head}def all(texts):\n    for text in texts:\n${body.replaceAll(/^/gm, '        ')}\n`;
  const ask = 'client.messages.create(messages=text)';
  const cases: readonly [string, string][] = [
    ['where each may have a key of its own', python(`client = Anthropic(api_key=next_key(), max_retries=8)\n${ask}`)],
    ['where it is closed in each turn', python(`client = Anthropic(max_retries=8)\n${ask}\nclient.close()`)],
    ['where it is made only if something holds', python(`if text:\n    client = Anthropic(max_retries=8)\n    ${ask}`)],
    ['where the file has another one of its name', python(`client = Anthropic(max_retries=8)\n${ask}`, 'client = None\n')],
    ['where it has no line of its own', python(`print(text); client = Anthropic(max_retries=8)\n${ask}`)],
    ['for each call of a function, as settings may be read only before the first', 'from anthropic import Anthropic\ndef ask(text):\n    client = Anthropic(max_retries=8)\n    return client.messages.create(messages=text)\ndef all(texts):\n    return [ask(text) for text in texts]\n'],
  ];
  for (const [why, text] of cases) it(`is not offered ${why}`, async () => assert.equal(await propose('python', text), undefined));
});

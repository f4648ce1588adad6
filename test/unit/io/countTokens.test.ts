import assert from 'node:assert/strict';
import { startEmulator, type Emulator } from '../../../src/emulator/server';
import { countTokens, readCountable } from '../../../src/io/countTokens';
import { testKey } from '../../support/testKey';

describe('counting the input tokens of a request', () => {
  let emulator: Emulator;
  before(async () => (emulator = await startEmulator({ seed: 1 })));
  after(() => emulator.close());
  const count = (body: object, baseUrl = emulator.url) => {
    const request = readCountable(JSON.stringify(body));
    assert.ok(typeof request !== 'string');
    return countTokens({ apiKey: testKey('counted'), scheme: 'key', baseUrl, request, now: () => 0 });
  };
  const body = { model: 'claude-haiku-5-5', max_tokens: 1000, temperature: 1, stream: true, messages: [{ role: 'user', content: 'Hi there, how are you?' }] };

  it('sends what is counted and leaves the rest out, which the API would refuse', async () => {
    const result = await count(body);
    assert.ok('inputTokens' in result && result.inputTokens > 0, JSON.stringify(result));
  });

  it('says in words what went wrong, without the key', async () => {
    emulator.setFaults([{ kind: 'authentication', path: '*' }]);
    const refused = await count(body);
    assert.ok('problem' in refused && refused.problem.includes('answered 401') && !refused.problem.includes(testKey('counted')));
    const offline = await count(body, 'http://127.0.0.1:9');
    assert.ok('problem' in offline && offline.problem.includes('No connection'), JSON.stringify(offline));
  });

  it('takes only the JSON of a request', () => {
    for (const [text, why] of [['hello', /not the JSON/], ['[]', /not the JSON/], ['{"messages": []}', /model/], ['{"model": "x", "messages": []}', /messages/], ['{"model": "x"', /not the JSON/]] as const) assert.match(JSON.stringify(readCountable(text)), why);
  });
});

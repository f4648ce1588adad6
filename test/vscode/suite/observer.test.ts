import assert from 'node:assert/strict';
import Anthropic from '@anthropic-ai/sdk';
import { startEmulator, type Emulator } from '../../../src/emulator/server';
import type { Snapshot } from '../../../src/limits/snapshot';
import { createObserver } from '../../../src/vscode/observer';
import { terminalVariables } from '../../../src/vscode/terminalVariables';
import { testKey } from '../../support/testKey';
import { newVariables } from './support/variables';

const key = testKey('observed');

const ask = (baseURL: string) => new Anthropic({ apiKey: key, baseURL, maxRetries: 0, logLevel: 'off' }).messages.create({ model: 'claude-haiku-5-5', max_tokens: 1, messages: [{ role: 'user', content: 'Hi' }] });

describe('the observer of traffic', () => {
  let emulator: Emulator;

  before(async () => {
    emulator = await startEmulator({ limits: { rpm: 50, itpm: 30_000, otpm: 8_000 } });
  });
  beforeEach(() => emulator.reset());
  after(() => emulator.close());

  it('leads programs of new terminals through the window while it runs, and reads their limits', async () => {
    const { values, collection } = newVariables();
    const readings: Snapshot[] = [];
    const observer = createObserver({ variables: terminalVariables({ environmentVariableCollection: collection }), onReading: (reading) => readings.push(reading), environment: { ANTHROPIC_BASE_URL: emulator.url } });
    const url = await observer.start();
    assert.equal(await observer.start(), url);
    assert.deepEqual([...values], [['ANTHROPIC_BASE_URL', url]]);
    assert.equal(collection.persistent, false);
    await ask(url);
    assert.equal(emulator.requests.length, 1);
    assert.deepEqual(readings.map(({ model, source }) => [model, source]), [['claude-haiku-5-5', 'pass-through']]);
    assert.ok(!JSON.stringify(readings).includes(key));
    await observer.stop();
    assert.equal(values.size, 0);
    await assert.rejects(ask(url), Anthropic.APIConnectionError);
  });

  it('says why where a key could go astray, and changes nothing', async () => {
    const { values, collection } = newVariables();
    const observer = createObserver({ variables: terminalVariables({ environmentVariableCollection: collection }), onReading: () => undefined, environment: { ANTHROPIC_BASE_URL: 'http://api.example.com' } });
    await assert.rejects(observer.start(), /ANTHROPIC_BASE_URL must start with https/);
    assert.equal(values.size, 0);
    observer.dispose();
  });
});

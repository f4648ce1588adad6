import assert from 'node:assert/strict';
import { longestUnread, pingModels } from '../../../src/limits/pingModels';
import { describePingPrice, pingPricePerDay } from '../../../src/limits/pingPrice';

describe('the model of a ping', () => {
  it('is the setting, else what the workspace calls, else the cheapest', () => {
    const calls = [{ model: 'claude-sonnet-5' }];
    assert.deepEqual(pingModels({ setting: ' claude-opus-5-5 ', calls }), ['claude-opus-5-5']);
    assert.deepEqual(pingModels({ setting: '', calls }), ['claude-sonnet-5']);
    assert.deepEqual(pingModels({ calls: [] }), ['claude-haiku-5-5']);
  });

  it('is never a text of the workspace that is not a model of the Claude API', () => {
    for (const model of ['gpt-5', 'anthropic.claude-sonnet-5-v1:0', 'claude-x@20260101', 'claude-5"}', `claude-${'x'.repeat(500)}`, '']) {
      assert.deepEqual(pingModels({ calls: [{ model }] }), ['claude-haiku-5-5'], model);
    }
  });
});

describe('the models that pings name in turn', () => {
  const calls = ['claude-sonnet-5', 'claude-opus-4-8', 'claude-sonnet-5', 'claude-opus-4-5', 'gpt-5', undefined, 'claude-haiku-5-5', 'claude-fable-5-1'].map((model) => (model === undefined ? {} : { model }));

  it('are one of each class that the code calls, the most used first, and three at most', () => {
    assert.deepEqual(pingModels({ calls }), ['claude-sonnet-5', 'claude-fable-5-1', 'claude-haiku-5-5']);
    assert.deepEqual(pingModels({ calls: [{ model: 'claude-opus-4-8' }, { model: 'claude-opus-4-5' }, { model: 'claude-opus-4-8' }] }), ['claude-opus-4-8']);
  });

  it('are the setting alone where there is one, and the cheapest where the code names none', () => {
    assert.deepEqual(pingModels({ setting: 'claude-opus-5-5', calls }), ['claude-opus-5-5']);
    assert.deepEqual(pingModels({ calls: [{}, { model: 'gpt-5' }] }), ['claude-haiku-5-5']);
  });

  it('have their turn by how long nothing was told of them', () => {
    const at = new Map([['claude-sonnet-5', 30], ['claude-haiku-5-5', 20]]);
    const next = (...models: readonly string[]) => longestUnread(models, (name) => at.get(name));
    assert.equal(next('claude-sonnet-5', 'claude-haiku-5-5'), 'claude-haiku-5-5');
    assert.equal(next('claude-sonnet-5', 'claude-haiku-5-5', 'claude-opus-4-8'), 'claude-opus-4-8');
    assert.equal(next('claude-fable-5-1', 'claude-opus-4-8'), 'claude-fable-5-1');
  });
});

describe('the price of a ping', () => {
  it('names every model that has its turn, and the dearest price', () => {
    assert.equal(
      describePingPrice(['claude-haiku-5-5', 'claude-opus-5-5']),
      'A test ping is one request to claude-haiku-5-5, and in turn to claude-opus-5-5, which this workspace calls, too, with about 10 input tokens and 1 output token, at most $0.00006. It counts against your own rate limits and bill.',
    );
  });

  it('names model, tokens and whose quota it uses', () => {
    assert.equal(
      describePingPrice(['claude-haiku-5-5']),
      'A test ping is one request to claude-haiku-5-5 with about 10 input tokens and 1 output token, about $0.0000015. It counts against your own rate limits and bill.',
    );
  });

  it('is told for a day, too', () => {
    assert.equal(pingPricePerDay(['claude-haiku-5-5'], 288), '$0.000432');
    assert.equal(pingPricePerDay(['claude-next', 'claude-haiku-5-5'], 288), undefined);
  });

  it('names no amount where the price is not known', () => assert.doesNotMatch(describePingPrice(['claude-next']), /\$/));
});

import assert from 'node:assert/strict';
import { choosePingModel } from '../../../src/limits/pingModel';
import { describePingPrice, pingPricePerDay } from '../../../src/limits/pingPrice';

describe('the model of a ping', () => {
  it('is the setting, else what the workspace calls, else the cheapest', () => {
    assert.equal(choosePingModel({ setting: ' claude-opus-5-5 ', workspace: 'claude-sonnet-5' }), 'claude-opus-5-5');
    assert.equal(choosePingModel({ setting: '', workspace: 'claude-sonnet-5' }), 'claude-sonnet-5');
    assert.equal(choosePingModel({}), 'claude-haiku-5-5');
  });

  it('is never a text of the workspace that is not a model of the Claude API', () => {
    for (const workspace of ['gpt-5', 'anthropic.claude-sonnet-5-v1:0', 'claude-x@20260101', 'claude-5"}', `claude-${'x'.repeat(500)}`, '']) {
      assert.equal(choosePingModel({ workspace }), 'claude-haiku-5-5', workspace);
    }
  });
});

describe('the price of a ping', () => {
  it('names model, tokens and whose quota it uses', () => {
    assert.equal(
      describePingPrice('claude-haiku-5-5'),
      'A test ping is one request to claude-haiku-5-5 with about 10 input tokens and 1 output token, about $0.0000015. It counts against your own rate limits and bill.',
    );
  });

  it('is told for a day, too', () => {
    assert.equal(pingPricePerDay('claude-haiku-5-5', 288), '$0.000432');
    assert.equal(pingPricePerDay('claude-next', 288), undefined);
  });

  it('names no amount where the price is not known', () => assert.doesNotMatch(describePingPrice('claude-next'), /\$/));
});

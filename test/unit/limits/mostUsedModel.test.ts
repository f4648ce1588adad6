import assert from 'node:assert/strict';
import { usedModels } from '../../../src/limits/usedModels';
import { mostUsedModel } from '../../../src/limits/mostUsedModel';

describe('the model that the workspace uses most', () => {
  it('is the one that most calls name', () => {
    assert.equal(mostUsedModel([{ model: 'claude-haiku-5-5' }, { model: 'claude-sonnet-5' }, {}, {}, {}, { model: 'claude-sonnet-5' }]), 'claude-sonnet-5');
  });

  it('stands first of all that are named, with the number of calls', () => {
    assert.deepEqual(usedModels([{ model: 'a' }, {}, { model: 'c' }, { model: 'b' }, { model: 'c' }]), [{ model: 'c', calls: 2 }, { model: 'a', calls: 1 }, { model: 'b', calls: 1 }]);
  });

  it('does not depend on the order of the calls', () => {
    assert.equal(mostUsedModel([{ model: 'b' }, { model: 'a' }]), mostUsedModel([{ model: 'a' }, { model: 'b' }]));
  });

  it('is unknown when no call names one', () => {
    assert.equal(mostUsedModel([{}]), undefined);
    assert.equal(mostUsedModel([]), undefined);
  });
});

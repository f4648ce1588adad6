import assert from 'node:assert/strict';
import { usedModels } from '../../../src/limits/usedModels';

describe('the models that the workspace uses', () => {
  it('come with the number of calls, the one that most calls name first', () => {
    assert.deepEqual(usedModels([{ model: 'a' }, {}, { model: 'c' }, { model: 'b' }, { model: 'c' }]), [{ model: 'c', calls: 2 }, { model: 'a', calls: 1 }, { model: 'b', calls: 1 }]);
  });

  it('do not depend on the order of the calls', () => {
    assert.deepEqual(usedModels([{ model: 'b' }, { model: 'a' }]), usedModels([{ model: 'a' }, { model: 'b' }]));
  });

  it('are none where no call names one', () => {
    assert.deepEqual(usedModels([{}]), []);
    assert.deepEqual(usedModels([]), []);
  });
});

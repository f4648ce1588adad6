import assert from 'node:assert/strict';
import { cloudQuotas } from '../../../src/limits/cloudQuota';

describe('the quota of a cloud', () => {
  it('is named once for each that calls go through, and for no other', () => {
    const sentences = cloudQuotas([{ provider: 'bedrock' }, { provider: 'anthropic' }, { provider: 'bedrock' }, { provider: 'vertex' }, {}]);
    assert.deepEqual(sentences.map((sentence) => /go through ([\w ]+):/.exec(sentence)?.[1]), ['Amazon Bedrock', 'Vertex AI']);
    assert.deepEqual(cloudQuotas([{ provider: 'anthropic' }, { provider: 'gateway' }]), []);
  });
});

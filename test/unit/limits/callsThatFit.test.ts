import assert from 'node:assert/strict';
import { admit, fullBuckets, readings, take } from '../../../src/emulator/buckets';
import { callsThatFit, fittingSentences } from '../../../src/limits/callsThatFit';
import type { Bucket } from '../../../src/limits/snapshot';

const limits = { rpm: 1_000, itpm: 100_000, otpm: 20_000 };
const buckets = (requests: number, input: number, output: number): readonly Bucket[] => [
  { id: 'requests', limit: limits.rpm, remaining: requests },
  { id: 'input-tokens', limit: limits.itpm, remaining: input },
  { id: 'output-tokens', limit: limits.otpm, remaining: output },
];
/** Ten calls a minute of 2,000 tokens in and 100 out. */
const burn = new Map([['requests', 10], ['input-tokens', 20_000], ['output-tokens', 1_000]] as const);

describe('calls that fit', () => {
  it('are those that the tightest limit has room for, at the size that was seen', () => {
    assert.deepEqual(callsThatFit(buckets(900, 30_000, 20_000), burn), { size: { inputTokens: 2_000, outputTokens: 100 }, now: 15, perMinute: 50 });
    assert.equal(callsThatFit(buckets(3, 30_000, 20_000), burn)?.now, 3);
    assert.equal(callsThatFit(buckets(900, 30_000, 250), burn)?.now, 2);
    assert.equal(callsThatFit(buckets(900, -5_000, 250), burn)?.now, 0);
  });

  it('are as many as the emulator then takes', () => {
    let held = fullBuckets(limits, 0);
    held = take(take(held, { dimension: 'inputTokens', tokens: 70_000, now: 0 }), { dimension: 'outputTokens', tokens: 1_000, now: 0 });
    const { requests, inputTokens, outputTokens } = readings(held, 0);
    const said = callsThatFit(buckets(requests.remaining, inputTokens.remaining, outputTokens.remaining), burn)?.now;
    let taken = 0;
    for (let admission = admit(held, { inputTokens: 2_000, now: 0 }); admission.admitted; admission = admit(held, { inputTokens: 2_000, now: 0 })) {
      held = take(admission.buckets, { dimension: 'outputTokens', tokens: 100, now: 0 });
      taken++;
    }
    assert.equal(said, taken);
  });

  it('are not told where no use was seen, or none of tokens', () => {
    assert.equal(callsThatFit(buckets(900, 30_000, 20_000), new Map()), undefined);
    assert.equal(callsThatFit(buckets(900, 30_000, 20_000), new Map([['requests', 0.2], ['input-tokens', 300], ['output-tokens', 10]] as const)), undefined);
    assert.equal(callsThatFit(buckets(900, 30_000, 20_000), new Map([['requests', 10]] as const)), undefined);
  });

  it('are said in words, with how many can always be under way', () => {
    const fitting = callsThatFit(buckets(900, 30_000, 20_000), burn);
    assert.deepEqual(fitting && fittingSentences(fitting), [
      'About 15 more calls like yours (2,000 tokens in and 100 out on average) fit now.',
      '50 a minute can be kept up: 4 at once where one takes 5 s, 25 at once where one takes 30 s.',
    ]);
  });
});

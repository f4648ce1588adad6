import { ping } from '../../src/io/ping';
import { headroom, tightestBucket } from '../../src/limits/bucket';
import { bucketName } from '../../src/limits/bucketNames';
import { countInWords, percentOf } from '../../src/limits/words';

/** Sends one test ping to `baseUrl` and tells what is left of each limit, the tightest first. Throws when there is no answer. */
export async function showHeadroom(baseUrl: string): Promise<string> {
  const result = await ping({ apiKey: 'sk-ant-emulator', baseUrl, model: 'claude-haiku-4-5', now: () => Date.now() });
  if (result.kind !== 'answered') throw new Error(`The test ping was not answered: ${result.failure.message}`);
  const { buckets, model } = result.snapshot;
  const tightest = tightestBucket(buckets);
  const lines = buckets.map((bucket) => `  ${bucketName(bucket.id).long.padEnd(32)} ${known(bucket.remaining).padStart(9)} of ${known(bucket.limit)}`);
  const title = tightest === undefined ? 'Claude: limits not sent' : `Claude ${percentOf(headroom(tightest) ?? 0)} % · ${bucketName(tightest.id).short}`;
  return [`${title} (${model})`, ...lines].join('\n');
}

function known(count: number | undefined): string {
  return count === undefined ? 'unknown' : countInWords(count);
}

import { unknownLayer } from '../policy/layer';
import { absolute } from '../program/fileView';
import type { Value } from '../program/value';
import type { LibraryModel } from './model';

/** What each queue calls the method that takes the function for a job; none for a class that is made with it. */
const takers: Readonly<Record<string, string | undefined>> = { bullmq: undefined, bull: 'process', 'bee-queue': 'process', 'pg-boss': 'work', agenda: 'define', '@hokify/agenda': 'define' };

/**
 * Job queues run a failed job again as often as the job was told when it was added, which is said elsewhere:
 * https://docs.bullmq.io/guide/retrying-failing-jobs, https://github.com/OptimalBits/bull (`attempts`),
 * https://github.com/bee-queue/bee-queue (`retries`), https://timgit.github.io/pg-boss (`retryLimit`).
 */
export const jobQueues: LibraryModel = {
  name: 'bullmq',
  languages: ['typescript', 'tsx', 'javascript'],
  wrapper: ({ ref, callee, callback }) => {
    const queue = queueOf(callee);
    return queue !== undefined && callback >= 0 ? unknownLayer({ kind: 'library', name: `a job of ${queue}`, at: absolute(ref.chunk, ref.call.callee.span) }) : undefined;
  },
};

function queueOf(callee: Value): string | undefined {
  if (callee.kind === 'symbol') return callee.module === 'bullmq' && callee.path.at(-1) === 'Worker' ? callee.module : undefined;
  const made = callee.kind === 'result' ? callee.callee : callee.kind === 'typed' ? callee.type : undefined;
  if (made?.kind !== 'symbol' || (callee.kind !== 'result' && callee.kind !== 'typed')) return undefined;
  const taker = takers[made.module];
  return taker !== undefined && callee.path.length === 1 && callee.path[0] === taker ? made.module : undefined;
}

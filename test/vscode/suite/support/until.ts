import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Asks again and again until `wanted` holds, and returns that answer. Fails after `withinMs` with the last answer, so that a
 * reader sees what was there instead.
 */
export async function until<T>(ask: () => T | Thenable<T>, wanted: (answer: T) => boolean, withinMs = 60_000): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    if (Date.now() > end) assert.fail(`Not within ${withinMs / 1000} s; the last answer was ${JSON.stringify(answer)}`);
    await pause(50);
  }
}

import type { ClaudeCall } from '../call';
import type { Layer } from './layer';

/** The effective policy of a call in three lines of plain words: how often, how long, and by what. */
export function explainPolicy(call: ClaudeCall): readonly string[] {
  const { attempts, covers429, covers529, retryAfter, maxWaitSeconds, layers } = call.policy;
  const sends =
    covers429 === 'unknown' ? 'Whether it is sent again after a 429 could not be told from the code' : covers429 ? `Sent ${amount(attempts)} after a 429` : 'Not sent again after a 429';
  const overloaded = covers529 === 'unknown' ? 'a 529 is not known' : covers529 ? 'a 529 is retried too' : 'a 529 is not retried';
  const by = `By: ${layers.length > 0 ? layers.map(describeLayer).join('; ') : 'nothing'}.`;
  if (covers429 === false) return [`${sends}; ${overloaded}.`, 'The first rate limit fails it at once.', by];
  const wait = maxWaitSeconds === 'unknown' ? 'an unknown time' : `at most ${seconds(maxWaitSeconds)}`;
  return [`${sends}; ${overloaded}.`, `Waits ${wait} in all when the server names no time; retry-after is ${retryAfter === 'unknown' ? 'perhaps honoured' : retryAfter}.`, by];
}

/** One layer in a few words, for example "p-retry (4 attempts)". */
export function describeLayer(layer: Layer): string {
  const kind = layer.implicit ? `${layer.name}’s default` : layer.name;
  return layer.covers429 === false && layer.whyNot ? `${kind} (${layer.whyNot})` : `${kind} (${attemptsText(layer.attempts)})`;
}

export function seconds(value: number): string {
  return `${Math.round(value * 10) / 10} s`;
}

function amount(attempts: Layer['attempts']): string {
  if (attempts === 'unbounded') return 'again without a limit';
  return attempts === 'unknown' ? 'again' : `up to ${attempts} times in all`;
}

function attemptsText(attempts: Layer['attempts']): string {
  if (typeof attempts === 'number') return attempts === 1 ? 'no retry' : `${attempts} attempts`;
  return attempts === 'unbounded' ? 'no limit' : 'attempts unknown';
}

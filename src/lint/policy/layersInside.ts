import type { Between, LibraryModel, RequestMatch, Tools } from '../libraries/model';
import { type Scenario, directAnswers, scenarios } from '../program/abstract';
import { absolute } from '../program/fileView';
import { answersOf } from '../program/interpret';
import type { Layer } from './layer';
import { layersWithin } from './layersAround';

/** The layers of a request itself: what stands between the package and the network, then the package's own re-sending. */
export function layersInside({ between = [], layers }: RequestMatch, libraries: readonly LibraryModel[], tools: Tools): readonly Layer[] {
  const inner = between.flatMap(({ of, sends, name }) =>
    sends.flatMap((ref) => layersWithin(of, ref, directAnswers(false), libraries, tools)).map((layer): Layer => (layer.kind === 'loop' ? { ...layer, kind: 'adapter', name } : layer)),
  );
  const hiding = between.find((one) => raises(one, scenarios.rateLimited));
  return [...inner, ...(hiding ? layers.flatMap((layer) => hidden(layer, hiding)) : layers)];
}

/** True where an answer comes out as an error that the package does not send again. */
function raises({ of, sends, raisesForGood }: Between, scenario: Scenario): boolean {
  const [ref] = sends;
  if (!ref || !raisesForGood) return false;
  const { raises: ends, raised } = answersOf(of, { ref, answers: directAnswers(false), errors: 'other' })(scenario);
  return ends === true && raised.is === 'error' && raised.made !== undefined && raised.made.name !== 'RetryableError';
}

/** The package's retries do not see a 429 that something inside of them turns into an error. */
function hidden(layer: Layer, one: Between): readonly Layer[] {
  const { name, of } = one;
  if (layer.kind !== 'sdk' || layer.covers429 === false) return [layer];
  const blind = { attempts: 1, covers429: false, covers529: raises(one, scenarios.overloaded) ? false : layer.covers529, maxWaitSeconds: 0 } as const;
  const at = absolute(of.chunk, of.chunk.facts.regions[of.fn.region]?.span ?? { start: 0, end: 0 });
  const whyNot = `it throws on a 429, so ${layer.name} sees no status to send again for`;
  return [{ ...layer, ...blind, whyNot: 'it sees no 429' }, { ...layer, ...blind, kind: 'adapter', name, implicit: false, at, whyNot }];
}

import { isGuard } from '../policy/effectivePolicy';
import type { Layer } from '../policy/layer';

/** A layer as it is once the SDK's own retries are off; a guard stays as it is. */
export function retriesOff(layer: Layer): Layer {
  return isGuard(layer) ? layer : { ...layer, attempts: 1, covers429: false, covers529: false, coversConnection: false, maxWaitSeconds: 0 };
}

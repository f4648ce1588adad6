import type { Layer } from '../policy/layer';
import type { CallRef } from '../program/fileView';
import { decorated } from './pythonDecorator';

/** A decorator made for blocking functions: an `async` one gives it a coroutine at once, so it never sees an error. */
export function blockingDecorator(layer: Layer, of: CallRef): Layer {
  if (!decorated(of)?.async) return layer;
  return { ...layer, covers429: false, covers529: false, coversConnection: false, whyNot: `${layer.name} does not await the \`async\` function, so it sees no error` };
}

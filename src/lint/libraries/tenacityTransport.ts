import { directAnswers } from '../program/abstract';
import { type Layer, unknownLayer } from '../policy/layer';
import { type CallRef, absolute } from '../program/fileView';
import { dotted } from './dotted';
import type { Tools } from './model';
import { pythonArgument } from './options';
import { tenacityLayer } from './tenacityLayer';

/** The transports of pydantic-ai 2.68.0 `retries.py`: tenacity around one request; only what `validate_response` raises for counts as an error. */
export function tenacityTransportLayer(ref: CallRef, tools: Tools): Layer {
  const at = absolute(ref.chunk, ref.call.span);
  const name = 'pydantic_ai.retries';
  const place = pythonArgument(ref, 'config', 0, tools);
  const values = place && place !== 'unknown' ? tools.resolve(place) : [];
  const [value] = values;
  // `config` came second in 1.x, and an object of its entries is as good as a RetryConfig.
  if (value?.kind !== 'result' || values.length !== 1 || !/^pydantic_ai\.retries\.RetryConfig$/.test(dotted(value.callee) ?? '')) return unknownLayer({ kind: 'adapter', name, at });
  const validates = pythonArgument(ref, 'validate_response', 2, tools) !== undefined;
  return { ...tenacityLayer('adapter', { throws: validates, errors: 'httpx', answers: directAnswers(validates) }, value.of, tools), name, at };
}

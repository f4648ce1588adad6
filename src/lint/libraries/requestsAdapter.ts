import { type Layer, unknownLayer } from '../policy/layer';
import { type CallRef, absolute } from '../program/fileView';
import type { Place } from '../program/place';
import type { Value } from '../program/value';
import type { Tools } from './model';
import { made, pythonArgument } from './options';
import { urllib3RetryLayer } from './urllib3Retry';

const adapterModules = ['requests', 'requests.adapters'];

/** The layers of the adapters that are mounted for `https://` on a session, where it is made and where the call stands. */
export function mountedLayers(ref: CallRef, session: CallRef, tools: Tools): readonly Layer[] {
  const files = new Set([session.chunk.file, ref.chunk.file]);
  const mounts = [...files].flatMap((file) => file.calls.get('mount') ?? []);
  const own = mounts.every((mount) => isForClaude(mount, tools));
  return mounts.flatMap((mount) => {
    const isMine = tools.resolveCallee(mount).some((value) => value.kind === 'result' && value.of.call === session.call);
    const prefix = pythonArgument(mount, 'prefix', 0, tools);
    const adapter = pythonArgument(mount, 'adapter', 1, tools);
    if (!isMine || !adapter || adapter === 'unknown') return [];
    if (prefix && prefix !== 'unknown' && tools.texts(prefix).every((text) => text.startsWith('http:'))) return [];
    return tools.resolve(adapter).flatMap((value) => adapterLayer(value, { mount, own }, tools) ?? []);
  });
}

/** `session.mount("https://api.anthropic.com", ...)`. */
function isForClaude(mount: CallRef, tools: Tools): boolean {
  const prefix = pythonArgument(mount, 'prefix', 0, tools);
  return prefix !== undefined && prefix !== 'unknown' && tools.texts(prefix).some((text) => text.includes('//api.anthropic.com'));
}

/** An adapter of requests itself, or of a class of the program, which is taken to hand its arguments on. */
function adapterLayer(value: Value, { mount, own }: { readonly mount: CallRef; readonly own: boolean }, tools: Tools): Layer | undefined {
  const ref = made(value, adapterModules)?.name === 'HTTPAdapter' && value.kind === 'result' ? value.of : undefined;
  const retries: Place | 'unknown' | undefined = ref && pythonArgument(ref, 'max_retries', 2, tools);
  if (ref) return retries && urllib3RetryLayer(retries, { at: ref, own }, tools);
  const by = value.kind === 'instance' ? value.context?.by : undefined;
  const passed = by && tools.option(by, 'max_retries');
  if (by && passed) return urllib3RetryLayer(passed, { at: by, own: false }, tools);
  return unknownLayer({ kind: 'adapter', name: 'an adapter', at: absolute(mount.chunk, mount.call.span) });
}

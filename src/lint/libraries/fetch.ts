import type { FunctionRef } from '../program/fileView';
import type { Value } from '../program/value';
import { methodsOf } from './clientOptions';
import { httpRequest, httpWords } from './httpRequest';
import type { LibraryModel } from './model';
import { dispatcherOf } from './undiciRetry';

const globals = new Set(['fetch', 'window.fetch', 'globalThis.fetch', 'self.fetch', 'global.fetch']);
const modules = new Set(['node-fetch', 'node-fetch-native', 'cross-fetch', 'isomorphic-fetch', 'undici', '@tauri-apps/plugin-http']);

/** `fetch`, built in or from a package. It sends once, and an error status is a response like any other. */
export const fetch: LibraryModel = {
  name: 'fetch',
  languages: ['typescript', 'tsx', 'javascript'],
  words: httpWords,
  callNames: ['fetch', 'nodeFetch', 'crossFetch', 'undiciFetch'],
  request: (ref, callee, tools) => {
    const library = libraryOf(callee);
    const url = tools.argument(ref, 0);
    if (library === undefined || !url) return undefined;
    const init = (name: string) => tools.option(ref, name, 1);
    // Node's own fetch goes through undici's global dispatcher, too: symbol `undici.globalDispatcher.1`.
    const dispatcher = library === 'fetch' || library === 'undici' ? dispatcherOf(init('dispatcher'), ref.chunk.file, 'streamed', tools) : undefined;
    return httpRequest(
      { library, urls: tools.texts(url), address: url, methods: methodsOf(init('method'), tools), headers: [init('headers')], body: init('body'), layers: dispatcher?.layers ?? [], throws: dispatcher?.throws ?? false, errors: 'other' },
      tools,
    );
  },
};

/** True for the `fetch` of the platform or of a package that sends a request as it is, once. */
export function isPlainFetch(value: Value): boolean {
  return libraryOf(value) !== undefined;
}

function libraryOf(callee: Value): string | undefined {
  if (callee.kind === 'function') return handsToFetch(callee.of) ? 'fetch' : undefined;
  if (callee.kind === 'global') return globals.has(callee.path.join('.')) ? 'fetch' : undefined;
  if (callee.kind !== 'symbol' || !modules.has(callee.module)) return undefined;
  const name = callee.path.at(-1) ?? 'default';
  return name === 'fetch' || (name === 'default' && callee.module !== 'undici') ? callee.module : undefined;
}

/** `(input, init) => fetch(input, init)`, as what stands for `fetch` where nobody brings another. */
function handsToFetch({ chunk, fn }: FunctionRef): boolean {
  const call = fn.result?.kind === 'call' ? chunk.facts.calls[fn.result.call] : undefined;
  if (call?.callee.kind !== 'name' || call.callee.name !== 'fetch' || call.args.length === 0) return false;
  return call.args.every(({ value, spread }, index) => spread === undefined && value.kind === 'name' && fn.params[index]?.names[0]?.name === value.name);
}

import { unknownLayer } from '../policy/layer';
import { type CallRef, absolute, calleeName } from '../program/fileView';
import type { Value } from '../program/value';
import { httpRequest, httpWords } from './httpRequest';
import type { LibraryModel } from './model';
import { pythonArgument } from './options';
import { pythonBody } from './pythonBody';

/** The clients whose sessions are handed around. */
const packages = ['aiohttp', 'httpx', 'httpx2', 'requests', 'aiohttp_retry'] as const;

/**
 * `session.post(url)` on a session that comes from elsewhere. The address says that it is a request to Claude, the
 * file's imports of what package it is; how the session sends it again is not known.
 */
export const pythonSession: LibraryModel = {
  name: 'session',
  languages: ['python'],
  words: httpWords,
  callNames: ['post', 'request'],
  request: (ref, callee, tools) => {
    const library = comesFromElsewhere(callee) && ref.call.callee.kind === 'member' ? libraryOf(ref) : undefined;
    if (library === undefined) return undefined;
    const isPost = calleeName(ref.call) === 'post';
    const url = pythonArgument(ref, 'url', isPost ? 0 : 1, tools);
    const method = pythonArgument(ref, 'method', 0, tools);
    if (!url || url === 'unknown') return undefined;
    const found = httpRequest(
      {
        library,
        urls: tools.texts(url),
        methods: isPost ? ['POST'] : method && method !== 'unknown' ? tools.texts(method) : [],
        headers: [tools.option(ref, 'headers')],
        body: pythonBody(tools.option(ref, 'json') ?? tools.option(ref, 'data'), tools),
        layers: [unknownLayer({ kind: 'adapter', name: 'a session from elsewhere', at: absolute(ref.chunk, ref.call.callee.span) })],
        throws: false,
        errors: library === 'requests' || library === 'aiohttp' ? library : 'httpx',
      },
      tools,
    );
    return found && { ...found, clientUnknown: true };
  },
};

function comesFromElsewhere(value: Value): boolean {
  if (value.kind === 'result') return comesFromElsewhere(value.callee);
  return value.kind === 'param' || value.kind === 'unknown' || (value.kind === 'symbol' && value.module.startsWith('.'));
}

/** Undefined if the file imports none or several of them: what it catches would be misread. */
function libraryOf({ chunk }: CallRef): string | undefined {
  const modules = new Set([...chunk.file.imports.values()].flat().map(({ module }) => module.split('.')[0] ?? ''));
  const found = new Set(packages.filter((name) => modules.has(name)).map((name) => (name === 'aiohttp_retry' ? 'aiohttp' : name)));
  const [only, ...others] = found;
  return others.length === 0 ? only : undefined;
}

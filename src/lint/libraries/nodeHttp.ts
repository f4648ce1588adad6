import { type Abstract, type Scenario, scenarios } from '../program/abstract';
import { type CallRef, functionAround, isWithin } from '../program/fileView';
import type { Place } from '../program/place';
import type { Value } from '../program/value';
import { type Setting, methodsOf, textsOf } from './clientOptions';
import { httpRequest, httpWords } from './httpRequest';
import type { LibraryModel, Tools } from './model';

/** Node's `http` and `https`: `request` sends once, and the status comes to a callback. */
export const nodeHttp: LibraryModel = {
  name: 'node:https',
  languages: ['typescript', 'tsx', 'javascript'],
  words: httpWords,
  callNames: ['request'],
  request: (ref, callee, tools) => {
    const library = libraryOf(callee);
    const first = tools.argument(ref, 0);
    if (library === undefined || !first) return undefined;
    const inOptions = tools.resolve(first).some(({ kind }) => kind === 'object');
    const option = (name: string) => tools.option(ref, name, inOptions ? 0 : 1);
    const method = option('method');
    return httpRequest(
      {
        library,
        urls: inOptions ? urlsIn(option, tools) : tools.texts(first),
        methods: methodsOf(method, tools),
        headers: [option('headers')],
        body: bodyOf(ref, tools),
        layers: [],
        throws: throwsOf(ref, tools),
        errors: 'other',
      },
      tools,
    );
  },
};

const modules = new Set(['https', 'http', 'node:https', 'node:http', 'follow-redirects']);

function libraryOf(callee: Value): string | undefined {
  if (callee.kind !== 'symbol' || !modules.has(callee.module)) return undefined;
  const path = callee.path.filter((name) => !['default', 'http', 'https'].includes(name));
  return path.length === 1 && path[0] === 'request' ? callee.module : undefined;
}

function urlsIn(option: (name: string) => Setting, tools: Tools): readonly string[] {
  const hosts = textsOf(option('hostname') ?? option('host'), tools);
  const paths = textsOf(option('path'), tools);
  return hosts.flatMap((host) => paths.map((path) => `https://${host.replace(/^https?:\/\//, '')}${path}`));
}

/** `req.write(body)` or `req.end(body)` of the request. */
function bodyOf(ref: CallRef, tools: Tools): Place | undefined {
  const sends = ['write', 'end'].flatMap((name) => ref.chunk.file.calls.get(name) ?? []);
  const mine = sends.find((send) => tools.resolveCallee(send).some((value) => value.kind === 'result' && value.of.call === ref.call && tools.argument(send, 0)));
  return mine && tools.argument(mine, 0);
}

/** Whether the callback rejects the promise around the request when the status is an error. */
function throwsOf({ chunk, call }: CallRef, tools: Tools): true | 'unknown' {
  const callback = call.args.flatMap(({ value }) => (value.kind === 'function' ? [chunk.facts.functions[value.fn]] : [])).at(-1);
  const reject = functionAround(chunk, call.region)?.fn.params[1]?.names[0]?.name;
  const response = callback?.params[0]?.names[0]?.name;
  if (!callback || reject === undefined || response === undefined) return 'unknown';
  const rejects = (chunk.index.calls.get(reject) ?? []).filter(({ region }) => isWithin(chunk, region, callback.region));
  const given = new Map<string, Abstract>([[response, { is: 'response' }]]);
  const isForStatus = rejects.some((rejected) => {
    const around = functionAround(chunk, rejected.region);
    const isReached = (scenario: Scenario) => around && tools.sends(around, { chunk, call: rejected }, 'other', scenario, given)?.sent;
    return isReached(scenarios.rateLimited) === true && isReached(scenarios.ok) === false;
  });
  return isForStatus || 'unknown';
}

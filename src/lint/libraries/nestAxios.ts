import { type Layer, unknownLayer } from '../policy/layer';
import { type CallRef, absolute, calleeName } from '../program/fileView';
import { chainOf } from './clientChain';
import { textsOf } from './clientOptions';
import { httpRequest, httpWords } from './httpRequest';
import type { LibraryModel } from './model';

/** @nestjs/axios 4.x: the `HttpService` that Nest hands to a constructor. Its `post` gives an observable, which sends once. */
export const nestAxios: LibraryModel = {
  name: '@nestjs/axios',
  languages: ['typescript', 'tsx', 'javascript'],
  words: httpWords,
  callNames: ['post', 'request'],
  request: (ref, callee, tools) => {
    const chain = chainOf(callee);
    if (!chain?.typed || chain.module !== '@nestjs/axios' || chain.root.at(-1) !== 'HttpService') return undefined;
    const method = chain.path.filter((name) => name !== 'axiosRef').join('.');
    if (method !== 'post' && method !== 'request') return undefined;
    const isPost = method === 'post';
    const option = (name: string) => tools.option(ref, name, isPost ? 2 : 0);
    return httpRequest(
      {
        library: '@nestjs/axios',
        urls: textsOf(isPost ? tools.argument(ref, 0) : option('url'), tools),
        methods: isPost ? ['POST'] : textsOf(option('method'), tools),
        headers: [option('headers')],
        body: isPost ? tools.argument(ref, 1) : option('data'),
        layers: piped(ref),
        throws: true,
        errors: 'axios',
      },
      tools,
    );
  },
};

/** `.pipe(retry(3))` behind the request: how often is not read. */
function piped({ chunk, call }: CallRef): readonly Layer[] {
  const index = chunk.facts.calls.indexOf(call);
  const pipe = chunk.facts.calls.find(({ callee }) => callee.kind === 'member' && callee.name === 'pipe' && callee.object.kind === 'call' && callee.object.call === index);
  const operators = (pipe?.args ?? []).flatMap(({ value }) => (value.kind === 'call' ? [chunk.facts.calls[value.call]] : [])).filter((operator) => operator !== undefined);
  return operators.filter((operator) => /retry|repeat|backoff/i.test(calleeName(operator) ?? '')).map((operator) => unknownLayer({ kind: 'library', name: calleeName(operator) ?? '', at: absolute(chunk, operator.span) }));
}

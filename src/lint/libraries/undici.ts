import { chainOf } from './clientChain';
import { methodsOf, textsOf } from './clientOptions';
import { httpRequest, httpWords, joinUrls } from './httpRequest';
import type { LibraryModel } from './model';
import { dispatcherIn, dispatcherOf } from './undiciRetry';

/** undici 7.30.2: `request` and `stream` send once, and an error status is a response, unless a dispatcher says otherwise. Its `fetch` is in `fetch.ts`. */
export const undici: LibraryModel = {
  name: 'undici',
  languages: ['typescript', 'tsx', 'javascript'],
  words: httpWords,
  callNames: ['request', 'stream'],
  request: (ref, callee, tools) => {
    const chain = chainOf(callee);
    if (chain?.module !== 'undici' || !['request', 'stream'].includes((chain.steps.length > 0 ? chain.path : chain.root).at(-1) ?? '')) return undefined;
    const [maker] = chain.steps;
    // `request(url, options)` of the package; `request(options)` of a client, which knows its origin.
    const index = maker ? 0 : 1;
    const option = (name: string) => tools.option(ref, name, index);
    const origin = maker ? [option('origin'), tools.argument(maker.of, 0)].find((place) => place !== undefined) : undefined;
    const method = option('method');
    const dispatcher = maker && callee.kind === 'result' ? dispatcherIn(callee, 'sent', tools) : dispatcherOf(option('dispatcher'), ref.chunk.file, 'sent', tools);
    return httpRequest(
      {
        library: 'undici',
        urls: maker ? joinUrls(textsOf(origin, tools), textsOf(option('path'), tools)) : textsOf(tools.argument(ref, 0), tools),
        methods: methodsOf(method, tools),
        headers: [option('headers')],
        body: option('body'),
        ...dispatcher,
        errors: 'undici',
        ...(maker && { client: maker.of }),
      },
      tools,
    );
  },
};


import { isLiteral, methodsOf, textsOf } from './clientOptions';
import { httpRequest, httpWords } from './httpRequest';
import type { LibraryModel } from './model';

/** Obsidian's API 1.x, `obsidian.d.ts`: `requestUrl(url | options)` sends once and raises an error status unless `throw` is false. */
export const obsidian: LibraryModel = {
  name: 'obsidian',
  languages: ['typescript', 'tsx', 'javascript'],
  words: httpWords,
  callNames: ['requestUrl', 'request'],
  request: (ref, callee, tools) => {
    if (callee.kind !== 'symbol' || callee.module !== 'obsidian' || !['requestUrl', 'request'].includes(callee.path.at(-1) ?? '')) return undefined;
    const option = (name: string) => tools.option(ref, name);
    const method = option('method');
    return httpRequest(
      {
        library: 'obsidian',
        urls: textsOf(option('url') ?? tools.argument(ref, 0), tools),
        methods: methodsOf(method, tools),
        headers: [option('headers')],
        body: option('body'),
        layers: [],
        throws: isLiteral(option('throw'), false, tools) !== true,
        errors: 'other',
      },
      tools,
    );
  },
};

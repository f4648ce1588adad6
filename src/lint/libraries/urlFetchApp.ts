import { isLiteral, methodsOf, textsOf } from './clientOptions';
import { httpRequest, httpWords } from './httpRequest';
import type { LibraryModel } from './model';

/** Google Apps Script, developers.google.com/apps-script/reference/url-fetch: `UrlFetchApp.fetch` sends once and raises an error status unless `muteHttpExceptions` is true. */
export const urlFetchApp: LibraryModel = {
  name: 'UrlFetchApp',
  languages: ['typescript', 'javascript'],
  words: httpWords,
  callNames: ['fetch'],
  request: (ref, callee, tools) => {
    if (callee.kind !== 'global' || callee.path.join('.') !== 'UrlFetchApp.fetch') return undefined;
    const option = (name: string) => tools.option(ref, name, 1);
    const method = option('method');
    return httpRequest(
      {
        library: 'UrlFetchApp',
        urls: textsOf(tools.argument(ref, 0), tools),
        methods: methodsOf(method, tools),
        headers: [option('headers')],
        body: option('payload'),
        layers: [],
        throws: isLiteral(option('muteHttpExceptions'), true, tools) !== true,
        errors: 'other',
      },
      tools,
    );
  },
};

import type { Place } from '../program/place';
import { httpRequest, httpWords, joinUrls } from './httpRequest';
import type { LibraryModel } from './model';
import { pythonArgument } from './options';
import { pythonBody } from './pythonBody';
import { pythonMethod } from './pythonMethod';

const classes = new Set(['http.client.HTTPSConnection', 'http.client.HTTPConnection']);

/** CPython 3.11 `http/client.py`: `request` sends once, and an error status is what `getresponse()` gives. */
export const httpClient: LibraryModel = {
  name: 'http.client',
  languages: ['python'],
  words: httpWords,
  callNames: ['request'],
  request: (ref, callee, tools) => {
    const method = pythonMethod(callee, classes);
    if (method?.name !== 'request' || !method.made) return undefined;
    const texts = (place: Place | 'unknown' | undefined) => (place && place !== 'unknown' ? tools.texts(place) : []);
    const hosts = texts(pythonArgument(method.made, 'host', 0, tools)).map((host) => `https://${host}`);
    return httpRequest(
      {
        library: 'http.client',
        urls: joinUrls(hosts, texts(pythonArgument(ref, 'url', 1, tools))),
        methods: texts(pythonArgument(ref, 'method', 0, tools)),
        headers: [pythonArgument(ref, 'headers', 3, tools)],
        body: pythonBody(pythonArgument(ref, 'body', 2, tools), tools),
        layers: [],
        throws: false,
        errors: 'http.client',
        client: method.made,
      },
      tools,
    );
  },
};

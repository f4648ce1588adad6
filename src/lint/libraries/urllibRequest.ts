import type { CallRef } from '../program/fileView';
import type { Place } from '../program/place';
import { dotted } from './dotted';
import { httpRequest, httpWords } from './httpRequest';
import type { LibraryModel, Tools } from './model';
import { pythonArgument } from './options';
import { pythonBody } from './pythonBody';

/** CPython 3.11 `urllib/request.py`: `urlopen` sends once and raises an HTTPError for an error status; data makes it a POST. */
export const urllibRequest: LibraryModel = {
  name: 'urllib.request',
  languages: ['python'],
  words: httpWords,
  callNames: ['urlopen'],
  request: (ref, callee, tools) => {
    if (dotted(callee) !== 'urllib.request.urlopen') return undefined;
    const place = pythonArgument(ref, 'url', 0, tools);
    if (!place || place === 'unknown') return undefined;
    const made = requestOf(place, tools);
    const given = (name: string, index: number) => (made ? pythonArgument(made, name, index, tools) : undefined);
    const data = pythonArgument(ref, 'data', 1, tools) ?? given('data', 1);
    const method = given('method', 5);
    return httpRequest(
      {
        library: 'urllib.request',
        urls: texts(made ? given('url', 0) : place, tools),
        methods: method ? texts(method, tools) : data ? ['POST'] : made ? [] : ['GET'],
        headers: [given('headers', 2)],
        body: pythonBody(data, tools),
        layers: [],
        throws: true,
        errors: 'urllib',
      },
      tools,
    );
  },
};

/** The `Request(...)` that an expression is. */
function requestOf(place: Place, tools: Tools): CallRef | undefined {
  for (const value of tools.resolve(place)) if (value.kind === 'result' && dotted(value.callee) === 'urllib.request.Request') return value.of;
  return undefined;
}

function texts(place: Place | 'unknown' | undefined, tools: Tools): readonly string[] {
  return place && place !== 'unknown' ? tools.texts(place) : [];
}

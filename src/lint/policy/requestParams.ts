import type { RequestMatch, Tools } from '../libraries/model';
import { entryOf } from '../libraries/options';
import type { CallRef } from '../program/fileView';
import type { Place } from '../program/place';

/** A parameter of a request, where it is written: among the arguments of the call or of its client, or in the body of a plain HTTP request. */
export function requestParam(ref: CallRef, { client, sent }: RequestMatch, name: string, tools: Tools): Place | undefined {
  const options = [ref, ...(client ? [client] : [])].map((of) => tools.option(of, name));
  return [...options, sent?.body && entryOf(sent.body, name, tools)].flatMap((place) => (place && place !== 'unknown' ? [place] : []))[0];
}

/** True where the last of a request's messages is one of Claude's own, which its answer is to go on from. */
export function isPrefilled(ref: CallRef, request: RequestMatch, tools: Tools): boolean {
  const messages = requestParam(ref, request, 'messages', tools);
  return (messages ? tools.resolve(messages) : []).some((value) => {
    const last = value.kind === 'list' ? value.of.items.at(-1) : undefined;
    const role = value.kind === 'list' && last && entryOf({ chunk: value.chunk, region: value.region, expr: last }, 'role', tools);
    return role && tools.texts(role).includes('assistant');
  });
}

import type { RequestMatch, Tools } from '../libraries/model';
import { entryOf } from '../libraries/options';
import { type CallRef, absolute } from '../program/fileView';
import type { Place } from '../program/place';
import { textsAt } from '../program/texts';
import type { Written } from '../program/value';
import type { Span } from '../source';

/** Where the name of a call's model is written, if that is among its arguments. */
export function modelAt(ref: CallRef, { model }: RequestMatch, tools: Tools): Span | undefined {
  const place = model === undefined ? undefined : tools.option(ref, 'model');
  if (!place || place === 'unknown' || place.chunk !== ref.chunk || place.expr.kind !== 'string' || place.expr.value !== model) return undefined;
  const { start, end } = absolute(place.chunk, place.expr.span);
  return { start, end };
}

/** The string literals that name a call's model, wherever they stand: in the call, where its client is made, or in a constant of any file. None where the name is put together. */
export function modelLiterals(ref: CallRef, request: RequestMatch, tools: Tools): readonly Written[] {
  for (const place of modelPlaces(ref, request, tools)) {
    const named = textsAt(place).filter(({ text }) => text === request.model);
    const literals = named.flatMap(({ from }) => (from.length === 1 ? from : []));
    if (named.length > 0) return literals.length === named.length && literals.every(({ expr }) => expr.kind === 'string') ? literals : [];
  }
  return [];
}

/** What can hold the model, likeliest first: the AI SDK's and others' models are the result of a call with its name. */
function modelPlaces(ref: CallRef, { client, sent }: RequestMatch, tools: Tools): readonly Place[] {
  const options = [ref, ...(client ? [client] : [])].flatMap((of) => ['model', 'model_name', 'modelName'].map((name) => tools.option(of, name)));
  const body = sent?.body && entryOf(sent.body, 'model', tools);
  const given = [...options, body].flatMap((place) => (place && place !== 'unknown' ? [place] : []));
  return given.flatMap((place) => [place, ...tools.resolve(place).flatMap((value) => (value.kind === 'result' ? (tools.argument(value.of, 0) ?? []) : []))]);
}

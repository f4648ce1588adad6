import type { Place } from '../program/place';
import { claudeModel, namesClaude } from './claudeModel';
import type { Tools } from './model';

/** The model that an argument names, if it can be Claude; the name is absent where a part of it or the choice is not known. */
export function claudeModelId(place: Place | 'unknown' | undefined, tools: Tools): { readonly model?: string; readonly id: string } | undefined {
  if (place === undefined || place === 'unknown') return undefined;
  const texts = tools.texts(place);
  const id = texts.find(namesClaude);
  return id === undefined ? undefined : { id, ...claudeModel(texts) };
}

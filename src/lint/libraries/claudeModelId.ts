import type { Place } from '../program/place';
import { namesClaude } from './claudeModel';
import type { Tools } from './model';
import { onlyText } from './options';

/** The model that an argument names, if it can be Claude; the name is absent where a part of it or the choice is not known. */
export function claudeModelId(place: Place | 'unknown' | undefined, tools: Tools): { readonly model?: string; readonly id: string } | undefined {
  if (place === undefined || place === 'unknown') return undefined;
  const found = tools.texts(place).filter(namesClaude);
  const [id] = found;
  if (id === undefined) return undefined;
  const model = onlyText(found);
  return { id, ...(model !== undefined && { model }) };
}

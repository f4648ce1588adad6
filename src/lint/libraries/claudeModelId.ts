import type { Place } from '../program/place';
import type { Tools } from './model';
import { onlyText } from './options';

/** Every model id, gateway id (`anthropic/...`) and Bedrock id (`us.anthropic.claude-...`) of Claude, and no other's. */
const ofClaude = /claude|(?:^|[/.])anthropic[/:.]/i;

/** The model that an argument names, if it can be Claude; the name is absent where a part of it or the choice is not known. */
export function claudeModelId(place: Place | 'unknown' | undefined, tools: Tools): { readonly model?: string; readonly id: string } | undefined {
  if (place === undefined || place === 'unknown') return undefined;
  const found = tools.texts(place).filter((text) => ofClaude.test(text));
  const [id] = found;
  if (id === undefined) return undefined;
  const model = onlyText(found);
  return { id, ...(model !== undefined && { model }) };
}

import { escapeMarkdown } from './markdown';

export interface KeyChoice {
  /** Of the stored keys. */
  readonly names: readonly string[];
  /** The variable that holds one more. */
  readonly variable?: string | undefined;
  /** The name or the variable of the one in use. */
  readonly inUse?: string | undefined;
}

/** Which of several API keys is in use, as Markdown for the tooltip; nothing where there is no choice. */
export function keyNote({ names, variable, inUse }: KeyChoice): readonly string[] {
  const count = names.length + (variable === undefined ? 0 : 1);
  if (inUse === undefined) return count === 0 ? [] : ['The API key that you chose is not there. [Choose another one](command:headroom.chooseApiKey).'];
  return count < 2 ? [] : [`API key: **${escapeMarkdown(inUse)}** · [Choose](command:headroom.chooseApiKey)`];
}

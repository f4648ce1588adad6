/** The model that most calls name, the first of the alphabet among equals; undefined when none is named. */
export function mostUsedModel(calls: readonly { readonly model?: string }[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { model } of calls) if (model !== undefined) counts.set(model, (counts.get(model) ?? 0) + 1);
  return [...counts].sort(([a, used], [b, usedToo]) => usedToo - used || (a < b ? -1 : 1))[0]?.[0];
}

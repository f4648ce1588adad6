/** The models that calls name and how many name each, the most used first, in the order of the alphabet among equals. */
export function usedModels(calls: readonly { readonly model?: string }[]): readonly { readonly model: string; readonly calls: number }[] {
  const counts = new Map<string, number>();
  for (const { model } of calls) if (model !== undefined) counts.set(model, (counts.get(model) ?? 0) + 1);
  return [...counts].map(([model, count]) => ({ model, calls: count })).sort((a, b) => b.calls - a.calls || (a.model < b.model ? -1 : 1));
}

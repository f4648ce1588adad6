/** The name of a model, from outside; what cannot be one is called unknown. */
export function modelName(value: unknown): string {
  return typeof value === 'string' && /^[\w.:@/-]{1,120}$/.test(value) ? value : 'an unknown model';
}

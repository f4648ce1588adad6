/**
 * A plain value with texts of its own. What is cut out of a long text holds on to the whole of it (V8's sliced strings), so a few ids would
 * keep a log in memory.
 */
export function copied<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

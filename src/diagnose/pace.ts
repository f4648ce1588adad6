/** The most of these times (ms) that lie within any span of so many ms. */
export function busiest(times: readonly number[], span: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  let most = 0;
  let start = 0;
  sorted.forEach((time, end) => {
    while (time - (sorted[start] ?? time) >= span) start++;
    most = Math.max(most, end - start + 1);
  });
  return most;
}

/** The date in UTC, as `2026-11-26`. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

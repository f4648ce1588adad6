/** Whether a number can be the status of an error, or of an answer that has an error in its stream. */
export function isStatus(value: string): boolean {
  return /^(?:200|[45]\d\d)$/.test(value);
}

/** Whether a text can have a time that `timeAt` reads: where it has none, nobody needs to look for one at every error. */
export function hasTimes(text: string): boolean {
  return /\d\d:\d\d:\d\d|"(?:time|timestamp|ts|@timestamp|created)"/.test(text);
}

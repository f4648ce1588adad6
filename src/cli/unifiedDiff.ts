import { FILE_HEADERS_ONLY, formatPatch, structuredPatch } from 'diff';

/** What became of a file, as `git apply` and `patch -p1` read it. */
export function unifiedDiff({ name, before, after }: { readonly name: string; readonly before: string; readonly after: string }): string {
  return formatPatch(structuredPatch(`a/${name}`, `b/${name}`, before, after), FILE_HEADERS_ONLY);
}

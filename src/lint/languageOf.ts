import type { LanguageId } from './call';

/** The language of a file name, or undefined for one that Headroom does not read. A notebook counts as what its cells are written in. */
export function languageOf(file: string): LanguageId | undefined {
  if (/\.(?:ts|mts|cts)$/i.test(file)) return 'typescript';
  if (/\.tsx$/i.test(file)) return 'tsx';
  if (/\.(?:js|mjs|cjs|jsx)$/i.test(file)) return 'javascript';
  if (/\.(?:pyw?|ipynb)$/i.test(file)) return 'python';
  return undefined;
}

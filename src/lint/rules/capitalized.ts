/** `a loop` at the start of a sentence; the name of a package stays as it is. */
export function capitalized(name: string): string {
  return name.replace(/^(?:a|what) /, (article) => article.charAt(0).toUpperCase() + article.slice(1));
}

/**
 * A page of which one part is written anew: what stands between `<!-- name -->` and `<!-- /name -->`.
 * The rest stays as it is; a page without such a part gets it at its end.
 */
export function withPart(page: string, name: string, text: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const part = `${start}\n${text.trim()}\n${end}`;
  const from = page.indexOf(start);
  const to = page.indexOf(end, from);
  if (from === -1 || to === -1) return `${page.trimEnd()}\n\n${part}\n`;
  return page.slice(0, from) + part + page.slice(to + end.length);
}

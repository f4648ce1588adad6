import type { Node, Query } from 'web-tree-sitter';
import type { LanguageModel } from '../languages/language';
import { keyStart } from './apiKey';
import { FactsBuilder, maxDepth } from './builder';
import type { CommentFact, DeclarationFacts } from './facts';

/** The facts of one top-level declaration, from one run of the language's query over it. */
export function extractFacts(declaration: Node, query: Query, language: LanguageModel): DeclarationFacts {
  const facts = new FactsBuilder(declaration);
  const { startIndex: from, endIndex: to } = declaration;
  const captures = query
    .captures(declaration)
    .map(({ name, node }, order) => ({ name, node, order, start: node.startIndex, end: node.endIndex }))
    .filter(({ start, end }) => start >= from && end <= to)
    .sort((a, b) => a.start - b.start || b.end - a.end || a.order - b.order);
  const around: number[] = [];
  for (const { name, node, start, end } of captures) {
    while (around.length > 0 && (around[around.length - 1] ?? 0) <= start) around.pop();
    around.push(end);
    facts.moveTo(node);
    if (around.length > maxDepth || facts.nesting > maxDepth) continue;
    if (name === 'error') facts.error(node);
    else language.map(name, node, facts);
  }
  if (declaration.text.includes(keyStart)) for (const node of declaration.descendantsOfType([...language.strings])) facts.text(node);
  return { ...facts.facts(), directives: directivesIn(declaration) };
}

/** The word that every comment to the linter holds; a declaration without it costs no more than looking for it. */
export const directiveWord = 'headroom-disable';

/** What only looks like a comment, in a string, a template or the text of an element, is none to the parser. */
function directivesIn(declaration: Node): readonly CommentFact[] {
  const { text, startIndex: base } = declaration;
  const found = new Map<number, CommentFact>();
  for (let at = text.indexOf(directiveWord); at >= 0; at = text.indexOf(directiveWord, at + directiveWord.length)) {
    const node = declaration.descendantForIndex(base + at, base + at + directiveWord.length - 1);
    if (node?.type === 'comment') found.set(node.startIndex, { span: { start: node.startIndex - base, end: node.endIndex - base }, text: node.text });
  }
  return [...found.values()];
}

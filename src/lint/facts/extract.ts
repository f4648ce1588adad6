import type { Node, Query } from 'web-tree-sitter';
import type { LanguageModel } from '../languages/language';
import { keyStart } from './apiKey';
import { FactsBuilder, maxDepth } from './builder';
import type { DeclarationFacts } from './facts';

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
  return facts.facts();
}

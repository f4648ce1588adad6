import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Language, Parser, Query } from 'web-tree-sitter';
import type { LanguageId } from '../../../src/lint/call';
import { extractFacts } from '../../../src/lint/facts/extract';
import type { DeclarationFacts } from '../../../src/lint/facts/facts';
import { javascript, tsx, typescript } from '../../../src/lint/languages/javascript';
import type { LanguageModel } from '../../../src/lint/languages/language';
import { python } from '../../../src/lint/languages/python';

/** The facts of each top-level node of `code`, and its text (their offsets count from its start). */
export async function factsOf(language: LanguageId, code: string): Promise<readonly { readonly facts: DeclarationFacts; readonly text: string }[]> {
  const { parser, query, model } = await grammarOf(language);
  const tree = parser.parse(code);
  if (!tree) throw new Error('The parser returned no tree.');
  const found = tree.rootNode.namedChildren.map((node) => ({ facts: extractFacts(node, query, model), text: node.text }));
  tree.delete();
  return found;
}

interface Grammar {
  readonly parser: Parser;
  readonly query: Query;
  readonly model: LanguageModel;
}

const models: readonly LanguageModel[] = [python, javascript, typescript, tsx];
const grammars = new Map<LanguageId, Promise<Grammar>>();

async function grammarOf(id: LanguageId): Promise<Grammar> {
  const known = grammars.get(id) ?? load(id);
  grammars.set(id, known);
  return known;
}

async function load(id: LanguageId): Promise<Grammar> {
  const model = models.find((one) => one.id === id);
  if (!model) throw new Error(`No model for ${id}.`);
  await Parser.init();
  const file = createRequire(__filename).resolve(`@vscode/tree-sitter-wasm/wasm/tree-sitter-${model.grammar}.wasm`);
  const grammar = await Language.load(new Uint8Array(readFileSync(file)));
  const parser = new Parser();
  parser.setLanguage(grammar);
  return { parser, query: new Query(grammar, model.query), model };
}

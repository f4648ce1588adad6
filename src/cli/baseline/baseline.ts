import type { Node } from 'jsonc-parser';
import { compare } from '../../io/files';
import { readJson } from '../../io/readJson';
import { positionAt, sourceText } from '../../lint/source';

/** Findings that a project has agreed to live with for now: so many of a rule in equal lines of a file. */
export interface Entry {
  /** Relative to the folder of the baseline, with `/`. */
  readonly file: string;
  readonly rule: string;
  /** As `lineText` writes it. */
  readonly line: string;
  readonly count: number;
}

const version = 1;

/** The text of a baseline: sorted, and one line for each entry, so that two branches that change it seldom collide. */
export function printBaseline(entries: readonly Entry[]): string {
  const byFile = new Map<string, Entry[]>();
  for (const entry of entries.toSorted((a, b) => compare(a.file, b.file) || compare(a.rule, b.rule) || compare(a.line, b.line))) byFile.set(entry.file, [...(byFile.get(entry.file) ?? []), entry]);
  const files = [...byFile].map(([file, inFile]) => {
    const lines = inFile.map(({ rule, line, count }) => `      { "rule": ${JSON.stringify(rule)}, "line": ${JSON.stringify(line)}, "count": ${count} }`);
    return `    ${JSON.stringify(file)}: [\n${lines.join(',\n')}\n    ]`;
  });
  return `{\n  "version": ${version},\n  "findings": {${files.length === 0 ? '' : `\n${files.join(',\n')}\n  `}}\n}\n`;
}

export type ReadBaseline = { readonly kind: 'read'; readonly entries: readonly Entry[] } | { readonly kind: 'broken'; readonly line: number; readonly column: number; readonly message: string };

/** Reads the text of a baseline. Says, with a place that counts from 1, what is expected where it is none. */
export function parseBaseline(text: string): ReadBaseline {
  const json = readJson(text);
  const found = json.kind === 'read' ? entriesIn(json.root) : { at: json.span.start, message: json.message };
  if (!('message' in found)) return { kind: 'read', entries: found };
  const { line, column } = positionAt(sourceText('', text), found.at);
  return { kind: 'broken', line: line + 1, column: column + 1, message: found.message };
}

interface Problem {
  readonly at: number;
  readonly message: string;
}

function entriesIn(root: Node): readonly Entry[] | Problem {
  const fields = new Map(membersOf(root));
  const [written, findings] = [fields.get('version'), fields.get('findings')];
  if (!written) return { at: root.offset, message: `Expected a baseline: an object with "version": ${version} and "findings".` };
  if (written.value !== version) return { at: written.offset, message: `Expected the version ${version}, which is the one that this Headroom reads and writes.` };
  if (findings?.type !== 'object') return { at: findings?.offset ?? root.offset, message: 'Expected "findings": an object with a list for each file.' };
  const entries: Entry[] = [];
  for (const [file, list] of membersOf(findings)) {
    if (list.type !== 'array') return { at: list.offset, message: 'Expected the list of the findings of this file.' };
    for (const node of list.children ?? []) {
      const entry = entryIn(file, node);
      if (!entry) return { at: node.offset, message: 'Expected a finding: { "rule": "…", "line": "…", "count": 1 }.' };
      entries.push(entry);
    }
  }
  return entries;
}

function entryIn(file: string, node: Node): Entry | undefined {
  const fields = new Map(membersOf(node).map(([name, { value }]): [string, unknown] => [name, value]));
  const [rule, line, count] = [fields.get('rule'), fields.get('line'), fields.get('count')];
  return typeof rule === 'string' && typeof line === 'string' && typeof count === 'number' && Number.isInteger(count) && count > 0 ? { file, rule, line, count } : undefined;
}

function membersOf({ type, children = [] }: Node): readonly (readonly [string, Node])[] {
  return type === 'object' ? children.flatMap(({ children: [key, value] = [] }) => (key && value ? [[String(key.value), value] as const] : [])) : [];
}

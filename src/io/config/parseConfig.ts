import type { Node } from 'jsonc-parser';
import type { RuleSettings } from '../../lint/analysis';
import { levelNamed, levelsThereAre, ruleNamed, rulesThereAre } from '../../lint/rules/lookup';
import type { Span } from '../../lint/source';
import { readJson } from '../readJson';

/** What a project says of its code for everybody who works on it. It can name levels and files, and nothing else. */
export interface Config {
  readonly rules: RuleSettings;
  /** Patterns as in `.gitignore`. */
  readonly exclude: readonly string[];
}

/** Something in the text of a config that says nothing, with what is expected there. */
export interface ConfigProblem {
  readonly span: Span;
  readonly message: string;
}

export interface ParsedConfig {
  /** What could be understood; nothing where the text is no JSON. */
  readonly config: Config;
  readonly problems: readonly ConfigProblem[];
}

export const emptyConfig: Config = { rules: {}, exclude: [] };

/** Reads the text of a `headroom.config.json`: JSON, in which comments and a last comma may stand. Never throws. */
export function parseConfig(text: string): ParsedConfig {
  const read = readJson(text);
  return read.kind === 'broken' ? { config: emptyConfig, problems: [read] } : readRoot(read.root);
}

function readRoot(root: Node): ParsedConfig {
  const problems: ConfigProblem[] = [];
  const report: Report = ({ offset, length }, message) => void problems.push({ span: { start: offset, end: offset + length }, message });
  if (root.type !== 'object') {
    report(root, 'Expected an object such as { "rules": {}, "exclude": [] }.');
    return { config: emptyConfig, problems };
  }
  let config = emptyConfig;
  for (const { name, key, value } of entriesOf(root, report)) {
    if (name === 'rules') config = { ...config, rules: readRules(value, report) };
    else if (name === 'exclude') config = { ...config, exclude: readExclude(value, report) };
    else if (name !== '$schema') report(key, `There is no "${name}" here. A config has "rules", "exclude" and "$schema".`);
    else if (value.type !== 'string') report(value, 'Expected the address of a JSON schema.');
  }
  return { config, problems };
}

type Report = (at: Pick<Node, 'offset' | 'length'>, message: string) => void;

function readRules(node: Node, report: Report): RuleSettings {
  if (node.type !== 'object') {
    report(node, 'Expected an object with the level of each rule, such as { "weak-retry": "off" }.');
    return {};
  }
  return Object.fromEntries(
    entriesOf(node, report).flatMap(({ name, key, value }) => {
      const rule = ruleNamed(name);
      const level = levelNamed(value.value);
      if (!rule) report(key, `There is no rule "${name}". ${rulesThereAre()}`);
      if (level === undefined) report(value, value.type === 'string' ? `There is no level "${String(value.value)}". ${levelsThereAre()}` : `Expected a level. ${levelsThereAre()}`);
      return rule && level !== undefined ? [[rule.id, level]] : [];
    }),
  );
}

function readExclude(node: Node, report: Report): readonly string[] {
  if (node.type !== 'array') {
    report(node, 'Expected a list of patterns as in .gitignore, such as ["generated/", "*.gen.ts"].');
    return [];
  }
  return (node.children ?? []).flatMap((child) => {
    const pattern: unknown = child.value;
    if (typeof pattern !== 'string' || pattern.trim() === '') report(child, 'Expected a pattern as in .gitignore, such as "generated/".');
    else if (/^!?(?:\.\.(?:\/|$)|[A-Za-z]:)/.test(pattern)) report(child, 'A pattern counts from the folder of this file, and cannot lead out of it.');
    // There `/` alone names the folder of the file.
    else return [pattern.replace(/^(!?)\.\//, '$1/')];
    return [];
  });
}

interface Entry {
  readonly name: string;
  readonly key: Node;
  readonly value: Node;
}

function entriesOf({ children = [] }: Node, report: Report): readonly Entry[] {
  const seen = new Set<string>();
  return children.flatMap(({ children: [key, value] = [] }) => {
    if (!key || !value) return [];
    const name = String(key.value);
    if (seen.has(name)) report(key, `"${name}" stands here twice.`);
    seen.add(name);
    return [{ name, key, value }];
  });
}

import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import type { RuleSettings } from '../../lint/analysis';
import { type Position, positionAt, sourceText } from '../../lint/source';
import { isWithin } from '../isWithin';
import { maxFileBytes, readSourceSync } from '../readSource';
import { type ParsedConfig, emptyConfig, parseConfig } from './parseConfig';

export const configName = 'headroom.config.json';

/** What the project says of one file. */
export interface FileConfig {
  readonly rules: RuleSettings;
  /** True for a file that is to be left out. */
  readonly excluded: boolean;
}

/** A problem of a config by its lines and columns, both from 0. */
export interface PlacedProblem {
  readonly start: Position;
  readonly end: Position;
  readonly message: string;
}

export interface ConfigFilesOptions {
  /** Absolute folders. A config counts up to the repository around the one that holds a file, or else up to that folder. */
  readonly roots: () => readonly string[];
  /** Told of each config that is read, with what is wrong with it. */
  readonly onRead: (file: string, problems: readonly PlacedProblem[]) => void;
}

/** The configs of the projects that files belong to, each read once. */
export interface ConfigFiles {
  /** What the nearest config at or above the folder of a file says of it. */
  readonly of: (file: string) => FileConfig;
  /** A config came, changed or went. */
  readonly forget: () => void;
}

export function configFiles({ roots, onRead }: ConfigFilesOptions): ConfigFiles {
  const known = new Map<string, Loaded | undefined>();

  function nearestTo(folder: string, bound: () => string): Loaded | undefined {
    if (known.has(folder)) return known.get(folder);
    const found = load(folder, onRead) ?? (folder === bound() || folder === path.dirname(folder) ? undefined : nearestTo(path.dirname(folder), bound));
    known.set(folder, found);
    return found;
  }

  return {
    of: (file) => {
      const folder = path.dirname(file);
      const config = nearestTo(folder, () => boundOf(folder, roots()));
      return config ? { rules: config.rules, excluded: config.excluded.ignores(path.relative(config.folder, file).split(path.sep).join('/')) } : { rules: {}, excluded: false };
    },
    forget: () => known.clear(),
  };
}

interface Loaded {
  readonly folder: string;
  readonly rules: RuleSettings;
  readonly excluded: Ignore;
}

function load(folder: string, onRead: ConfigFilesOptions['onRead']): Loaded | undefined {
  const file = path.join(folder, configName);
  if (!isFile(file)) return undefined;
  const read = readSourceSync(file, maxFileBytes);
  const text = read?.kind === 'read' ? read.text : '';
  const { config, problems } = read?.kind === 'read' ? parseConfig(text) : unread(read?.why);
  const source = sourceText(file, text);
  onRead(file, problems.map(({ span, message }) => ({ start: positionAt(source, span.start), end: positionAt(source, span.end), message })));
  return { folder, rules: config.rules, excluded: ignore().add(config.exclude) };
}

function unread(why = 'it cannot be read, or is larger than 1 MB'): ParsedConfig {
  return { config: emptyConfig, problems: [{ span: { start: 0, end: 0 }, message: `Expected a JSON file: ${why}.` }] };
}

function isFile(file: string): boolean {
  try {
    return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
  } catch {
    return false;
  }
}

function boundOf(folder: string, roots: readonly string[]): string {
  const root = roots.find((one) => isWithin(one, folder)) ?? folder;
  return repositoryAround(root) ?? root;
}

function repositoryAround(folder: string): string | undefined {
  if (existsSync(path.join(folder, '.git'))) return folder;
  const parent = path.dirname(folder);
  return parent === folder ? undefined : repositoryAround(parent);
}

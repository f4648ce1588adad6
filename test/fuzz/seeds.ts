import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { languageOf } from '../../src/lint/linter';

/** Files that belong together, with their paths below `/`. */
export type Seed = readonly (readonly [file: string, text: string])[];

const fixtures = path.join(__dirname, '..', 'fixtures');

export function filesBelow(folder: string): Seed {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .filter((file) => languageOf(file) !== undefined && statSync(path.join(folder, file)).isFile())
    .map((file) => [`/${file.split(path.sep).join('/')}`, readFileSync(path.join(folder, file), 'utf8')]);
}

/** The project's own fixtures: each file alone, and each program as a whole. */
export function seeds(): readonly Seed[] {
  const programs = readdirSync(path.join(fixtures, 'programs')).sort().map((name) => filesBelow(path.join(fixtures, 'programs', name)));
  return [...filesBelow(path.join(fixtures, 'lint')).map((file) => [file]), ...programs];
}

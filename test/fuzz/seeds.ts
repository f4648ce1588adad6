import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseNotebook } from '../../src/io/notebook/parseNotebook';
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

/** The cells of each of the project's own notebooks. */
export function notebooks(): readonly (readonly string[])[] {
  const folder = path.join(fixtures, 'notebooks');
  return readdirSync(folder).sort().filter((file) => file.endsWith('.ipynb')).map((file) => {
    const read = parseNotebook(readFileSync(path.join(folder, file), 'utf8'));
    return read.kind === 'cells' ? read.cells.map(({ text }) => text) : [];
  });
}

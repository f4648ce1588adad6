import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** What a search of a folder came to. */
export interface Found {
  /** Every file that was read, relative to the folder, with `/`. */
  readonly read: readonly string[];
  /** Those of them that hold the text. */
  readonly holding: readonly string[];
}

/** Reads every file in a folder and below, and finds those that hold a text: as it is, in UTF-16, in base64 or in hexadecimal digits. Links are not followed. */
export function filesWith(text: string, folder: string): Found {
  const read = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const forms = formsOf(text);
  const holding = read.filter((file) => holds(file, forms));
  const named = (files: readonly string[]) => files.map((file) => path.relative(folder, file).split(path.sep).join('/')).sort();
  return { read: named(read), holding: named(holding) };
}

function holds(file: string, forms: readonly Buffer[]): boolean {
  try {
    const bytes = readFileSync(file);
    return forms.some((form) => bytes.includes(form));
  } catch (error) {
    // Programs that have just ended may still tidy up.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

/** Base64 of a text depends on where it begins within three bytes, and its first and last characters on what is around it. */
function formsOf(text: string): readonly Buffer[] {
  const bytes = Buffer.from(text, 'utf8');
  const base64 = [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64').replace(/=+$/, '');
    return encoded.slice(before === 0 ? 0 : before + 1, -1);
  });
  const texts = [...base64, ...base64.map((encoded) => encoded.replaceAll('+', '-').replaceAll('/', '_')), bytes.toString('hex'), bytes.toString('hex').toUpperCase()];
  return [bytes, Buffer.from(text, 'utf16le'), ...[...new Set(texts)].map((form) => Buffer.from(form, 'latin1'))];
}

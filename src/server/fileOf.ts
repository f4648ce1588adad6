import { fileURLToPath } from 'node:url';

/** The absolute path of a document, or undefined for one that is no file, such as an unsaved one. */
export function fileOf(uri: string): string | undefined {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : undefined;
  } catch {
    return undefined;
  }
}

import type { Colour, Paint } from './formats/format';

/** Colours for a terminal that shows them, and none for files and pipes. */
export function painter({ colours }: { readonly colours: boolean }): Paint {
  return colours ? (colour, text) => `\u001B[${codes[colour]}m${text}\u001B[0m` : (_, text) => text;
}

/** Select Graphic Rendition (ECMA-48, 8.3.117). */
const codes: Readonly<Record<Colour, number>> = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34 };

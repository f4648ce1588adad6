/** How a text file is written down, as far as it must stay so. */
export interface Encoding {
  readonly name: 'utf-8' | 'utf-16le' | 'utf-16be';
  /** A byte order mark stands at its start. */
  readonly mark: boolean;
}

/** The encoding of what `decode` reads. */
export function encodingOf(bytes: Uint8Array): Encoding {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return { name: 'utf-16le', mark: true };
  if (first === 0xfe && second === 0xff) return { name: 'utf-16be', mark: true };
  return { name: 'utf-8', mark: first === 0xef && second === 0xbb && third === 0xbf };
}

export function encode(text: string, { name, mark }: Encoding): Uint8Array {
  const whole = mark ? `\uFEFF${text}` : text;
  if (name === 'utf-8') return Buffer.from(whole, 'utf8');
  const bytes = Buffer.from(whole, 'utf16le');
  return name === 'utf-16le' ? bytes : bytes.swap16();
}

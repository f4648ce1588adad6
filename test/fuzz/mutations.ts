import fc from 'fast-check';

/** One thing that goes wrong with a text; places are fractions of it, so that a smaller text is still mutated. */
export interface Mutation {
  readonly kind: 'cut' | 'delete' | 'swap' | 'duplicate' | 'insert' | 'delete lines' | 'swap lines' | 'duplicate lines' | 'nest' | 'crlf' | 'cr' | 'bom' | 'tabs' | 'latin1';
  readonly at: number;
  readonly to: number;
  readonly text: string;
}

const place = fc.double({ min: 0, max: 1, noNaN: true });
const kinds = ['cut', 'delete', 'swap', 'duplicate', 'insert', 'insert', 'insert', 'delete lines', 'swap lines', 'duplicate lines', 'nest', 'crlf', 'cr', 'bom', 'tabs', 'latin1'] as const;
const pieces = [' ', '\n', '\r\n', '\r', '\t', '\0', '\uFEFF', '😀', '\uD83D', '\u2028', 'é', '(', ')', '{', '}', '[', ']', '`', '${', '"', "'", '"""', '/*', '*/', '//', '#', '=>', '=', ':', ';', ',', '.', '?.', '...', '@', '\\', 'await ', 'async ', 'return ', 'if (a) ', 'else ', 'for (;;) ', 'try {', '} catch (e) {', 'def f():\n', 'class A:\n', 'lambda: ', 'maxRetries: 0', 'max_retries=0', 'new Anthropic()', 'client.messages.create(', 'x = ', 'const x = ', '1e9', '0x', '<a>', '</a>', 'import ', 'from '] as const;

export const mutation: fc.Arbitrary<Mutation> = fc.record({ kind: fc.constantFrom(...kinds), at: place, to: place, text: fc.constantFrom(...pieces) });

const tokens = /\s+|[\p{L}_$][\p{L}\p{N}_$]*|\d+|./gsu;

export function mutate(text: string, { kind, at, to, text: piece }: Mutation): string {
  const offset = Math.floor(at * text.length);
  switch (kind) {
    case 'cut':
      return to < 0.5 ? text.slice(0, offset) : text.slice(offset);
    case 'insert':
      return text.slice(0, offset) + piece + text.slice(offset);
    case 'delete':
    case 'swap':
    case 'duplicate':
      return moved(text.match(tokens) ?? [], kind, { at, to }).join('');
    case 'delete lines':
    case 'swap lines':
    case 'duplicate lines':
      return moved(text.split(/(?<=\n)/), kind, { at, to }).join('');
    case 'nest': {
      const open = '([{'.includes(piece) ? piece : '(';
      const end = Math.max(offset, Math.floor(to * text.length));
      return text.slice(0, offset) + open.repeat(40) + text.slice(offset, end) + ({ '(': ')', '[': ']', '{': '}' }[open] ?? ')').repeat(40) + text.slice(end);
    }
    case 'crlf':
      return text.replace(/\r?\n/g, '\r\n');
    case 'cr':
      return text.replace(/\r?\n/g, '\r');
    case 'bom':
      return `\uFEFF${text}`;
    case 'tabs':
      return text.replace(/^(?: {2})+/gm, (spaces) => '\t'.repeat(spaces.length / 2));
    case 'latin1':
      return text.slice(0, offset) + Buffer.from(text.slice(offset, offset + 200), 'utf8').toString('latin1') + text.slice(offset + 200);
  }
}

function moved(parts: readonly string[], kind: string, { at, to }: { readonly at: number; readonly to: number }): readonly string[] {
  const one = Math.floor(at * parts.length);
  const other = Math.floor(to * parts.length);
  if (kind.startsWith('delete')) return parts.toSpliced(one, 1 + Math.floor(to * 3));
  if (kind.startsWith('duplicate')) return parts.toSpliced(one, 0, ...parts.slice(one, one + 1 + Math.floor(to * 3)));
  return parts.map((part, index) => (index === one ? (parts[other] ?? part) : index === other ? (parts[one] ?? part) : part));
}

import type { Piece } from './piece';

/** Of what kind a piece's source is, for the tables. */
export function sourceKind({ source }: Piece): string {
  if (source.startsWith('written: ')) return 'written';
  if (source.startsWith('anthropics/claude-code#')) return 'threads of Claude Code';
  if (/^[\w.-]+\/[\w.-]+#\d+$/.test(source)) return 'other threads';
  if (/\(GitHub\)|public file|^[\w.-]+\/[\w.-]+, /.test(source)) return 'public files';
  return source.includes('documentation') || /^[\w-]+\.\w+, /.test(source) ? 'pages' : 'captured storms';
}

import type { Binding, Expr } from '../facts/facts';
import { type CallRef, type Chunk, absolute, calleeName } from '../program/fileView';
import type { QuickFix } from '../quickFix';
import type { Span } from '../source';
import { insertion } from './edits';
import type { Fix, FixRequest } from './fix';
import { freeLine } from './freeLine';

/** Makes the client before the loop in each of whose turns it is made. */
export const makeClientOnce: Fix = {
  id: 'make-client-once',
  summary: 'Makes a client before the loop in each of whose turns it is made. Unsafe: what its turns share may differ.',
  rules: ['client-per-call'],
  propose,
};

function propose({ site: { request: { client }, call: { clientMade, language } }, text }: FixRequest): QuickFix | undefined {
  // At the top of a file it would be made before settings are read that it depends on.
  if (clientMade?.each !== 'turn' || !client) return undefined;
  const { chunk, call } = client;
  const [made, ...more] = chunk.index.callNames.get(call) ?? [];
  const loop = made && chunk.facts.regions[made.region];
  if (!made || more.length > 0 || loop?.kind !== 'loop' || made.path.length > 0 || made.cls !== undefined || !isAlone(chunk, made) || isChanged(chunk, made.name)) return undefined;
  if (!call.args.every(({ value, spread }) => !spread && isSame(value, client))) return undefined;
  const home = freeLine(absolute(chunk, loop.loop.header).start, text, language);
  const lines = home && linesOf(absolute(chunk, made.span), text, { isPython: language === 'python' });
  if (!lines) return undefined;
  const moved = lines.text.replaceAll(new RegExp(`^${lines.indent}`, 'gm'), home.indent);
  // A missing key is found out even where the loop has nothing to do.
  return { fix: makeClientOnce.id, title: 'Make the client once, before the loop', safe: false, preferred: true, edits: [insertion(home.start, moved), { span: lines.span, text: '' }] };
}

/** True if nothing else has the client's name where it is known once it stands outside of the loop. */
function isAlone({ file, facts, index }: Chunk, made: Binding): boolean {
  const { name } = made;
  const isParam = facts.functions.some((fn) => fn.name === name || fn.params.some(({ names }) => names.some((one) => one.name === name)));
  return !isParam && !file.imports.has(name) && (index.bindings.get(name) ?? []).length === 1 && (file.names.get(name) ?? []).every(({ binding }) => binding === made);
}

/** True where a client is set up further, or closed, after it was made. */
function isChanged({ facts: { entries, calls } }: Chunk, name: string): boolean {
  return entries.some(({ target }) => target.split('.')[0] === name) || calls.some(({ callee }) => callee.kind === 'member' && callee.name === 'close' && callee.object.kind === 'name' && callee.object.name === name);
}

/** A value that is the same in each turn: it is written there, or is a name, or is read from the environment. */
function isSame(expr: Expr, client: CallRef): boolean {
  switch (expr.kind) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
    case 'name':
      return true;
    case 'member':
      return isEnvironment(expr);
    case 'object':
      return [...expr.entries.map(({ value }) => value), ...expr.spreads].every((value) => isSame(value, client));
    case 'binary':
      return isSame(expr.left, client) && isSame(expr.right, client);
    case 'call': {
      const read = client.chunk.facts.calls[expr.call];
      const isRead = read?.callee.kind === 'member' && (isEnvironment(read.callee) || (calleeName(read) === 'getenv' && read.callee.object.kind === 'name' && read.callee.object.name === 'os'));
      return isRead && read.args.every(({ value }) => value.kind === 'string');
    }
    default:
      return false;
  }
}

/** `process.env.NAME`, `os.environ["NAME"]` and `os.environ.get`. */
function isEnvironment({ object }: Extract<Expr, { kind: 'member' }>): boolean {
  if (object.kind !== 'member' || object.object.kind !== 'name') return false;
  const path = `${object.object.name}.${object.name}`;
  return path === 'process.env' || path === 'os.environ';
}

interface Lines {
  readonly span: Span;
  readonly text: string;
  readonly indent: string;
}

/** The lines of a declaration that has them for itself. */
function linesOf({ start, end }: Span, text: string, { isPython }: { readonly isPython: boolean }): Lines | undefined {
  const first = text.lastIndexOf('\n', start - 1) + 1;
  const before = /^([ \t]*)(?:const[ \t]+|let[ \t]+)?$/.exec(text.slice(first, start));
  const after = (isPython ? /^[ \t]*(?:#.*)?\r?\n/ : /^[ \t]*;?[ \t]*(?:\/\/.*)?\r?\n/).exec(text.slice(end));
  const indent = before?.[1];
  if (indent === undefined || !after || isPython !== (before?.[0] === indent)) return undefined;
  const span = { start: first, end: end + after[0].length };
  const lines = text.slice(span.start, span.end);
  // Text of several lines keeps its indentation.
  return /`|"""|'''|\\\r?\n/.test(lines) ? undefined : { span, text: lines, indent };
}

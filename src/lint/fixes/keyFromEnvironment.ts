import type { Arg, CallFact, Expr } from '../facts/facts';
import { type CallRef, type Chunk, type FileView, inDocument } from '../program/fileView';
import { resolve, resolveCallee } from '../program/resolve';
import { type WrittenRole, roleOf } from '../program/roles';
import type { QuickFix } from '../quickFix';
import type { Span, TextEdit } from '../source';
import { withoutEntry } from './entries';
import type { FileFixRequest, Fix } from './fix';
import { hasEnvironment } from './hasEnvironment';
import { importEdits } from './pythonImport';

const variable = 'ANTHROPIC_API_KEY';

/** Takes a key out of the code: the environment has it instead, where the official SDK looks by itself. */
export const keyFromEnvironment: Fix = {
  id: 'key-from-environment',
  summary: 'Takes a key out of the code: the environment has it instead, where the official SDK looks by itself. Unsafe: the variable must be set.',
  rules: ['hardcoded-key'],
  proposeForFile: propose,
};

function propose({ finding, file, text, remember }: FileFixRequest): QuickFix | undefined {
  const isOnlyOne = remember(`${keyFromEnvironment.id} keys`, () => new Set(keysIn(file, text)).size) === 1;
  if (!isApiKey(text.slice(finding.span.start, finding.span.end)) || !isOnlyOne || !hasEnvironment(file, text)) return undefined;
  const chunk = file.chunks.find(({ facts, offset }) => facts.keys.some(({ start }) => start + offset === finding.span.start));
  const found = chunk && roleOf(chunk, { start: finding.span.start - chunk.offset, end: finding.span.end - chunk.offset });
  const edits = found && replaced({ chunk, found, key: finding.span, text });
  const from = found && isDefault(found) ? 'the environment alone' : variable;
  return edits && { fix: keyFromEnvironment.id, title: `Take the key from ${from}, then revoke this one`, safe: false, preferred: true, edits };
}

/** Other kinds of keys belong to other variables. */
function isApiKey(key: string): boolean {
  return /^sk-ant-api\d/.test(key);
}

/** One variable cannot hold two keys. */
function keysIn({ chunks }: FileView, text: string): readonly string[] {
  return chunks.flatMap(({ facts, offset }) => facts.keys.map(({ start, end }) => text.slice(start + offset, end + offset))).filter(isApiKey);
}

/** Where another variable of the environment comes first. */
function isDefault({ role }: WrittenRole): boolean {
  return role.kind === 'fallback' || (role.kind === 'argument' && isEnvironmentCall(role.ref));
}

interface Written {
  readonly chunk: Chunk;
  readonly found: WrittenRole;
  readonly key: Span;
  readonly text: string;
}

function replaced(written: Written): readonly TextEdit[] | undefined {
  const { chunk, found, text } = written;
  const { role } = found;
  const whole = inDocument(chunk, found.literal.span);
  const before = text.slice(whole.start, written.key.start);
  const after = text.slice(written.key.end, whole.end);
  const quote = /^[rRuUfF]?(["'`]|"""|''')(?:Bearer )?$/.exec(before)?.[1];
  // A cast can allow nothing but a literal.
  if (quote === undefined || after !== quote || /^\s*(?:as\b|satisfies\b|!)/.test(text.slice(whole.end, whole.end + 40))) return undefined;
  const hasScheme = before.endsWith(' ');
  if (role.kind === 'fallback') return !hasScheme && readsEnvironment(chunk, found.region, role.of) ? [{ span: whole, text: quote.repeat(2) }] : undefined;
  if (role.kind === 'argument' && isEnvironmentCall(role.ref)) return hasScheme ? undefined : withoutDefault(role.ref, role.arg, text);
  if (role.kind === 'argument' && role.arg.name === undefined && !handsOn(role.ref)) return undefined;
  const own = hasScheme ? undefined : withoutOption(written);
  if (own) return [own];
  return chunk.file.language === 'python' ? inPython(written, whole, { quote, hasScheme }) : [{ span: whole, text: inJavaScript(written, hasScheme) }];
}

// ---------------------------------------------------------------------------------------------- values

/** In TypeScript a text must stay one, except where the SDK takes what the environment has. */
function inJavaScript({ chunk, found: { role } }: Written, hasScheme: boolean): string {
  const read = `process.env.${variable}`;
  if (hasScheme) return `\`Bearer \${${read}}\``;
  const isTyped = chunk.file.language !== 'javascript';
  return isTyped && !(role.kind === 'entry' && role.call && role.entry.key === 'apiKey' && isClient(role.call)) ? `${read} ?? ''` : read;
}

function inPython({ chunk, text }: Written, span: Span, { quote, hasScheme }: { readonly quote: string; readonly hasScheme: boolean }): readonly TextEdit[] | undefined {
  const imports = importEdits('os', chunk.file, { text, above: span.start });
  const outer = quote.charAt(0);
  const inner = !hasScheme ? outer : outer === '"' ? "'" : '"';
  const read = `os.environ[${inner}${variable}${inner}]`;
  return imports && [...imports, { span, text: hasScheme ? `f${outer}Bearer {${read}}${outer}` : read }];
}

// --------------------------------------------------------------------------------------------- clients

/** Of a client of the official SDK, which reads the variable itself: the option goes, and the object with it where nothing else is in it. */
function withoutOption({ chunk, found: { role }, text }: Written): TextEdit | undefined {
  if (role.kind === 'argument') {
    const { call } = role.ref;
    return role.arg.name === 'api_key' && isClient(role.ref) ? withoutEntry(inDocument(chunk, role.arg.span), inDocument(chunk, call.argsSpan), text) : undefined;
  }
  if (role.kind !== 'entry' || !role.call || role.entry.key !== 'apiKey' || !isClient(role.call) || role.object.spreads.length > 0) return undefined;
  const object = inDocument(chunk, role.object.span);
  const args = inDocument(chunk, role.call.call.argsSpan);
  const edit = withoutEntry(inDocument(chunk, role.entry.span), object, text);
  const isEmpty = edit?.span.start === object.start + 1 && edit.span.end === object.end - 1;
  const isAlone = /^\(\s*$/.test(text.slice(args.start, object.start)) && /^\s*,?\s*\)$/.test(text.slice(object.end, args.end));
  return isEmpty && isAlone ? { span: { start: args.start + 1, end: args.end - 1 }, text: '' } : edit;
}

const clients = new Set(['default', 'Anthropic', 'AsyncAnthropic', 'Client', 'AsyncClient']);

function isClient(ref: CallRef): boolean {
  const values = resolveCallee(ref);
  return values.length > 0 && values.every((value) => value.kind === 'symbol' && (value.module === '@anthropic-ai/sdk' || value.module === 'anthropic') && value.path.length <= 1 && clients.has(value.path[0] ?? 'default'));
}

// ----------------------------------------------------------------------------------------- environment

/** Other functions may compare what they get, or print it: those of the program, and what keeps a secret, do with another key what they do with this one. */
function handsOn(ref: CallRef): boolean {
  return resolveCallee(ref).every((value) => value.kind === 'function' || value.kind === 'class' || (value.kind === 'symbol' && value.module === 'pydantic' && value.path.join('.') === 'SecretStr'));
}

/** `os.getenv("ANTHROPIC_API_KEY", "...")` becomes `os.environ["ANTHROPIC_API_KEY"]`. */
function withoutDefault({ chunk, call }: CallRef, fallback: Arg, text: string): readonly TextEdit[] | undefined {
  const [name, last] = call.args;
  const environ = environOf(call);
  if (last !== fallback || call.args.length !== 2 || !name || name.name !== undefined || !environ) return undefined;
  const span = inDocument(chunk, call.span);
  const base = inDocument(chunk, environ.object.span);
  const first = inDocument(chunk, name.span);
  if (text.slice(span.start, span.end).includes('#')) return undefined;
  return [{ span, text: `${text.slice(base.start, base.end)}${environ.rest}[${text.slice(first.start, first.end)}]` }];
}

/** What of `os.getenv` or `os.environ.get` leads to `os.environ`. */
function environOf({ callee }: CallFact): { readonly object: Expr; readonly rest: string } | undefined {
  if (callee.kind !== 'member') return undefined;
  return { object: callee.object, rest: callee.name === 'getenv' ? '.environ' : '' };
}

function isEnvironmentCall(ref: CallRef): boolean {
  return resolveCallee(ref).some((value) => value.kind === 'symbol' && value.module === 'os' && /^(?:getenv|environ\.get)$/.test(value.path.join('.')));
}

function readsEnvironment(chunk: Chunk, region: number, expr: Expr): boolean {
  const call = expr.kind === 'call' ? chunk.facts.calls[expr.call] : undefined;
  if (call && isEnvironmentCall({ chunk, call })) return true;
  return resolve({ chunk, region, expr }).some((value) => value.kind === 'global' && value.path[0] === 'process' && value.path[1] === 'env');
}

import type { Expr } from '../facts/facts';
import { triesAround } from '../policy/streamUse';
import { type Chunk, absolute, calleeName } from '../program/fileView';
import { callsWithin, regionsOfTry, testsWithin } from '../program/regions';
import type { QuickFix } from '../quickFix';
import type { Location, TextEdit } from '../source';
import { catchesAny } from './catchesAny';
import { onceEach, writtenAt } from './edits';
import type { Fix, FixRequest } from './fix';
import { importedClass } from './importedClass';

/** Asks an error of the official SDK for its status where its text was looked through. */
export const askTheError: Fix = {
  id: 'ask-the-error',
  summary: 'Asks an error of the official SDK for its status where its text was looked through. Unsafe: another text may have been meant.',
  rules: ['matches-error-text'],
  propose,
};

function propose({ site: { ref, call, request, handed }, text }: FixRequest): QuickFix | undefined {
  const { chunk } = ref;
  // An error within a stream has another status than its text says.
  if (call.via !== 'sdk' || call.streaming || handed === true || (call.library !== 'anthropic' && call.library !== '@anthropic-ai/sdk')) return undefined;
  const [attempt] = triesAround(chunk, ref.call.region);
  if (attempt === undefined || callsWithin(chunk, attempt).some((one) => one !== ref.call)) return undefined;
  for (const id of regionsOfTry(chunk, attempt)) {
    const handler = chunk.facts.regions[id];
    if (handler?.kind !== 'handler' || handler.name === undefined) continue;
    const whole = testsWithin(chunk, id).find(({ span }) => covers(absolute(chunk, span), call.errorTextAt));
    const found = whole && testsIn(whole, chunk, handler.name);
    if (!found?.some(({ span }) => covers(absolute(chunk, span), call.errorTextAt))) continue;
    const asking = { error: handler.name, isAny: catchesAny(chunk, handler, text) };
    const client = request.client?.chunk.file === chunk.file ? request.client : undefined;
    const made = client && writtenAt(client.chunk, client.call.callee.span, text);
    if (made === undefined) return undefined;
    const edits = found.map((test) => (call.language === 'python' ? inPython : inScript)(test, chunk, { ...asking, text, made }));
    if (edits.includes(undefined)) return undefined;
    return { fix: askTheError.id, title: 'Ask the error for its status', safe: false, preferred: true, edits: onceEach(edits.flatMap((edit) => edit ?? [])) };
  }
  return undefined;
}

function covers(outer: Location, inner: { readonly start: number; readonly end: number } | undefined): boolean {
  return inner !== undefined && outer.start <= inner.start && inner.end <= outer.end;
}

/** A part of a test that asks for nothing but words in the text of the error. */
interface TextTest {
  readonly span: Expr['span'];
  readonly statuses: ReadonlySet<number>;
  /** True for one that must not hold. */
  readonly isNegated: boolean;
  /** The operator that it is a side of. */
  readonly within: string | undefined;
}

/** The largest parts of a test that only look for words that stand for one status each. */
function testsIn(expr: Expr, chunk: Chunk, error: string, within?: string): readonly TextTest[] {
  const statuses = statusesOf(expr, chunk, error);
  if (statuses) return [{ span: expr.span, statuses, isNegated: false, within }];
  const negated = expr.kind === 'not' ? statusesOf(expr.of, chunk, error) : undefined;
  if (negated) return [{ span: expr.span, statuses: negated, isNegated: true, within }];
  if (expr.kind === 'not') return testsIn(expr.of, chunk, error, 'not');
  return expr.kind === 'binary' && (expr.op === '&&' || expr.op === '||') ? [expr.left, expr.right].flatMap((side) => testsIn(side, chunk, error, expr.op)) : [];
}

function statusesOf(expr: Expr, chunk: Chunk, error: string): ReadonlySet<number> | undefined {
  if (expr.kind === 'binary' && expr.op === '||') {
    const [left, right] = [statusesOf(expr.left, chunk, error), statusesOf(expr.right, chunk, error)];
    return left && right && new Set([...left, ...right]);
  }
  const call = expr.kind === 'call' ? chunk.facts.calls[expr.call] : undefined;
  const isSearch = call?.callee.kind === 'member' && call.callee.name === 'includes' && call.args.length === 1;
  const word = expr.kind === 'binary' && expr.op === 'in' ? expr.left : isSearch ? call.args[0]?.value : undefined;
  const searched = expr.kind === 'binary' ? expr.right : call?.callee.kind === 'member' ? call.callee.object : undefined;
  if (word?.kind !== 'string' || !searched || !isText(searched, chunk, error)) return undefined;
  const status = statusOf(word.value);
  return status === undefined ? undefined : new Set([status]);
}

function statusOf(word: string): number | undefined {
  if (/^(?:429|rate[ _-]?limit(?:_error)?|too many requests)$/i.test(word.trim())) return 429;
  return /^(?:529|overloaded(?:_error)?)$/i.test(word.trim()) ? 529 : undefined;
}

/** `str(error)`, `error.message.toLowerCase()`, as they stand. */
function isText(expr: Expr, chunk: Chunk, error: string): boolean {
  if (expr.kind === 'member') return expr.name === 'message' && expr.object.kind === 'name' && expr.object.name === error;
  const call = expr.kind === 'call' ? chunk.facts.calls[expr.call] : undefined;
  const [argument, ...more] = call?.args ?? [];
  if (call?.callee.kind === 'name') return ['str', 'String'].includes(call.callee.name) && more.length === 0 && argument?.value.kind === 'name' && argument.value.name === error;
  return call?.callee.kind === 'member' && /^(?:lower|toLowerCase)$/.test(calleeName(call) ?? '') && isText(call.callee.object, chunk, error);
}

interface Asking {
  readonly error: string;
  /** Whether anything can be read off the error. */
  readonly isAny: boolean;
  readonly text: string;
  /** The client's class, as it is written. */
  readonly made: string;
}

function inPython(found: TextTest, chunk: Chunk, { error, text, made }: Asking): readonly TextEdit[] | undefined {
  const { span, statuses } = found;
  const isLimit = statuses.size === 1 && statuses.has(429);
  const type = importedClass(chunk.file, text, isLimit ? 'RateLimitError' : 'APIStatusError', made);
  if (!type) return undefined;
  const [status] = statuses;
  const is = `isinstance(${error}, ${type.name})`;
  const test = isLimit ? is : `${is} and ${error}.status_code ${statuses.size === 1 ? `== ${String(status)}` : 'in (429, 529)'}`;
  return [...type.edits, { span: absolute(chunk, span), text: asPart(test, found, { isSimple: isLimit, not: 'not ', isIn: isInParentheses(chunk, span, text) }) }];
}

function inScript(found: TextTest, chunk: Chunk, { error, isAny, text, made }: Asking): readonly TextEdit[] | undefined {
  const { span, statuses, isNegated, within } = found;
  const compared = [...statuses].sort((a, b) => a - b).map((status) => `${error}.status ${isNegated && isAny ? '!==' : '==='} ${String(status)}`);
  const isIn = isInParentheses(chunk, span, text);
  if (isAny) {
    const op = isNegated ? '&&' : '||';
    const test = compared.join(` ${op} `);
    return [{ span: absolute(chunk, span), text: within === 'not' || (compared.length > 1 && within !== undefined && within !== op) ? (isIn ? test : `(${test})`) : test }];
  }
  const isDefault = (chunk.file.imports.get(made) ?? []).some((fact) => fact.module === '@anthropic-ai/sdk' && fact.name === 'default' && fact.region === 0);
  if (!isDefault) return undefined;
  const isLimit = statuses.size === 1 && statuses.has(429);
  const asked = compared.length > 1 ? `(${compared.join(' || ')})` : compared.join('');
  const test = isLimit ? `${error} instanceof ${made}.RateLimitError` : `${error} instanceof ${made}.APIError && ${asked}`;
  return [{ span: absolute(chunk, span), text: asPart(test, found, { isSimple: false, not: '!', isIn }) }];
}

function isInParentheses(chunk: Chunk, span: Expr['span'], text: string): boolean {
  const { start, end } = absolute(chunk, span);
  return text.charAt(start - 1) === '(' && text.charAt(end) === ')';
}

/** A test in parentheses where it is part of another and needs them. */
function asPart(test: string, { isNegated, within }: TextTest, { isSimple, not, isIn }: { readonly isSimple: boolean; readonly not: string; readonly isIn: boolean }): string {
  if (isNegated) return isSimple ? `${not}${test}` : `${not}(${test})`;
  return isSimple || within === undefined || isIn ? test : `(${test})`;
}

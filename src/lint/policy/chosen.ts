import type { Expr, ExprOf } from '../facts/facts';
import { type CallRef, type Chunk, type FunctionRef, calleeName, isWithin } from '../program/fileView';
import { listMethods } from '../program/iterated';
import { argumentOf } from '../program/resolve';

/**
 * What tests on the way to a request say of the things that something around it goes through: it is sent for one of them, as
 * in `for provider in providers: if provider == "anthropic": ask()`, or once and never again.
 */
export interface Chosen {
  /** Variables of the function that the walk is in which have one certain value where the request is sent. */
  readonly names: ReadonlySet<string>;
  /** Fields and variables that are empty before the request and hold something after it. */
  readonly filled: readonly Filled[];
  /** True where a person presses a button for it. */
  readonly isPressed: boolean;
}

interface Filled {
  readonly name: string;
  readonly isField: boolean;
  readonly chunk: Chunk;
  /** The side of the test that the request is on. */
  readonly region: number;
}

export const nothingChosen: Chosen = { names: new Set(), filled: [], isPressed: false };

/** With what the test of a branch says, on whose side the request is. */
export function chosenBy(chosen: Chosen, chunk: Chunk, id: number): Chosen {
  const region = chunk.facts.regions[id];
  if (region?.kind !== 'then' && region?.kind !== 'else') return chosen;
  return partsOf(region.test, region.kind === 'then').reduce<Chosen>((found, { test, holds }) => {
    const names = namesEqual(test, holds);
    const empty = holds ? emptyIn(test) : isHolder(test) ? test : undefined;
    const filled = empty && filledBy(empty, chunk, id);
    return {
      names: names.length > 0 ? new Set([...found.names, ...names]) : found.names,
      filled: filled ? [...found.filled, filled] : found.filled,
      isPressed: found.isPressed || (holds && isPress(test, chunk)),
    };
  }, chosen);
}

/** What of it holds for whoever calls the function: variables by the names of what it passes, and what a field holds. */
export function chosenFor({ names, filled, isPressed }: Chosen, { fn }: FunctionRef, by: CallRef): Chosen {
  const passed = fn.params.flatMap((param, index) => {
    const [named] = param.names;
    if (!named || named.path.length > 0 || !names.has(named.name)) return [];
    const argument = argumentOf(by, { index, param });
    return argument?.expr.kind === 'name' ? [argument.expr.name] : [];
  });
  return { names: new Set(passed), filled: filled.filter(({ isField }) => isField), isPressed };
}

/** What of it holds where a function is handed to a call; `isOne` where that goes through a list with it and it sends for one of the items. */
export function chosenWithin({ names, filled, isPressed }: Chosen, { fn }: FunctionRef, { call: { callee } }: CallRef): { readonly chosen: Chosen; readonly isOne: boolean } {
  const items = callee.kind === 'member' && listMethods.has(callee.name) ? (fn.params[0]?.names ?? []) : [];
  const own = new Set(fn.params.flatMap((param) => param.names.map(({ name }) => name)));
  const fields = filled.filter(({ isField }) => isField);
  return { chosen: { names: new Set([...names].filter((name) => !own.has(name))), filled: fields, isPressed }, isOne: isPressed || fields.length > 0 || items.some(({ name }) => names.has(name)) };
}

/** True for a loop that sends the request for one of its things at most. */
export function isForOne({ names, filled, isPressed }: Chosen, chunk: Chunk, loop: number): boolean {
  const region = chunk.facts.regions[loop];
  if (isPressed) return true;
  if (region?.kind !== 'loop') return false;
  if (region.loop.form !== 'while' && region.loop.variables.some((name) => names.has(name))) return true;
  // What is emptied again in the loop is filled again in it.
  return filled.some((one) => {
    if (one.chunk !== chunk) return one.isField;
    return !(chunk.index.bindings.get(one.name) ?? []).some((binding) => isWithin(chunk, binding.region, loop) && !isWithin(chunk, binding.region, one.region));
  });
}

interface Part {
  readonly test: Expr;
  readonly holds: boolean;
}

/** What must hold, or not hold, for a test to come out like this. */
function partsOf(test: Expr, holds: boolean): readonly Part[] {
  if (test.kind === 'not') return partsOf(test.of, !holds);
  if (test.kind === 'binary' && test.op === (holds ? '&&' : '||')) return [...partsOf(test.left, holds), ...partsOf(test.right, holds)];
  return [{ test, holds }];
}

function namesEqual(test: Expr, holds: boolean): readonly string[] {
  if (test.kind !== 'binary') return [];
  const isEqual = test.op === (holds ? '===' : '!==');
  const isOfOne = holds && test.op === 'in' && test.right.kind === 'list' && test.right.items.length === 1;
  return isEqual || isOfOne ? [test.left, test.right].flatMap((side) => (side.kind === 'name' ? [side.name] : [])) : [];
}

/** The variable or field that a test says has nothing: `x === null`, `x is None`. */
function emptyIn(test: Expr): Expr | undefined {
  if (test.kind !== 'binary' || test.op !== '===') return undefined;
  const isNothing = (expr: Expr) => expr.kind === 'null' || (expr.kind === 'name' && expr.name === 'undefined') || (expr.kind === 'boolean' && !expr.value);
  return isNothing(test.right) ? test.left : isNothing(test.left) ? test.right : undefined;
}

function isHolder(expr: Expr): expr is ExprOf<'name' | 'member'> {
  return expr.kind === 'name' || (expr.kind === 'member' && expr.object.kind === 'this');
}

/** Flags of what is done once, wherever it is that sets them. */
const onceDone = /^_*(?:is|has|was)?_?(?:initiali[sz]ed|loaded|ready|connected|started|warm(?:ed)?(?:_?up)?|validated|verified|checked|set_?up)$/i;

function filledBy(expr: Expr, chunk: Chunk, region: number): Filled | undefined {
  if (!isHolder(expr)) return undefined;
  const isField = expr.kind === 'member';
  const isSet = (chunk.index.bindings.get(expr.name) ?? []).some((binding) => isWithin(chunk, binding.region, region) && binding.value?.kind !== 'null');
  return isSet || (isField && onceDone.test(expr.name)) ? { name: expr.name, isField, chunk, region } : undefined;
}

/** Streamlit's buttons are true in the one run that a press begins: https://docs.streamlit.io/develop/api-reference/widgets/st.button. */
const buttons = new Set(['button', 'form_submit_button', 'download_button', 'chat_input']);

function isPress(test: Expr, chunk: Chunk): boolean {
  const call = test.kind === 'call' ? chunk.facts.calls[test.call] : undefined;
  return call?.callee.kind === 'member' && chunk.file.language === 'python' && buttons.has(calleeName(call) ?? '');
}

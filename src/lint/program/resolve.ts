import type { Binding, CallFact, Expr, FunctionFact, ImportFact, Param } from '../facts/facts';
import { keysBeside } from '../facts/restKey';
import { basesOf, constructorOf, isConstructor, isDecoratedBy } from './classes';
import { argumentDefaults, fieldDefault, optionDefaults } from './declaredDefaults';
import { type Target, exportsOf, imported } from './exported';
import { type Bound, type CallRef, type Chunk, type ClassRef, type Context, type FileView, type FunctionRef, callOf, calleeName, functionAround, isWithin, outward } from './fileView';
import { itemsOf, listMethods } from './iterated';
import { memoryOf } from './memory';
import { isInTestOf, outsideTests } from './outsideTests';
import { type Place, placeIn } from './place';
import { exitsOf } from './regions';
import { isAbstract, subclassesOf } from './subclasses';
import { filesSeeing, namesSeeing } from './visibility';
import { spreadIn } from './spreadIn';
import { type Value, absent, unknown } from './value';

/** Steps a resolution may take before it gives up with `unknown`. */
const budget = 400;
/** More different values than this say nothing. */
const maxValues = 12;

/** A name that is called or assigned more often than this is no name to follow. */
const maxCallers = 200;

interface Walk {
  steps: number;
  readonly active: Set<object>;
  /** Whose inherited field is looked at: in the code of its bases, `this` is it. */
  receiver?: { readonly of: ClassRef; readonly bases: Set<object> };
}

function newWalk(): Walk {
  return { steps: 0, active: new Set() };
}

/** All values that an expression can have as far as names, fields, factories and parameters lead. Never empty. */
export function resolve(place: Place): readonly Value[] {
  const { chunk, expr, context } = place;
  const memory = memoryOf(chunk.file).values;
  const inChunk = memory.get(chunk) ?? new Map<Expr, Map<Context | undefined, readonly Value[]>>();
  memory.set(chunk, inChunk);
  const ofExpr = inChunk.get(expr) ?? new Map<Context | undefined, readonly Value[]>();
  inChunk.set(expr, ofExpr);
  const known = ofExpr.get(context);
  if (known) return known;
  const values = limited(evaluate(place, newWalk()));
  ofExpr.set(context, values);
  return values;
}

/** What a call's callee can be. */
export function resolveCallee(ref: CallRef): readonly Value[] {
  return resolve(placeIn(ref, ref.call.callee));
}

/** The calls of a function, in its file and in those that import it. */
export function callersOf(of: FunctionRef): readonly CallRef[] {
  const { chunk, fn } = of;
  const memory = memoryOf(chunk.file).callers;
  const inChunk = memory.get(chunk) ?? new Map<FunctionFact, readonly CallRef[]>();
  memory.set(chunk, inChunk);
  const known = inChunk.get(fn);
  if (known) return known;
  // Until the answer is there, a circle finds none.
  inChunk.set(fn, []);
  const named = callsNamed(chunk.file, fn.name);
  const found = (named.length > maxCallers ? [] : named).filter((ref) => calleeValues(ref, newWalk()).some((value) => value.kind === 'function' && value.of.fn === fn));
  inChunk.set(fn, found);
  return found;
}

/** Calls by a name of the file or by what the files that import it call it. */
export function callsNamed(file: FileView, name: string | undefined): readonly CallRef[] {
  if (name === undefined) return [];
  const memory = memoryOf(file).named;
  const ofFile = memory.get(file) ?? new Map<string, readonly CallRef[]>();
  memory.set(file, ofFile);
  const known = ofFile.get(name);
  if (known) return known;
  const found = filesSeeing(file, name).flatMap((other) => namesSeeing(other, file, name).flatMap((local) => other.calls.get(local) ?? []));
  ofFile.set(name, found);
  return found;
}

function calleeValues(ref: CallRef, walk: Walk): readonly Value[] {
  return evaluate(placeIn(ref, ref.call.callee), walk);
}

/** What a function gives back: its `return` and `yield` values, or its one expression. */
export function resultsOf(of: FunctionRef): readonly Place[] {
  const { chunk, fn, context } = of;
  const inside = context && { context };
  if (fn.result) return [{ chunk, region: fn.region, expr: fn.result, ...inside }];
  return exitsOf(of).flatMap(({ kind, value, region }) => ((kind === 'return' || kind === 'yield') && value ? [{ chunk, region, expr: value, ...inside }] : []));
}

function evaluate(place: Place, walk: Walk): readonly Value[] {
  if (++walk.steps > budget) return [unknown];
  const { chunk, region, expr, context } = place;
  const inner = (of: Expr) => evaluate({ ...place, expr: of }, walk);
  switch (expr.kind) {
    case 'string':
      return [{ kind: 'literal', value: expr.value, at: { chunk, expr } }];
    case 'number':
    case 'boolean':
      return [{ kind: 'literal', value: expr.value }];
    case 'null':
      return [{ kind: 'literal', value: null }];
    case 'object':
      return [{ kind: 'object', chunk, region, of: expr, ...(context && { context }) }];
    case 'list':
      return [{ kind: 'list', chunk, region, of: expr, ...(context && { context }) }];
    case 'function': {
      const fn = chunk.facts.functions[expr.fn];
      return fn ? [{ kind: 'function', of: { chunk, fn, ...(context && { context }) } }] : [unknown];
    }
    case 'class':
      return [{ kind: 'class', chunk, cls: expr.cls }];
    case 'this':
      return [thisValue(place, walk)];
    case 'name':
      return evaluateName(place, expr.name, walk);
    case 'member':
      return inner(expr.object).flatMap((value) => member(value, expr.name, walk));
    case 'index':
      return evaluateIndex(place, expr.object, expr.index, walk);
    case 'call':
      return evaluateCall(place, expr, walk);
    case 'choice':
      return [expr.then, expr.else].flatMap(inner);
    case 'binary':
      return eitherSide.has(expr.op) || (expr.op === '|' && chunk.file.language === 'python') ? [expr.left, expr.right].flatMap(inner) : [unknown];
    default:
      return [unknown];
  }
}

/** Operators whose result is one of their sides; Python's `|` also puts parts together into a chain. */
const eitherSide = new Set(['||', '??', '&&']);

function evaluateIndex(place: Place, object: Expr, index: Expr, walk: Walk): readonly Value[] {
  return evaluate({ ...place, expr: object }, walk).flatMap((value) => {
    if (value.kind === 'object') return value.of.entries.flatMap((entry) => evaluate(within(value, entry.value), walk));
    if (value.kind === 'list') {
      const items = index.kind === 'number' ? value.of.items.slice(index.value, index.value + 1) : value.of.items;
      return items.flatMap((item) => evaluate(within(value, item), walk));
    }
    // A generic class with its types: `Agent[Deps, str](...)`.
    return place.chunk.file.language === 'python' && (value.kind === 'class' || (value.kind === 'symbol' && /^[A-Z]/.test(value.path.at(-1) ?? ''))) ? [value] : [unknown];
  });
}

/** A part of a literal, where the literal stands. */
export function within({ chunk, region, context }: Omit<Place, 'expr'>, expr: Expr): Place {
  return { chunk, region, expr, ...(context && { context }) };
}

function thisValue({ chunk, region, context }: Place, { receiver }: Walk): Value {
  for (const { region: found } of outward(chunk, region)) {
    if (found.kind !== 'class') continue;
    const cls = chunk.facts.classes[found.cls];
    const inherits = cls !== undefined && receiver?.bases.has(cls) === true;
    return { kind: 'instance', ...(inherits ? receiver.of : { chunk, cls: found.cls }), ...(context && { context }) };
  }
  return unknown;
}

function evaluateName(place: Place, name: string, walk: Walk): readonly Value[] {
  const { chunk, region, context } = place;
  const at = place.expr.span.start;
  for (const { id, region: scope } of outward(chunk, region)) {
    if (scope.kind === 'function') {
      const fn = chunk.facts.functions[scope.fn];
      const param = fn && parameter(fn.params, name);
      if (fn && param) {
        const of = { chunk, fn, ...(context && { context }) };
        const { bound, isCertain } = setAnew(of, name, { chunk, region, at });
        return [...bound.flatMap((one) => boundValues(one, walk, context)), ...(isCertain ? [] : parameterValues(of, param, walk))];
      }
    }
    if (id === 0) break;
    const local = (chunk.index.bindings.get(name) ?? []).filter((binding) => binding.scope === id);
    const brought = chunk.facts.imports.filter((fact) => fact.local === name && fact.region === id);
    if (brought.length > 0) return onceEach(brought).flatMap((fact) => importedValues(chunk.file, fact, walk));
    if (local.length === 0) continue;
    const assigned = (chunk.index.bindings.get(name) ?? []).filter(
      (binding) => binding.scope === undefined && binding.cls === undefined && isWithin(chunk, binding.region, id),
    );
    return reaching([...local, ...assigned].map((binding) => ({ chunk, binding })), { chunk, region, at }).flatMap((bound) => boundValues(bound, walk, bound.chunk === chunk ? context : undefined));
  }
  const { file } = chunk;
  const imports = onceEach(file.imports.get(name));
  const own = [...(file.names.get(name) ?? []), ...(file.assignments.get(name) ?? [])];
  if (own.length > maxCallers) return [unknown];
  if (own.length > 0) {
    const values = reaching(own, { chunk, region, at }).flatMap((bound) => boundValues(bound, walk));
    return imports ? [...imports.flatMap((fact) => importedValues(file, fact, walk)), ...values] : values;
  }
  if (imports) return imports.flatMap((fact) => importedValues(file, fact, walk));
  const spread = file.language === 'python' ? (file.imports.get('*') ?? []).flatMap((fact) => wildcardTargets(file, fact, name)) : [];
  return spread.length > 0 ? spread.flatMap((target) => targetValues(target, walk)) : [{ kind: 'global', path: [name] }];
}

/** `import botocore.config` and `import botocore.exceptions` bring the same `botocore`. */
function onceEach<T extends readonly ImportFact[] | undefined>(facts: T): T | readonly ImportFact[] {
  return facts === undefined || facts.length < 2 ? facts : [...new Map(facts.map((fact) => [`${fact.module} ${fact.name}`, fact])).values()];
}

/** What a parameter may have got in its function before it is used: `client = client or make()`; certain where it has got it by then. */
function setAnew({ chunk, fn }: FunctionRef, name: string, use: Use): { readonly bound: readonly Bound[]; readonly isCertain: boolean } {
  const set = (chunk.index.bindings.get(name) ?? []).filter(({ cls, value, region }) => cls === undefined && value !== undefined && functionAround(chunk, region)?.fn === fn);
  if (set.length === 0) return { bound: [], isCertain: false };
  const isOwn = functionAround(chunk, use.region)?.fn === fn;
  const before = isOwn ? set.filter(({ span, region }) => span.end <= use.at && !exclusive(chunk, region, use)) : set;
  const last = before.findLastIndex(({ region }) => isWithin(chunk, use.region, region));
  return { bound: before.slice(Math.max(0, last)).map((binding) => ({ chunk, binding })), isCertain: isOwn && last >= 0 };
}

function wildcardTargets(file: FileView, { module }: ImportFact, name: string): readonly Target[] {
  const target = file.program?.moduleOf(file, module);
  return target ? exportsOf(target, name) : [];
}

function importedValues(file: FileView, fact: Pick<ImportFact, 'module' | 'name'>, walk: Walk): readonly Value[] {
  if (++walk.steps > budget) return [unknown];
  return imported(file, fact).flatMap((target) => targetValues(target, walk));
}

function targetValues(target: Target, walk: Walk): readonly Value[] {
  switch (target.kind) {
    case 'package':
      return [{ kind: 'symbol', module: target.module, path: target.path }];
    case 'place': {
      const { expr } = target.place;
      if (walk.active.has(expr)) return [];
      walk.active.add(expr);
      const values = descend(evaluate(target.place, walk), target.path, walk);
      walk.active.delete(expr);
      return values;
    }
    case 'file': {
      // `module.exports = …` is what `require` gives; the names beside it are members of that.
      const whole = target.file.exports.has('=') ? exportsOf(target.file, 'default') : [];
      return whole.length > 0 && !target.file.exports.has('default') ? whole.flatMap((one) => targetValues(one, walk)) : [{ kind: 'module', file: target.file }];
    }
  }
}

function moduleMember(file: FileView, name: string, walk: Walk): readonly Value[] {
  const found = exportsOf(file, name);
  if (found.length > 0) return found.flatMap((target) => targetValues(target, walk));
  const submodule = file.language === 'python' ? file.program?.moduleOf(file, `.${name}`) : undefined;
  return submodule ? [{ kind: 'module', file: submodule }] : [unknown];
}

function boundValues(bound: Bound, walk: Walk, context?: Context): readonly Value[] {
  const { chunk, binding } = bound;
  if (walk.active.has(binding)) return [];
  walk.active.add(binding);
  const typed = () => (binding.types.length > 0 ? typedValues(binding.types, chunk, binding.region, walk) : loopValues(bound, walk, context));
  const values = binding.value ? descend(evaluate(within({ chunk, region: binding.region, context }, binding.value), walk), binding.path, walk) : typed();
  walk.active.delete(binding);
  const useful = values.filter((value) => value.kind !== 'unknown' && !(value.kind === 'literal' && value.value === null));
  // A variable of the environment may be missing.
  const isOpen = useful.length < Math.max(1, values.length) || values.some((value) => value.kind === 'global' && value.path[0] === 'process');
  if (binding.fallback && isOpen) return [...useful, ...evaluate(within({ chunk, region: binding.region, context }, binding.fallback), walk)];
  return useful.length === 0 && binding.types.length > 0 ? typed() : values;
}

/** What the variable of a loop goes through, where that is written down. */
function loopValues({ chunk, binding: { name, path, region, span } }: Bound, walk: Walk, context: Context | undefined): readonly Value[] {
  const loop = chunk.facts.regions[region];
  if (loop?.kind !== 'loop' || loop.loop.form !== 'each' || !loop.loop.over || loop.loop.header.start !== span.start) return [unknown];
  const { over, variables } = loop.loop;
  const isTuple = chunk.file.language === 'python' && variables.length > 1;
  const values = itemsAlong(within({ chunk, region: loop.parent, context }, over), isTuple ? [String(variables.indexOf(name))] : path, walk);
  return values.length > 0 ? values : [unknown];
}

/** What stands at a path in each thing of what is gone through. */
function itemsAlong(over: Place, path: readonly string[], walk: Walk): readonly Value[] {
  const [first = '', ...rest] = path;
  const isPosition = /^\d+$/.test(first);
  const found = itemsOf(over, isPosition ? Number(first) : 'whole', (place) => evaluate(place, walk));
  return descend(found, isPosition ? rest : path, walk);
}

/** What a function gets first that goes through a list: `MODELS.map((model) => ask(model))`. */
function itemsGiven({ chunk, fn, context }: FunctionRef, { index, path }: FoundParam, walk: Walk): readonly Value[] {
  const handed = index === 0 && chunk.file.language !== 'python' ? chunk.index.handedFunctions.get(chunk.facts.functions.indexOf(fn)) : undefined;
  if (handed?.slot.index !== 0 || handed.slot.key !== undefined) return [];
  const { callee, region } = handed.call;
  return callee.kind === 'member' && listMethods.has(callee.name) ? itemsAlong(within({ chunk, region, context }, callee.object), path, walk) : [];
}

/** `Any`, `Dict` and `Callable` name no class of a package. */
const saysNothing = new Set(['typing', 'typing_extensions', 'collections.abc']);

function typedValues(types: readonly Expr[], chunk: Chunk, region: number, walk: Walk): readonly Value[] {
  const values = types.flatMap((type) => evaluate({ chunk, region, expr: type }, walk)).flatMap((type): Value[] => {
    if (type.kind === 'class') return [{ kind: 'instance', chunk: type.chunk, cls: type.cls }];
    return type.kind === 'symbol' && !saysNothing.has(type.module) ? [{ kind: 'typed', type, path: [] }] : [];
  });
  return values.length > 0 ? values : [unknown];
}

interface FoundParam {
  readonly index: number;
  readonly param: Param;
  readonly path: readonly string[];
  readonly fallback?: Expr;
  /** Of the name itself, where its pattern's type says so. */
  readonly types?: readonly Expr[];
}

function parameter(params: readonly Param[], name: string): FoundParam | undefined {
  for (const [index, param] of params.entries()) {
    const found = param.names.find((entry) => entry.name === name);
    if (found) return { index, param, path: found.path, fallback: found.fallback ?? param.fallback, types: found.types };
  }
  return undefined;
}

/** A parameter is what the file's own callers pass; where none do, its default, else something of its type. */
function parameterValues(of: FunctionRef, found: FoundParam, walk: Walk): readonly Value[] {
  const { index, param, path, fallback, types } = found;
  const values: Value[] = [];
  let isLeftOut = false;
  const entered = enteredBy(of);
  if (entered) {
    const passed = argumentOf(entered.by, { index, param });
    const given = passed ? descend(evaluate(passed, walk), path, walk) : [];
    const isGiven = path.length === 0 ? passed !== undefined : given.some((value) => value !== absent);
    if (isGiven) values.push(...given);
    else if (fallback) values.push(...evaluate(within({ chunk: of.chunk, region: of.fn.region, context: of.context }, fallback), walk));
  } else if (!walk.active.has(param)) {
    walk.active.add(param);
    const { passed, inTests, ...callers } = argumentsFor(of, { index, param }, walk);
    isLeftOut = callers.isLeftOut;
    const given = passed.flatMap((argument) => (argument ? descend(evaluate(argument, walk), path, walk) : []));
    values.push(...(inTests ? given.filter((value) => !isStandIn(value)) : given));
    if (passed.length === 0) values.push(...fixtureValues(of.chunk.file, param, walk), ...itemsGiven(of, found, walk));
    if (param.names[0] && path.length === 0) for (const place of optionDefaults(of, param.names[0].name)) values.push(...evaluate(place, walk));
    // The default counts where a caller leaves the argument out, or where nobody calls.
    if (fallback && (passed.length === 0 || passed.includes(undefined))) values.push(...evaluate({ chunk: of.chunk, region: of.fn.region, expr: fallback }, walk));
    walk.active.delete(param);
  }
  const known = values.filter((value) => value.kind !== 'unknown' && value.kind !== 'param');
  if (known.some((value) => value.kind !== 'literal' || value.value !== null)) return known;
  // What no caller passes and no default says is nothing in JavaScript, whatever its type.
  if (isLeftOut && known.length === 0 && path.length === 0 && of.chunk.file.language !== 'python') return [absent];
  const typed = typedValues(types ?? param.types, of.chunk, of.fn.region, walk).filter((value) => value.kind !== 'unknown');
  if (typed.length > 0) return descend(typed, types ? [] : path, walk);
  return isLeftOut && known.length > 0 ? known : [...known, { kind: 'param', of, index, path }];
}

/** What a test makes up is not the program's: its texts and numbers, objects with something to call in them, and what its mocks give. */
function isStandIn(value: Value): boolean {
  if (value.kind === 'result') return isStandIn(value.callee);
  if (value.kind === 'symbol') return /^(?:vitest|@jest\/globals|jest-mock-extended|sinon|unittest|unittest\.mock|mock)$/.test(value.module);
  if (value.kind === 'global') return ['vi', 'jest', 'mocker', 'sinon'].includes(value.path[0] ?? '');
  if (value.kind === 'object') return value.of.entries.some(({ value: entry }) => entry.kind === 'object' || entry.kind === 'function' || (entry.kind === 'call' && makesMock(value.chunk.facts.calls[entry.call])));
  return value.kind === 'literal';
}

function makesMock(call: CallFact | undefined): boolean {
  return call !== undefined && /^(?:fn|stub|spy|mock\w*)$/i.test(calleeName(call) ?? '');
}

/** pytest passes a test what the fixture of the parameter's name returns: https://docs.pytest.org/en/stable/how-to/fixtures.html. */
function fixtureValues(file: FileView, { names: [named] }: Param, walk: Walk): readonly Value[] {
  if (file.language !== 'python' || !named) return [];
  return (file.names.get(named.name) ?? []).flatMap(({ chunk, binding: { value } }): readonly Value[] => {
    const fn = value?.kind === 'function' ? chunk.facts.functions[value.fn] : undefined;
    return fn?.decorators.some((decorator) => isFixture(decorator, chunk)) ? functionResults({ chunk, fn }, walk) : [];
  });
}

function isFixture(decorator: Expr, chunk: Chunk): boolean {
  const named = decorator.kind === 'call' ? chunk.facts.calls[decorator.call]?.callee : decorator;
  return (named?.kind === 'member' || named?.kind === 'name') && named.name === 'fixture';
}

function argumentsFor(of: FunctionRef, { index, param }: Pick<FoundParam, 'index' | 'param'>, walk: Walk): Passing {
  const isMaker = isConstructor(of.fn);
  const refs = isMaker ? [...constructionsOf(of.chunk, of.fn.cls ?? -1, walk), ...constructedAsBase({ chunk: of.chunk, cls: of.fn.cls ?? -1 }, walk)] : callersOf(of);
  const handed = isMaker ? namedBaseCalls({ chunk: of.chunk, cls: of.fn.cls ?? -1 }).map((ref) => ({ ref, skipped: 1 })) : runsElsewhere(of, walk);
  const uses = [...refs.map((ref) => ({ ref, skipped: 0 })), ...handed];
  const chosen = outsideTests(of.chunk.file, uses);
  const passed = chosen.map(({ ref, skipped }) => argumentOf(ref, { index: index + skipped, param }));
  const isOpen = chosen.some(({ ref }) => ref.call.args.some(({ spread }) => spread !== undefined));
  return { passed, isLeftOut: passed.length > 0 && !isOpen && passed.every((argument) => argument === undefined), inTests: chosen.every(({ ref }) => isInTestOf(of.chunk.file, ref)) };
}

/** What the callers of a function pass for a parameter. */
interface Passing {
  readonly passed: readonly (Place | undefined)[];
  /** True where there are some, and none passes anything. */
  readonly isLeftOut: boolean;
  readonly inTests: boolean;
}

/** What runs a function with the arguments that follow it: https://docs.python.org/3/library/asyncio-eventloop.html, anyio, trio, `concurrent.futures`. */
const runners = new Set(['to_thread', 'run_sync', 'run_in_threadpool', 'run_in_executor', 'submit', 'partial', 'create_task', 'start_soon']);

function runsElsewhere({ chunk, fn }: FunctionRef, walk: Walk): readonly { readonly ref: CallRef; readonly skipped: number }[] {
  const { file } = chunk;
  const { name } = fn;
  if (name === undefined || file.language !== 'python') return [];
  return filesSeeing(file, name)
    .flatMap((other) => namesSeeing(other, file, name).flatMap((local) => other.handed.get(local) ?? []))
    .filter(({ chunk: home, call, value, slot }) => slot.key === undefined && runs(call) && evaluate({ chunk: home, region: call.region, expr: value }, walk).some((found) => found.kind === 'function' && found.of.fn === fn))
    .map(({ chunk: home, call, slot }) => ({ ref: { chunk: home, call }, skipped: slot.index + 1 }));
}

function runs({ callee }: CallRef['call']): boolean {
  return (callee.kind === 'member' || callee.kind === 'name') && runners.has(callee.name);
}

/** What a call passes for a parameter; undefined where it leaves it out or spreads what it has. */
export function argumentOf(ref: CallRef, { index, param }: Pick<FoundParam, 'index' | 'param'>): Place | undefined {
  const { args } = ref.call;
  const named = args.find((arg) => arg.name !== undefined && arg.name === param.names[0]?.name);
  const arg = named ?? args[index];
  return arg && !arg.spread && (named || arg.name === undefined) ? placeIn(ref, arg.value) : undefined;
}

/** The call that has entered a function where it is looked at. */
function enteredBy({ fn, context }: FunctionRef): Context | undefined {
  for (let found = context; found; found = found.outer) if (found.fn === fn) return found;
  return undefined;
}

function constructionsOf(chunk: Chunk, cls: number, walk: Walk): readonly CallRef[] {
  const named = callsNamed(chunk.file, chunk.facts.classes[cls]?.name);
  return (named.length > maxCallers ? [] : named).filter((ref) => calleeValues(ref, walk).some((value) => value.kind === 'class' && value.chunk === chunk && value.cls === cls));
}

/** What makes a class that extends one: `super().__init__(url)` in its constructor, or where it has none, whatever makes it. */
function constructedAsBase(base: ClassRef, walk: Walk): readonly CallRef[] {
  return subclassesOf(base).flatMap((one): readonly CallRef[] => {
    if (!constructorOf(one)) return constructionsOf(one.chunk, one.cls, walk);
    const call = superCall(one.chunk, one.cls);
    return call ? [{ chunk: one.chunk, call }] : [];
  });
}

/** `Base.__init__(self, url)` in the constructor of a class that extends it. */
function namedBaseCalls(base: ClassRef): readonly CallRef[] {
  const name = base.chunk.facts.classes[base.cls]?.name;
  if (name === undefined || base.chunk.file.language !== 'python') return [];
  return subclassesOf(base).flatMap(({ chunk, cls }) =>
    (chunk.index.calls.get('__init__') ?? []).filter(({ callee, region }) => callee.kind === 'member' && (callee.object.kind === 'name' || callee.object.kind === 'member') && callee.object.name === name && functionAround(chunk, region)?.fn.cls === cls).map((call) => ({ chunk, call })),
  );
}

function evaluateCall({ chunk, context }: Place, expr: Extract<Expr, { kind: 'call' }>, walk: Walk): readonly Value[] {
  const ref = callOf(chunk, expr, context);
  if (!ref) return [unknown];
  const { call } = ref;
  if (call.callee.kind === 'member' && (call.callee.name === 'bind' || call.callee.name === 'deref')) return evaluate(placeIn(ref, call.callee.object), walk);
  if (call.callee.kind === 'name' && interop.has(call.callee.name) && call.args[0]) return evaluate(placeIn(ref, call.args[0].value), walk);
  const [object, attribute] = call.callee.kind === 'name' && call.callee.name === 'getattr' ? call.args : [];
  const converted = cast(ref, walk);
  if (converted) return converted;
  if (object && attribute) return attributes(ref, object.value, attribute.value, walk);
  const found = lookedUp(ref, walk) ?? trimmed(ref, walk);
  if (found) return found;
  const module = requiredModule(ref);
  if (module !== undefined) return importedValues(chunk.file, { module, name: '*' }, walk);
  return evaluate(placeIn(ref, call.callee), walk).flatMap((callee): readonly Value[] => {
    const loaded = loadedModule(callee, ref);
    if (loaded !== undefined) return importedValues(chunk.file, { module: loaded, name: '*' }, walk);
    switch (callee.kind) {
      case 'function':
        return functionResults(entering(callee.of, ref), walk);
      case 'class':
        return [isTypedDict(callee, walk) ? { kind: 'result', callee, of: ref, path: [] } : { kind: 'instance', chunk: callee.chunk, cls: callee.cls, ...constructedBy(callee.chunk, callee.cls, ref) }];
      case 'symbol': {
        const given = fieldDefault(callee, ref);
        if (given) return evaluate(given, walk);
        // `functools.partial(create, model=...)` is still a way to call `create`.
        // https://fastapi.tiangolo.com/tutorial/dependencies: the parameter gets what the function returns.
        if (callee.module === 'fastapi' && callee.path.at(-1) === 'Depends' && call.args[0]) return evaluate(placeIn(ref, call.args[0].value), walk).flatMap((value) => (value.kind === 'function' ? functionResults(value.of, walk) : value.kind === 'class' ? [{ kind: 'instance', chunk: value.chunk, cls: value.cls } as const] : [unknown]));
        if (callee.module === 'functools' && callee.path.at(-1) === 'partial' && call.args[0]) return evaluate(placeIn(ref, call.args[0].value), walk);
        return [{ kind: 'result', callee, of: ref, path: [] }];
      }
      // `cls(...)` of a class method.
      case 'instance':
        return call.callee.kind === 'this' && isInClassMethod(ref) ? [{ kind: 'instance', chunk: callee.chunk, cls: callee.cls, ...constructedBy(callee.chunk, callee.cls, ref) }] : [unknown];
      case 'global':
      case 'result':
      case 'typed':
        return [{ kind: 'result', callee, of: ref, path: [] }];
      default:
        return [unknown];
    }
  });
}

/** `cast("AsyncAnthropic", client)` is the client, or something of that type. */
function cast(ref: CallRef, walk: Walk): readonly Value[] | undefined {
  const { chunk, call: { callee, args, region } } = ref;
  const [type, value] = args;
  if (chunk.file.language !== 'python' || !type || !value || args.length > 2 || (callee.kind !== 'name' && callee.kind !== 'member') || callee.name !== 'cast') return undefined;
  if (!evaluate(placeIn(ref, callee), walk).some((found) => found.kind === 'symbol' && found.module === 'typing')) return undefined;
  const known = evaluate(placeIn(ref, value.value), walk).filter(({ kind }) => kind !== 'unknown' && kind !== 'param');
  if (known.length > 0) return known;
  const { span } = type.value;
  const names = type.value.kind === 'string' ? type.value.value.split('|').map((name): Expr => name.trim().split('.').reduce<Expr | undefined>((object, part) => (object ? { kind: 'member', object, name: part, span } : { kind: 'name', name: part, span }), undefined) ?? type.value) : [type.value];
  return typedValues(names, chunk, region, walk);
}

function isInClassMethod({ chunk, call }: CallRef): boolean {
  const around = functionAround(chunk, call.region);
  return around !== undefined && isDecoratedBy(around.fn, 'classmethod');
}

/** A class whose objects are dictionaries: https://docs.python.org/3/library/typing.html#typing.TypedDict. */
function isTypedDict(of: ClassRef, walk: Walk): boolean {
  return basesOf(of).some((base) => evaluate(base, walk).some((value) => value.kind === 'symbol' && saysNothing.has(value.module) && value.path.at(-1) === 'TypedDict'));
}

/** What `dict(...)` gives. */
export function isDict(value: Value): value is Extract<Value, { kind: 'result' }> {
  return value.kind === 'result' && value.path.length === 0 && value.callee.kind === 'global' && value.callee.path.join('.') === 'dict';
}

/** What `dict(llm=..., name=...)` or an object of a dictionary class has under a key. */
function keyworded(value: Extract<Value, { kind: 'result' }>, key: string, walk: Walk): readonly Value[] | undefined {
  if (value.path.length > 0 || value.of.chunk.file.language !== 'python') return undefined;
  const isDictionary = value.callee.kind === 'class' || isDict(value);
  const arg = isDictionary ? value.of.call.args.find(({ name, spread }) => name === key && !spread) : undefined;
  return arg && evaluate(placeIn(value.of, arg.value), walk);
}

/** `models.get(name, fallback)` of a dictionary that is written down. */
function lookedUp(ref: CallRef, walk: Walk): readonly Value[] | undefined {
  const { callee, args } = ref.call;
  const [key, fallback] = args;
  if (ref.chunk.file.language !== 'python' || callee.kind !== 'member' || callee.name !== 'get' || !key || args.length > 2) return undefined;
  const objects = evaluate(placeIn(ref, callee.object), walk);
  // Settings that are read at run time have what the code gives in their place.
  if (fallback && objects.every(({ kind }) => kind === 'unknown' || kind === 'param')) return [unknown, ...evaluate(placeIn(ref, fallback.value), walk)];
  if (!objects.every((value) => value.kind === 'object')) return undefined;
  const entries = evaluateIndex(placeIn(ref, callee.object), callee.object, key.value, walk).filter((value) => value !== absent);
  return fallback ? [...entries, ...evaluate(placeIn(ref, fallback.value), walk)] : entries.length > 0 ? entries : [unknown];
}

/** What leaves a text as it is but for its ends. */
const trims = new Set(['strip', 'rstrip', 'removesuffix', 'trim', 'trimEnd', 'toString']);

/** `(base_url or DEFAULT).rstrip('/')`: the texts that are written down, without what an address may end in. */
function trimmed(ref: CallRef, walk: Walk): readonly Value[] | undefined {
  const { callee } = ref.call;
  if (callee.kind !== 'member' || !trims.has(callee.name)) return undefined;
  const values = evaluate(placeIn(ref, callee.object), walk);
  if (!values.some((value) => value.kind === 'literal' && typeof value.value === 'string')) return undefined;
  return values.map((value) => (value.kind === 'literal' && typeof value.value === 'string' ? { ...value, value: value.value.trim().replace(/\/+$/, '') } : unknown));
}

/** A function as one call enters it. */
export function entering(of: FunctionRef, by: CallRef): FunctionRef {
  return { ...of, context: { fn: of.fn, by, ...(of.context && { outer: of.context }) } };
}

/** `getattr(client, "messages")`, also by a name that stands for such a text. */
function attributes(ref: CallRef, object: Expr, name: Expr, walk: Walk): readonly Value[] {
  const names = evaluate(placeIn(ref, name), walk).flatMap((value) => (value.kind === 'literal' && typeof value.value === 'string' ? [value.value] : []));
  const values = names.length > 0 ? evaluate(placeIn(ref, object), walk) : [];
  return names.length > 0 ? names.flatMap((one) => descend(values, [one], walk)) : [unknown];
}

function constructedBy(chunk: Chunk, cls: number, by: CallRef): { context?: Context } {
  const maker = constructorOf({ chunk, cls });
  return maker ? { context: { fn: maker.fn, by } } : {};
}

/** What bundlers and compilers put around a CommonJS module; its members stay the same. */
const interop = new Set(['__toESM', '__importDefault', '__importStar', '_interopRequireDefault', '_interopRequireWildcard']);

/** `require('x')` and `import('x')`. */
function requiredModule({ call }: CallRef): string | undefined {
  if (call.callee.kind !== 'name' || (call.callee.name !== 'require' && call.callee.name !== 'import')) return undefined;
  const value = call.args[0]?.value;
  return value?.kind === 'string' ? value.value : undefined;
}

/** `importlib.import_module("anthropic")` and `__import__("anthropic")`. */
function loadedModule(callee: Value, { call }: CallRef): string | undefined {
  const isLoader = (callee.kind === 'symbol' && callee.module === 'importlib' && callee.path.join('.') === 'import_module') || (callee.kind === 'global' && callee.path.join('.') === '__import__');
  const name = call.args[0]?.value;
  return isLoader && name?.kind === 'string' ? name.value : undefined;
}

function functionResults(of: FunctionRef, walk: Walk): readonly Value[] {
  if (walk.active.has(of.fn)) return [];
  walk.active.add(of.fn);
  const values = resultsOf(of).flatMap((place) => evaluate(place, walk));
  walk.active.delete(of.fn);
  return values.length > 0 ? values : [unknown];
}

function descend(values: readonly Value[], path: readonly string[], walk: Walk): readonly Value[] {
  return path.reduce<readonly Value[]>((found, name) => found.flatMap((value) => member(value, name, walk)), values);
}

function member(value: Value, name: string, walk: Walk): readonly Value[] {
  if (++walk.steps > budget) return [unknown];
  switch (value.kind) {
    case 'result': {
      const given = keyworded(value, name, walk);
      if (given) return given;
      const declared = argumentDefaults(value, name);
      return declared.length > 0 ? declared.flatMap((place) => evaluate(place, walk)) : [{ ...value, path: [...value.path, name] }];
    }
    case 'symbol':
    case 'global':
    case 'typed':
    case 'param':
      return [{ ...value, path: [...value.path, name] }];
    case 'object': {
      const taken = keysBeside(name);
      if (taken) return [value.of.spreads.length > 0 ? unknown : { ...value, of: { ...value.of, entries: value.of.entries.filter(({ key }) => !taken.has(key)) } }];
      const entry = value.of.entries.findLast(({ key }) => key === name);
      if (entry) return evaluate(within(value, entry.value), walk);
      return value.of.spreads.length === 0 ? [absent] : spreadMember(value, name, walk);
    }
    // A member of an `Enum` that is a text.
    case 'literal':
      return name === 'value' ? [value] : [unknown];
    case 'list': {
      const item = value.of.items[Number(name)];
      return item ? evaluate(within(value, item), walk) : [unknown];
    }
    case 'class':
      return fieldValues(value.chunk, value.cls, name, walk);
    case 'instance':
      return fieldValues(value.chunk, value.cls, name, walk, value.context);
    case 'function':
      return functionResults(value.of, walk).flatMap((result) => member(result, name, walk));
    case 'module':
      return moduleMember(value.file, name, walk);
    default:
      return [unknown];
  }
}

/** What an object has of others that are spread into it: the last that has it counts. */
function spreadMember(value: Extract<Value, { kind: 'object' }>, name: string, walk: Walk): readonly Value[] {
  for (const expr of value.of.spreads.toReversed()) {
    if (walk.active.has(expr)) return [unknown];
    walk.active.add(expr);
    const found = evaluate(within(value, spreadIn(expr)), walk).flatMap((one) => member(one, name, walk));
    walk.active.delete(expr);
    if (found.some((one) => one !== absent)) return found;
  }
  return [absent];
}

function fieldsNamed({ chunk, cls }: ClassRef, name: string): readonly Binding[] {
  return (chunk.index.bindings.get(name) ?? []).filter((binding) => binding.cls === cls);
}

function fieldValues(chunk: Chunk, cls: number, name: string, walk: Walk, context?: Context): readonly Value[] {
  const fields = fieldsNamed({ chunk, cls }, name);
  if (fields.length > 0) {
    const values = fields
      .filter((field) => field.value)
      .flatMap((binding) => boundValues({ chunk, binding }, walk, context))
      .flatMap((value) => (value.kind === 'function' && isProperty(value.of) ? functionResults(value.of, walk) : [value]));
    const useful = values.filter((value) => value.kind !== 'unknown');
    const overridden = useful.length > 0 && useful.every((value) => value.kind === 'function' && isAbstract(value.of)) ? overrides({ chunk, cls }, name, walk, context) : [];
    if (useful.length > 0) return overridden.length > 0 ? overridden : useful;
    return fields.flatMap((binding) => typedValues(binding.types, chunk, binding.region, walk));
  }
  if (walk.active.has(chunk.facts.classes)) return [unknown];
  const bases = basesOf({ chunk, cls });
  if (bases.length === 0) {
    const overridden = overrides({ chunk, cls }, name, walk, context);
    return overridden.length > 0 ? overridden : [unknown];
  }
  return bases
    .flatMap((base) => evaluate(base, walk))
    .flatMap((base): readonly Value[] => {
      if (base.kind === 'class') return base.chunk === chunk && base.cls === cls ? [unknown] : inheritedFrom(base, { chunk, cls }, name, walk, context);
      return base.kind === 'symbol' ? inherited(base, { chunk, cls, context }, name, walk) : [unknown];
    });
}

/** What a class of the program has from another one that it extends. */
function inheritedFrom(base: ClassRef, of: ClassRef, name: string, walk: Walk, context: Context | undefined): readonly Value[] {
  const outer = walk.receiver;
  const cls = base.chunk.facts.classes[base.cls];
  walk.receiver = { of: outer?.of ?? of, bases: new Set([...(outer?.bases ?? []), ...(cls ? [cls] : [])]) };
  const values = fieldValues(base.chunk, base.cls, name, walk, context);
  walk.receiver = outer;
  return values;
}

/** What the classes of the program that extend a class have for what it leaves open. */
function overrides(base: ClassRef, name: string, walk: Walk, context: Context | undefined): readonly Value[] {
  const cls = base.chunk.facts.classes[base.cls];
  if (!cls || walk.receiver?.bases.has(cls) || walk.active.has(cls)) return [];
  walk.active.add(cls);
  const values = subclassesOf(base).flatMap((one) => (fieldsNamed(one, name).length > 0 ? fieldValues(one.chunk, one.cls, name, walk, context) : []));
  walk.active.delete(cls);
  return values.filter((value) => value.kind !== 'unknown');
}

/** `@property`, `@functools.cached_property`: who names it gets what it returns. */
function isProperty({ fn }: FunctionRef): boolean {
  return isDecoratedBy(fn, 'property', 'cached_property');
}

/** What a class of the program has from a package's class that it extends: that of the package's, made as the program makes its own. */
function inherited(base: Value, { chunk, cls, context }: { readonly chunk: Chunk; readonly cls: number; readonly context: Context | undefined }, name: string, walk: Walk): readonly Value[] {
  const own = superCall(chunk, cls);
  const made = own ? [{ chunk, call: own, ...(context && { context }) }] : context ? [context.by] : constructionsOf(chunk, cls, walk);
  return made.length > 0 ? made.map((of): Value => ({ kind: 'result', callee: base, of, path: [name] })) : [{ kind: 'typed', type: base, path: [name] }];
}

/** `super({ ... })` and `super().__init__(...)`, unless they hand on whatever they get. */
export function superCall(chunk: Chunk, cls: number): CallFact | undefined {
  const isSuper = (expr: Expr | undefined) => expr?.kind === 'name' && expr.name === 'super';
  return chunk.facts.calls.find(({ callee, args, region }) => {
    const called = callee.kind === 'member' && callee.name === '__init__' && callee.object.kind === 'call' ? chunk.facts.calls[callee.object.call]?.callee : callee;
    return isSuper(called) && functionAround(chunk, region)?.fn.cls === cls && !args.some(({ spread }) => spread) && (callee.kind === 'member' || chunk.file.language !== 'python');
  });
}

interface Use {
  readonly chunk: Chunk;
  readonly region: number;
  readonly at: number;
}

/**
 * The bindings whose value can arrive at a use. In the same function the last one that always runs before the
 * use hides those before it; from another function any may be current.
 */
function reaching(candidates: readonly Bound[], use: Use): readonly Bound[] {
  const useFunction = functionAround(use.chunk, use.region)?.fn;
  const local = candidates.filter(({ chunk, binding }) => functionAround(chunk, binding.region)?.fn === useFunction);
  if (local.length !== candidates.length || candidates.length < 2) return candidates;
  const position = use.chunk.offset + use.at;
  const before = candidates.filter(({ chunk, binding }) => chunk.offset + binding.span.end <= position || contains(chunk, binding, position));
  const possible = before.filter(({ chunk, binding }) => !exclusive(chunk, binding.region, use));
  let last = -1;
  for (const [index, { chunk, binding }] of possible.entries()) {
    const always = binding.region === 0 || (chunk === use.chunk && isWithin(chunk, use.region, binding.region));
    if (always && binding.value && !contains(chunk, binding, position)) last = index;
  }
  const reached = last >= 0 ? possible.slice(last) : possible;
  return reached.length > 0 ? reached : candidates;
}

function contains(chunk: Chunk, binding: Binding, position: number): boolean {
  return chunk.offset + binding.span.start <= position && position < chunk.offset + binding.span.end;
}

/** True if the binding stands in one branch of an `if` and the use in the other. */
function exclusive(chunk: Chunk, region: number, use: Use): boolean {
  if (chunk !== use.chunk) return false;
  const branches = new Map<number, string>();
  for (const { region: found } of outward(chunk, region)) if (found.kind === 'then' || found.kind === 'else') branches.set(found.test.span.start, found.kind);
  for (const { region: found } of outward(use.chunk, use.region)) {
    if (found.kind !== 'then' && found.kind !== 'else') continue;
    const other = branches.get(found.test.span.start);
    if (other !== undefined && other !== found.kind) return true;
  }
  return false;
}

function limited(values: readonly Value[]): readonly Value[] {
  if (values.length === 0) return [unknown];
  return values.length > maxValues ? values.slice(0, maxValues) : values;
}

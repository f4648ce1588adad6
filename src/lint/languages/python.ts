import type { Node } from 'web-tree-sitter';
import type { FactsBuilder } from '../facts/builder';
import type { Arg, Binding, CallFact, Exit, Expr, Param } from '../facts/facts';
import type { Span } from '../source';
import type { LanguageModel } from './language';

/** A node that two patterns capture is mapped for the first one first: blocks and what runs before come before what they hold. */
const query = `
(if_statement consequence: (block) @then)
(elif_clause consequence: (block) @then)
(if_statement alternative: (_) @else)
(for_statement body: (block) @loop.body)
(while_statement body: (block) @loop.body)
(try_statement body: (block) @try)
(try_statement (else_clause) @no-error)
(except_clause) @handler
(finally_clause) @finally
(with_statement body: (block) @with)
(case_clause consequence: (block) @case)
(for_in_clause right: (_) @iterable)
(default_parameter value: (_) @before)
(typed_default_parameter value: (_) @before)
[(function_definition) (lambda)] @function
(class_definition) @class
[(list_comprehension) (set_comprehension) (dictionary_comprehension) (generator_expression)] @comprehension
[(import_statement) (import_from_statement)] @import
[(global_statement) (nonlocal_statement)] @outer
(with_item) @item
(assignment) @assignment
(augmented_assignment) @augmented
(named_expression) @walrus
(call) @call
[(return_statement) (raise_statement) (break_statement) (continue_statement) (yield)] @exit
(ERROR) @error
`;

export const python: LanguageModel = { id: 'python', grammar: 'python', query, map, strings: ['string_content'], comment: '#' };

function map(capture: string, node: Node, facts: FactsBuilder): void {
  mappers[capture]?.(node, facts);
}

const mappers: Readonly<Record<string, (node: Node, facts: FactsBuilder) => void>> = {
  import: mapImport,
  outer: mapOuter,
  assignment: mapAssignment,
  augmented: mapAugmented,
  walrus: mapWalrus,
  item: mapItem,
  function: mapFunction,
  before: (node, facts) => {
    facts.stepOut(node);
  },
  class: mapClass,
  call: mapCall,
  'loop.body': mapLoopBody,
  comprehension: mapComprehension,
  iterable: mapIterable,
  try: (node, facts) => void facts.open(node, { kind: 'try' }),
  'no-error': (node, facts) => void facts.open(node, { kind: 'no-error', try: tryOf(node, facts) }),
  handler: mapHandler,
  finally: (node, facts) => void facts.open(node, { kind: 'finally', try: tryOf(node, facts) }),
  then: (node, facts) => void facts.open(node, { kind: 'then', test: expr(node.parent?.childForFieldName('condition') ?? null, facts) }),
  else: mapElse,
  with: mapWith,
  case: mapCase,
  exit: mapExit,
};

// ---------------------------------------------------------------------------------------------- names

function mapImport(node: Node, facts: FactsBuilder): void {
  const span = facts.span(node);
  const add = (module: string, name: string, local: string) => facts.import({ module, name, local, region: facts.region, span });
  const source = node.childForFieldName('module_name');
  const module = source?.text.replace(/\s/g, '');
  for (const child of node.namedChildren) {
    if (child.id === source?.id) continue;
    const path = (child.type === 'aliased_import' ? child.childForFieldName('name') : child)?.text ?? '';
    const alias = child.type === 'aliased_import' ? child.childForFieldName('alias')?.text : undefined;
    if (child.type === 'wildcard_import') add(module ?? '', '*', '*');
    else if (child.type !== 'dotted_name' && child.type !== 'aliased_import') continue;
    else if (module !== undefined) add(module, path, alias ?? path);
    else if (alias !== undefined) add(path, '*', alias);
    else add(path.split('.')[0] ?? '', '*', path.split('.')[0] ?? '');
  }
}

type Home = Pick<Binding, 'scope' | 'cls' | 'exported'>;

/** Where Python puts a name that is assigned here: the function's names, the class's fields or the file's names. */
function homeOf(name: string, facts: FactsBuilder): Home {
  const region = facts.enclosing(['function', 'class']);
  if (facts.regionKind(region) === 'class') return { cls: facts.currentClass(), exported: false };
  if (facts.isOuter(name, region)) return { exported: false };
  return { scope: region, exported: region === 0 && !name.startsWith('_') };
}

function mapOuter(node: Node, facts: FactsBuilder): void {
  for (const { text: name } of node.namedChildren) facts.declareOuter(name);
}

type Assigned = Pick<Binding, 'value' | 'types'> & { readonly node: Node };

function mapAssignment(node: Node, facts: FactsBuilder): void {
  const left = node.childForFieldName('left');
  const right = node.childForFieldName('right');
  if (!left) return;
  const value = right ? expr(right, facts) : undefined;
  assign(left, [], { value, types: typesOf(node.childForFieldName('type'), facts), node }, facts);
}

/** `params["max_retries"] = 5` and `options.max_retries = 5`. */
function lateEntry(target: Node, value: Expr | undefined, facts: FactsBuilder): void {
  const object = target.childForFieldName(target.type === 'subscript' ? 'value' : 'object');
  if (object?.type !== 'identifier' || !value || isReceiver(object, facts)) return;
  const subscript = target.type === 'subscript' ? target.childForFieldName('subscript') : null;
  const index = subscript && expr(subscript, facts);
  const key = index ? (index.kind === 'string' ? index.value : undefined) : target.childForFieldName('attribute')?.text;
  facts.entry({ target: object.text, ...(key !== undefined && { key }), value, region: facts.region });
}

function assign(target: Node, path: readonly string[], assigned: Assigned, facts: FactsBuilder): void {
  const { value, types, node } = assigned;
  if (target.type === 'subscript' || target.type === 'attribute') lateEntry(target, value, facts);
  const rest = { path, value, types, region: facts.region, span: facts.span(node) };
  if (target.type === 'identifier') {
    const name = target.text;
    facts.bind({ ...rest, name, ...homeOf(name, facts) });
  } else if (target.type === 'attribute') {
    const name = target.childForFieldName('attribute')?.text;
    if (name && isReceiver(target.childForFieldName('object'), facts)) facts.bind({ ...rest, name, cls: facts.currentClass(), exported: false });
  } else if (severals.has(target.type)) {
    facts.nested(() => {
      for (const [index, child] of written(target).entries()) assign(child, [...path, String(index)], assigned, facts);
    }, undefined);
  } else if (wrappers.has(target.type) && target.firstNamedChild) {
    const inner = target.firstNamedChild;
    facts.nested(() => assign(inner, target.type === 'list_splat_pattern' ? [...path, '...'] : path, assigned, facts), undefined);
  }
}

/** Targets of several names, also as the grammar reads them after `with ... as`. */
const severals = new Set(['pattern_list', 'tuple_pattern', 'list_pattern', 'tuple', 'list']);

const wrappers = new Set(['as_pattern_target', 'parenthesized_expression', 'list_splat_pattern']);

function isReceiver(node: Node | null, facts: FactsBuilder): boolean {
  return node?.type === 'identifier' && node.text === facts.receiver;
}

function mapAugmented(node: Node, facts: FactsBuilder): void {
  const left = node.childForFieldName('left');
  const right = node.childForFieldName('right');
  const op = node.childForFieldName('operator')?.text ?? '';
  if (!left || !right) return;
  const value: Expr = { kind: 'binary', op: op.slice(0, -1), left: expr(left, facts), right: expr(right, facts), span: facts.span(node) };
  assign(left, [], { value, types: [], node }, facts);
}

function mapWalrus(node: Node, facts: FactsBuilder): void {
  const name = node.childForFieldName('name');
  const value = node.childForFieldName('value');
  if (name && value) assign(name, [], { value: expr(value, facts), types: [], node }, facts);
}

function mapItem(node: Node, facts: FactsBuilder): void {
  const pattern = node.childForFieldName('value');
  const target = pattern?.type === 'as_pattern' ? pattern.childForFieldName('alias') : undefined;
  if (target) assign(target, [], { value: expr(pattern ?? null, facts), types: [], node }, facts);
}

// ------------------------------------------------------------------------------- functions and classes

function mapFunction(node: Node, facts: FactsBuilder): void {
  const index = facts.functionIndex(node);
  const lambda = node.type === 'lambda';
  const name = node.childForFieldName('name')?.text;
  const decorators = decoratorsOf(node, facts);
  const home = homeOf(name ?? '', facts);
  const method = !lambda && home.cls !== undefined;
  const span = facts.span(node);
  if (name) facts.bind({ name, path: [], value: { kind: 'function', fn: index, span }, types: [], region: facts.region, span, ...home });
  const region = facts.open(node, { kind: 'function', fn: index });
  const own = method && !decorators.some((of) => of.kind === 'name' && of.name === 'staticmethod');
  const all = paramsOf(node, facts);
  const takes = all.some(({ names }) => names.some((entry) => entry.name === facts.receiver));
  if (own) facts.setReceiver(all[0]?.rest === false ? (all[0].names[0]?.name ?? '') : '');
  else if (method || takes) facts.setReceiver('');
  facts.setFunction(index, {
    name: name ?? nameFromParent(node),
    params: own && facts.receiver ? all.slice(1) : all,
    async: node.firstChild?.type === 'async',
    generator: false,
    region,
    decorators,
    cls: method ? home.cls : undefined,
    result: lambda ? expr(node.childForFieldName('body'), facts) : undefined,
    exported: !lambda && home.exported,
  });
}

function decoratorsOf(node: Node, facts: FactsBuilder): Expr[] {
  const parent = node.parent;
  if (parent?.type !== 'decorated_definition') return [];
  return parent.namedChildren.filter((child) => child.type === 'decorator').map((child) => expr(child.firstNamedChild, facts));
}

function nameFromParent(node: Node): string | undefined {
  const left = node.parent?.type === 'assignment' ? node.parent.childForFieldName('left') : undefined;
  return left?.type === 'identifier' ? left.text : undefined;
}

function paramsOf(node: Node, facts: FactsBuilder): Param[] {
  return (node.childForFieldName('parameters')?.namedChildren ?? []).flatMap((child) => {
    const typed = child.type === 'typed_parameter';
    const target = typed ? child.firstNamedChild : (child.childForFieldName('name') ?? child);
    const rest = target?.type === 'list_splat_pattern' || target?.type === 'dictionary_splat_pattern';
    const name = rest ? target.firstNamedChild : target;
    if (name?.type !== 'identifier') return [];
    const fallback = child.childForFieldName('value');
    return [
      {
        names: [{ name: name.text, path: [] }],
        types: typesOf(child.childForFieldName('type'), facts),
        fallback: fallback ? expr(fallback, facts) : undefined,
        field: false,
        rest,
      },
    ];
  });
}

function mapClass(node: Node, facts: FactsBuilder): void {
  const index = facts.classIndex(node);
  const name = node.childForFieldName('name')?.text;
  const span = facts.span(node);
  if (name) facts.bind({ name, path: [], value: { kind: 'class', cls: index, span }, types: [], region: facts.region, span, ...homeOf(name, facts) });
  const bases = written(node.childForFieldName('superclasses'))
    .filter((child) => child.type !== 'keyword_argument' && child.type !== 'list_splat' && child.type !== 'dictionary_splat')
    .map((child) => expr(child, facts));
  const region = facts.open(node, { kind: 'class', cls: index });
  facts.setClass(index, { name, bases, region });
}

// ------------------------------------------------------------------------------------------ calls, flow

function mapCall(node: Node, facts: FactsBuilder): void {
  const callee = node.childForFieldName('function');
  if (!callee) return;
  const args = node.childForFieldName('arguments');
  const span = facts.span(node);
  facts.setCall(facts.callIndex(node), {
    span,
    callee: expr(callee, facts),
    args: (args?.type === 'generator_expression' ? [args] : written(args)).map((child) => argument(child, facts)),
    argsSpan: args ? facts.span(args) : { start: span.end, end: span.end },
    region: facts.region,
    isNew: false,
    ...useOf(node),
  });
}

function argument(node: Node, facts: FactsBuilder): Arg {
  const span = facts.span(node);
  switch (node.type) {
    case 'list_splat':
      return { value: expr(node.firstNamedChild, facts), span, spread: 'positional' };
    case 'dictionary_splat':
      return { value: expr(node.firstNamedChild, facts), span, spread: 'named' };
    case 'keyword_argument':
      return { value: expr(node.childForFieldName('value'), facts), span, name: node.childForFieldName('name')?.text };
    default:
      return { value: expr(node, facts), span };
  }
}

/** The parser finds a parent from the root down, so that following many of them takes long. */
const maxHops = 20;

function useOf(node: Node): Pick<CallFact, 'awaited' | 'use'> {
  let awaited = false;
  let child = node;
  let parent = node.parent;
  for (let hops = 0; hops < maxHops && (parent?.type === 'parenthesized_expression' || parent?.type === 'await'); hops++) {
    awaited ||= parent.type === 'await';
    child = parent;
    parent = parent.parent;
  }
  switch (parent?.type) {
    case 'expression_statement':
      return { awaited, use: 'statement' };
    case 'return_statement':
      return { awaited, use: 'returned' };
    case 'lambda':
      return { awaited, use: parent.childForFieldName('body')?.id === child.id ? 'returned' : 'value' };
    case 'attribute':
    case 'subscript': {
      const object = parent.childForFieldName(parent.type === 'attribute' ? 'object' : 'value');
      return { awaited, use: !awaited && object?.id === child.id ? 'chained' : 'value' };
    }
    case 'with_item':
      return { awaited, use: 'with' };
    case 'as_pattern':
      return { awaited, use: parent.parent?.type === 'with_item' ? 'with' : 'value' };
    default:
      return { awaited, use: 'value' };
  }
}

function mapLoopBody(node: Node, facts: FactsBuilder): void {
  const statement = node.parent;
  const each = statement?.type === 'for_statement';
  const subject = statement?.childForFieldName(each ? 'right' : 'condition');
  if (!statement || !subject) return;
  const over = expr(subject, facts);
  const header = { start: facts.span(statement).start, end: facts.span(subject).end };
  if (!each) {
    const endless = (over.kind === 'boolean' && over.value) || (over.kind === 'number' && over.value !== 0);
    facts.open(node, { kind: 'loop', loop: { form: endless ? 'forever' : 'while', variables: [], over, awaits: false, header } });
    return;
  }
  const form = subject.type === 'call' && subject.childForFieldName('function')?.text === 'range' ? 'count' : 'each';
  const variables = namesIn(statement.childForFieldName('left'), facts);
  const region = facts.open(node, { kind: 'loop', loop: { form, variables, over, awaits: statement.firstChild?.type === 'async', header } });
  for (const name of variables) facts.bind({ name, path: [], types: [], region, span: header, ...homeOf(name, facts), exported: false });
}

function namesIn(target: Node | null, facts: FactsBuilder): string[] {
  if (!target) return [];
  if (target.type === 'identifier') return [target.text];
  if (!severals.has(target.type) && !wrappers.has(target.type)) return [];
  return facts.nested(() => target.namedChildren.flatMap((child) => namesIn(child, facts)), []);
}

/** The region is the whole comprehension, as its body stands before its `for`. */
function mapComprehension(node: Node, facts: FactsBuilder): void {
  const clauses = node.namedChildren.filter((child) => child.type === 'for_in_clause');
  const [first] = clauses;
  if (!first) return;
  const subject = first.childForFieldName('right');
  const variables = clauses.flatMap((clause) => namesIn(clause.childForFieldName('left'), facts));
  const form = subject?.type === 'call' && subject.childForFieldName('function')?.text === 'range' ? 'count' : 'each';
  const header = facts.span(first);
  const awaits = clauses.some((clause) => clause.firstChild?.type === 'async');
  const region = facts.open(node, { kind: 'loop', loop: { form, variables, over: expr(subject, facts), awaits, header } });
  for (const name of variables) facts.bind({ name, path: [], types: [], region, span: header, scope: region, exported: false });
}

/** Undefined names and further `for`s are left out: what such a one holds is not asked for. */
function comprehension(node: Node, facts: FactsBuilder): Expr {
  const [value, first, ...more] = node.namedChildren.filter(({ type }) => type !== 'comment');
  const name = first?.childForFieldName('left');
  const [clause, ...others] = more;
  if (!value || first?.type !== 'for_in_clause' || name?.type !== 'identifier' || others.length > 0 || (clause && clause.type !== 'if_clause')) return { kind: 'unknown', span: facts.span(node) };
  const test = clause && { test: expr(clause.firstNamedChild, facts) };
  return { kind: 'comprehension', name: name.text, over: expr(first.childForFieldName('right'), facts), ...test, value: expr(value, facts), span: facts.span(node) };
}

/** Python evaluates what the first `for` of a comprehension goes over once, before the comprehension runs. */
function mapIterable(node: Node, facts: FactsBuilder): void {
  let before = node.parent?.previousNamedSibling;
  while (before?.type === 'comment') before = before.previousNamedSibling;
  if (before?.type !== 'for_in_clause' && before?.type !== 'if_clause' && facts.regionKind(facts.region) === 'loop') facts.stepOut(node);
}

function mapElse(node: Node, facts: FactsBuilder): void {
  let before = node.previousNamedSibling;
  while (before && before.type !== 'elif_clause' && before.type !== 'block') before = before.previousNamedSibling;
  const tested = before?.type === 'elif_clause' ? before : node.parent;
  const test = expr(tested?.childForFieldName('condition') ?? null, facts);
  facts.open(node, { kind: 'else', test }, node.parent ?? node);
}

function mapHandler(node: Node, facts: FactsBuilder): void {
  const values = node.childrenForFieldName('value');
  const alias = values.find((value) => value.type === 'as_pattern')?.childForFieldName('alias')?.firstNamedChild;
  const name = alias?.type === 'identifier' ? alias.text : undefined;
  const types = values.flatMap((value) => {
    const type = expr(value, facts);
    return type.kind === 'list' ? type.items : [type];
  });
  const region = facts.open(node, { kind: 'handler', try: tryOf(node, facts), types, name });
  if (name !== undefined) facts.bind({ name, path: [], types: [], region, span: facts.span(node), scope: region, exported: false });
}

function tryOf(node: Node, facts: FactsBuilder): number {
  return facts.regionOf(node.parent?.childForFieldName('body') ?? null) ?? -1;
}

function mapWith(node: Node, facts: FactsBuilder): void {
  const clause = node.parent?.namedChildren.find((child) => child.type === 'with_clause');
  const items = (clause?.namedChildren ?? []).filter((child) => child.type === 'with_item').map((child) => expr(child.childForFieldName('value'), facts));
  facts.open(node, { kind: 'with', items });
}

function mapCase(node: Node, facts: FactsBuilder): void {
  const clause = node.parent;
  const statement = clause?.parent?.parent;
  if (!clause || !statement) return;
  const subject = expr(statement.childForFieldName('subject'), facts);
  const test = isCatchAll(clause) ? isNoneOf(clause, subject, facts) : caseTest(clause, subject, facts);
  facts.open(node, { kind: 'then', test: { ...test, span: facts.span(clause) } });
}

function patternsOf(clause: Node): Node[] {
  return clause.namedChildren.filter((child) => child.type === 'case_pattern');
}

/** `case _:` and `case other:`. */
function isCatchAll(clause: Node): boolean {
  const [pattern, ...more] = patternsOf(clause);
  if (!pattern || more.length > 0 || clause.childForFieldName('guard')) return false;
  const inner = pattern.firstNamedChild;
  return inner === null ? pattern.text === '_' : inner.type === 'dotted_name' && inner.namedChildCount === 1;
}

/** More cases than this tell apart other things than errors. */
const maxCases = 20;

function isNoneOf(clause: Node, subject: Expr, facts: FactsBuilder): Expr {
  const span = facts.span(clause);
  const tests: Expr[] = [];
  for (let before = clause.previousNamedSibling; before && tests.length <= maxCases; before = before.previousNamedSibling)
    if (before.type === 'case_clause') tests.unshift(caseTest(before, subject, facts));
  const [first, ...more] = tests;
  if (!first) return { kind: 'boolean', value: true, span };
  if (tests.length > maxCases) return { kind: 'unknown', span };
  return { kind: 'not', of: more.reduce((left, right): Expr => ({ kind: 'binary', op: '||', left, right, span }), first), span };
}

function caseTest(clause: Node, subject: Expr, facts: FactsBuilder): Expr {
  const span = facts.span(clause);
  const [pattern, ...more] = patternsOf(clause);
  const guard = clause.childForFieldName('guard')?.firstNamedChild;
  const matches: Expr = pattern && more.length === 0 ? matching(pattern, subject, facts) : { kind: 'unknown', span };
  return guard ? { kind: 'binary', op: '&&', left: matches, right: expr(guard, facts), span } : matches;
}

/** Whether the subject matches a pattern: a value, a class without parts, or several of these; anything else is unknown. */
function matching(pattern: Node, subject: Expr, facts: FactsBuilder): Expr {
  const span = facts.span(pattern);
  const inner = pattern.firstNamedChild;
  switch (pattern.type) {
    case 'case_pattern':
    case 'as_pattern':
      return inner?.startIndex === pattern.startIndex ? facts.nested(() => matching(inner, subject, facts), { kind: 'unknown', span }) : { kind: 'unknown', span };
    case 'union_pattern':
      return written(pattern)
        .slice(0, maxEntries)
        .map((child) => facts.nested((): Expr => matching(child, subject, facts), { kind: 'unknown', span }))
        .reduce((left, right) => ({ kind: 'binary', op: '||', left, right, span }));
    case 'class_pattern':
      return inner && pattern.namedChildCount === 1 ? { kind: 'binary', op: 'instanceof', left: subject, right: expr(inner, facts), span } : { kind: 'unknown', span };
    case 'dotted_name':
      return pattern.namedChildCount > 1 ? { kind: 'binary', op: '===', left: subject, right: expr(pattern, facts), span } : { kind: 'unknown', span };
    case 'integer':
    case 'string':
    case 'concatenated_string':
    case 'none':
    case 'true':
    case 'false':
      return { kind: 'binary', op: '===', left: subject, right: expr(pattern, facts), span };
    default:
      return { kind: 'unknown', span };
  }
}

const exitKinds: Readonly<Record<string, Exit['kind']>> = {
  return_statement: 'return',
  raise_statement: 'throw',
  break_statement: 'break',
  continue_statement: 'continue',
  yield: 'yield',
};

function mapExit(node: Node, facts: FactsBuilder): void {
  const kind = exitKinds[node.type];
  if (!kind) return;
  const value = node.firstNamedChild;
  facts.exit({ kind, value: value ? expr(value, facts) : undefined, region: facts.region, span: facts.span(node) });
  const within = kind === 'yield' ? facts.currentFunction() : undefined;
  if (within) within.generator = true;
}

// ---------------------------------------------------------------------------------------------- values

/** Beyond this many entries a literal is data, not options. */
const maxEntries = 200;

/** The named children that the author wrote as code. */
function written(node: Node | null): Node[] {
  return (node?.namedChildren ?? []).filter((child) => child.type !== 'comment' && child.type !== 'line_continuation' && child.type !== 'ERROR');
}

function expr(node: Node | null, facts: FactsBuilder): Expr {
  if (!node) return { kind: 'unknown', span: { start: 0, end: 0 } };
  const span = facts.span(node);
  return facts.nested(() => valueOf(node, span, facts), { kind: 'unknown', span });
}

function valueOf(node: Node, span: Span, facts: FactsBuilder): Expr {
  switch (node.type) {
    case 'identifier': {
      const name = node.text;
      return name === facts.receiver ? { kind: 'this', span } : { kind: 'name', name, span };
    }
    case 'dotted_name':
      return node.namedChildren
        .slice(0, maxEntries)
        .map((child) => expr(child, facts))
        .reduce((object, child) => ({ kind: 'member', object, name: child.kind === 'name' ? child.name : '', span }));
    case 'none':
      return { kind: 'null', span };
    case 'true':
    case 'false':
      return { kind: 'boolean', value: node.type === 'true', span };
    case 'integer':
    case 'float': {
      const value = Number(node.text.replace(/_/g, ''));
      return Number.isNaN(value) ? { kind: 'unknown', span } : { kind: 'number', value, span };
    }
    case 'string':
    case 'concatenated_string':
      return text(node, facts);
    case 'attribute':
      return { kind: 'member', object: expr(node.childForFieldName('object'), facts), name: node.childForFieldName('attribute')?.text ?? '', span };
    case 'subscript': {
      const object = expr(node.childForFieldName('value'), facts);
      const [first, ...more] = node.childrenForFieldName('subscript');
      const index = expr(more.length === 0 ? (first ?? null) : null, facts);
      return index.kind === 'string' ? { kind: 'member', object, name: index.value, span } : { kind: 'index', object, index, span };
    }
    case 'call':
      return { kind: 'call', call: facts.callIndex(node), span };
    case 'lambda':
      return { kind: 'function', fn: facts.functionIndex(node), span };
    case 'dictionary':
      return dictionary(node, facts);
    case 'list':
    case 'tuple':
    case 'set':
    case 'expression_list':
      return { kind: 'list', items: written(node).slice(0, maxEntries).map((child) => expr(child, facts)), span };
    case 'list_comprehension':
    case 'set_comprehension':
    case 'generator_expression':
      return comprehension(node, facts);
    case 'boolean_operator':
    case 'binary_operator': {
      const op = node.childForFieldName('operator')?.text ?? '';
      const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')];
      return { kind: 'binary', op: operators[op] ?? op, left: expr(left, facts), right: expr(right, facts), span };
    }
    case 'comparison_operator':
      return comparison(node, facts);
    case 'not_operator':
      return { kind: 'not', of: expr(node.childForFieldName('argument'), facts), span };
    case 'unary_operator':
      return unary(node, facts);
    case 'conditional_expression': {
      const [then, test, otherwise] = written(node);
      return { kind: 'choice', test: expr(test ?? null, facts), then: expr(then ?? null, facts), else: expr(otherwise ?? null, facts), span };
    }
    case 'assignment':
      return expr(node.childForFieldName('right'), facts);
    case 'named_expression':
      return expr(node.childForFieldName('value'), facts);
    case 'parenthesized_expression':
    case 'await':
    case 'as_pattern':
      return expr(written(node)[0] ?? null, facts);
    default:
      return { kind: 'unknown', span };
  }
}

const operators: Readonly<Record<string, string>> = { and: '&&', or: '||', '==': '===', '!=': '!==', '<>': '!==', is: '===', 'is not': '!==' };

/** `a < b < c` is `a < b && b < c`. */
function comparison(node: Node, facts: FactsBuilder): Expr {
  const span = facts.span(node);
  let left: Expr | undefined;
  let whole: Expr | undefined;
  let op = '';
  for (const child of node.children.slice(0, maxEntries)) {
    if (!child.isNamed) {
      op = `${op} ${child.text}`.trim().replace(/\s+/g, ' ');
      continue;
    }
    if (child.type === 'comment' || child.type === 'line_continuation') continue;
    const right = expr(child, facts);
    if (left) {
      const pair: Expr = { kind: 'binary', op: operators[op] ?? op, left, right, span };
      whole = whole ? { kind: 'binary', op: '&&', left: whole, right: pair, span } : pair;
    }
    left = right;
    op = '';
  }
  return whole ?? { kind: 'unknown', span };
}

function unary(node: Node, facts: FactsBuilder): Expr {
  const span = facts.span(node);
  const of = expr(node.childForFieldName('argument'), facts);
  const op = node.childForFieldName('operator')?.text;
  if (op === '-' && of.kind === 'number') return { kind: 'number', value: -of.value, span };
  return op === '+' ? of : { kind: 'unknown', span };
}

function text(node: Node, facts: FactsBuilder): Expr {
  const span = facts.span(node);
  const parts = partsOf(node, facts);
  return parts.every((part) => typeof part === 'string') ? { kind: 'string', value: parts.join(''), span } : { kind: 'template', parts, span };
}

function partsOf(node: Node, facts: FactsBuilder): (string | Expr)[] {
  if (node.type === 'concatenated_string') return node.namedChildren.filter((child) => child.type === 'string').flatMap((child) => partsOf(child, facts));
  const prefix = node.firstChild?.text.toLowerCase() ?? '';
  return node.namedChildren.flatMap((child): (string | Expr)[] => {
    if (child.type === 'interpolation') return [expr(child.childForFieldName('expression'), facts)];
    if (child.type !== 'string_content') return [];
    const braced = prefix.includes('f') ? child.text.replace(/\{\{|\}\}/g, (pair) => pair.charAt(0)) : child.text;
    return [prefix.includes('r') ? braced : braced.replace(/\\(['"\\])/g, '$1')];
  });
}

function dictionary(node: Node, facts: FactsBuilder): Expr {
  const children = written(node).slice(0, maxEntries);
  const entries = children.flatMap((child) => {
    const key = child.type === 'pair' ? expr(child.childForFieldName('key'), facts) : undefined;
    return key?.kind === 'string' ? [{ key: key.value, keySpan: key.span, value: expr(child.childForFieldName('value'), facts), span: facts.span(child) }] : [];
  });
  const spreads = children.filter((child) => child.type === 'dictionary_splat').map((child) => expr(child.firstNamedChild, facts));
  return { kind: 'object', entries, spreads, span: facts.span(node) };
}

/** The names in an annotation that can be a client: `Anthropic | None`, `Optional["sdk.Anthropic"]`, `Annotated[Anthropic, ...]`. */
function typesOf(annotation: Node | null, facts: FactsBuilder): Expr[] {
  return annotation ? facts.nested(() => typesIn(annotation, facts), []) : [];
}

function typesIn(annotation: Node, facts: FactsBuilder): Expr[] {
  switch (annotation.type) {
    case 'type':
    case 'union_type':
    case 'binary_operator':
      return annotation.namedChildren.flatMap((child) => typesOf(child, facts));
    case 'identifier':
    case 'attribute':
      return [expr(annotation, facts)];
    case 'generic_type':
    case 'subscript': {
      const [outer, ...rest] = annotation.namedChildren;
      const inner = rest.flatMap((child) => (child.type === 'type_parameter' ? child.namedChildren : [child]));
      return unwrapped(outer?.text ?? '', inner).flatMap((child) => typesOf(child, facts));
    }
    case 'string':
      return namedTypes(text(annotation, facts));
    default:
      return [];
  }
}

/** Of a generic type's arguments, those that the value itself is one of. */
function unwrapped<T>(generic: string, args: readonly T[]): readonly T[] {
  const name = generic.slice(generic.lastIndexOf('.') + 1);
  if (name === 'Optional' || name === 'Union') return args;
  return name === 'Annotated' || name === 'Final' || name === 'ClassVar' ? args.slice(0, 1) : [];
}

/** The types in an annotation written as a string. */
function namedTypes(annotation: Expr): Expr[] {
  if (annotation.kind !== 'string') return [];
  const { span, value } = annotation;
  const generic = /^\s*([\w.]+)\[(.*)\]\s*$/.exec(value);
  const parts = generic ? unwrapped(generic[1] ?? '', (generic[2] ?? '').split(',')) : [value];
  return parts
    .flatMap((part) => part.split('|').map((name) => name.trim()))
    .filter((name) => /^[A-Za-z_][\w.]*$/.test(name) && name !== 'None')
    .map((path) => {
      const [first = '', ...members] = path.split('.', maxEntries);
      return members.reduce<Expr>((object, name) => ({ kind: 'member', object, name, span }), { kind: 'name', name: first, span });
    });
}

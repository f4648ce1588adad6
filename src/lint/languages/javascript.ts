import type { Node } from 'web-tree-sitter';
import type { FactsBuilder } from '../facts/builder';
import type { Arg, Binding, Expr, LoopFact, Param } from '../facts/facts';
import { restKey } from '../facts/restKey';
import type { Span } from '../source';
import type { LanguageModel } from './language';

/** A node that two patterns capture is mapped for the first one first: `if (x) for (;;) ...` opens the branch, then the loop. */
const shared = `
(if_statement consequence: (_) @then)
(if_statement alternative: (_) @else)
(for_in_statement body: (_) @loop.body)
(while_statement body: (_) @loop.body)
(do_statement body: (_) @loop.body)
(try_statement body: (_) @try)
(catch_clause) @handler
(finally_clause) @finally
[(switch_case) (switch_default)] @case
(import_statement) @import
(export_statement) @export
(variable_declarator) @declarator
(assignment_expression) @assignment
(augmented_assignment_expression) @augmented
(update_expression) @update
[(function_declaration) (generator_function_declaration) (function_expression) (generator_function) (arrow_function) (method_definition)] @function
[(class_declaration) (class)] @class
[(call_expression) (new_expression)] @call
(for_statement) @loop
[(return_statement) (throw_statement) (break_statement) (continue_statement) (yield_expression)] @exit
(ERROR) @error
`;

export const javascript: LanguageModel = { id: 'javascript', grammar: 'javascript', query: `${shared}(field_definition) @field`, map, strings: ['string_fragment'], comment: '//' };

const typed = `${shared}(public_field_definition) @field (abstract_class_declaration) @class`;

export const typescript: LanguageModel = { id: 'typescript', grammar: 'typescript', query: typed, map, strings: ['string_fragment'], comment: '//' };

export const tsx: LanguageModel = { id: 'tsx', grammar: 'tsx', query: typed, map, strings: ['string_fragment'], comment: '//' };

function map(capture: string, node: Node, facts: FactsBuilder): void {
  mappers[capture]?.(node, facts);
}

const mappers: Readonly<Record<string, (node: Node, facts: FactsBuilder) => void>> = {
  import: mapImport,
  export: mapExport,
  declarator: mapDeclarator,
  assignment: mapAssignment,
  augmented: mapAugmented,
  update: mapUpdate,
  function: mapFunction,
  class: mapClass,
  field: mapField,
  call: mapCall,
  loop: mapForLoop,
  'loop.body': mapLoopBody,
  try: (node, facts) => void facts.open(node, { kind: 'try' }),
  handler: mapHandler,
  finally: (node, facts) => void facts.open(node, { kind: 'finally', try: tryOf(node, facts) }),
  then: (node, facts) => void facts.open(node, { kind: 'then', test: expr(node.parent?.childForFieldName('condition') ?? null, facts) }),
  else: (node, facts) => void facts.open(node, { kind: 'else', test: expr(node.parent?.childForFieldName('condition') ?? null, facts) }),
  case: mapCase,
  exit: mapExit,
};

// ---------------------------------------------------------------------------------------------- names

function mapImport(node: Node, facts: FactsBuilder): void {
  const module = stringValue(node.childForFieldName('source'));
  const span = facts.span(node);
  const add = (name: string, local: string) => facts.import({ module: module ?? '', name, local, region: facts.region, span });
  for (const clause of node.namedChildren) {
    if (clause.type === 'import_require_clause') {
      const local = clause.namedChild(0)?.text;
      const from = stringValue(clause.childForFieldName('source'));
      if (local && from) facts.import({ module: from, name: '*', local, region: facts.region, span });
    }
    if (clause.type !== 'import_clause' || module === undefined) continue;
    for (const part of clause.namedChildren) {
      if (part.type === 'identifier') add('default', part.text);
      else if (part.type === 'namespace_import') add('*', part.namedChild(0)?.text ?? '');
      else if (part.type === 'named_imports')
        for (const specifier of part.namedChildren) {
          const name = specifier.childForFieldName('name')?.text;
          if (name) add(name, specifier.childForFieldName('alias')?.text ?? name);
        }
    }
  }
}

/** `export { a as b }`, `export { a } from './x'`, `export * from './x'`, `export default ask`, `export = ask`; a declaration that is exported is a binding. */
function mapExport(node: Node, facts: FactsBuilder): void {
  const module = stringValue(node.childForFieldName('source'));
  const whole = node.children.find((child) => child.type === 'namespace_export');
  const clause = node.namedChildren.find((child) => child.type === 'export_clause');
  for (const specifier of clause?.namedChildren ?? []) {
    const local = specifier.childForFieldName('name');
    if (!local) continue;
    const name = nameIn(specifier.childForFieldName('alias') ?? local);
    facts.export(module === undefined ? { name, value: expr(local, facts) } : { name, from: { module, name: nameIn(local) } });
  }
  if (module !== undefined && whole) facts.export({ name: nameIn(whole.namedChild(0)), from: { module, name: '*' } });
  else if (module !== undefined && !clause) facts.export({ name: '*', from: { module, name: '*' } });
  const value = node.childForFieldName('value') ?? (node.children.some((child) => child.type === '=') ? node.namedChild(0) : null);
  if (value) facts.export({ name: node.children.some((child) => child.type === '=') ? '=' : 'default', value: expr(value, facts) });
  const declared = node.childForFieldName('declaration');
  const name = declared?.childForFieldName('name');
  if (name && node.children.some((child) => child.type === 'default')) facts.export({ name: 'default', value: expr(name, facts) });
}

/** A name in an export clause, which may be written as a string. */
function nameIn(node: Node | null): string {
  return stringValue(node) ?? node?.text ?? '';
}

function mapDeclarator(node: Node, facts: FactsBuilder): void {
  const declaration = node.parent;
  const scope = declaration?.type === 'variable_declaration' ? facts.enclosing(['function']) : facts.region;
  const value = node.childForFieldName('value');
  bindPattern(node.childForFieldName('name'), [], facts, {
    value: value ? expr(value, facts) : undefined,
    types: typesOf(node.childForFieldName('type'), facts),
    region: facts.region,
    span: facts.span(node),
    scope,
    exported: declaration?.parent?.type === 'export_statement',
  });
}

type Rest = Omit<Binding, 'name' | 'path'>;

function bindPattern(pattern: Node | null, path: readonly string[], facts: FactsBuilder, rest: Rest): void {
  for (const { name, path: way, fallback } of patternNames(pattern, path, facts)) {
    facts.bind({ ...rest, name, path: way, ...(fallback && { fallback }) });
  }
}

interface Name {
  readonly name: string;
  readonly path: readonly string[];
  readonly fallback?: Expr;
}

function patternNames(pattern: Node | null, path: readonly string[], facts: FactsBuilder): Name[] {
  return pattern ? facts.nested(() => namesOf(pattern, path, facts), []) : [];
}

function namesOf(pattern: Node, path: readonly string[], facts: FactsBuilder): Name[] {
  switch (pattern.type) {
    case 'identifier':
    case 'shorthand_property_identifier_pattern':
      return [{ name: pattern.text, path: pattern.type === 'identifier' ? path : [...path, pattern.text] }];
    case 'object_pattern':
      return pattern.namedChildren.flatMap((child) => (child.type === 'rest_pattern' ? patternNames(child.namedChild(0), [...path, restKey(keysOf(pattern))], facts) : patternNames(child, path, facts)));
    case 'array_pattern':
      return elementsOf(pattern).flatMap(({ node, index }) => patternNames(node, [...path, String(index)], facts));
    case 'pair_pattern':
      return patternNames(pattern.childForFieldName('value'), [...path, keyOf(pattern.childForFieldName('key'))], facts);
    case 'object_assignment_pattern':
    case 'assignment_pattern': {
      const fallback = expr(pattern.childForFieldName('right'), facts);
      return patternNames(pattern.childForFieldName('left'), path, facts).map((entry) => ({ ...entry, fallback }));
    }
    case 'rest_pattern':
      return patternNames(pattern.namedChild(0), [...path, '...'], facts);
    default:
      return [];
  }
}

/** What an object pattern takes out by name. */
function keysOf(pattern: Node): readonly string[] {
  return pattern.namedChildren.flatMap((child) => {
    if (child.type === 'pair_pattern') return [keyOf(child.childForFieldName('key'))];
    const name = child.type === 'object_assignment_pattern' ? child.childForFieldName('left') : child;
    return name?.type === 'shorthand_property_identifier_pattern' ? [name.text] : [];
  });
}

/** The elements of an array pattern with their places: `[, second]` has one, at 1. */
function elementsOf(pattern: Node): readonly { readonly node: Node; readonly index: number }[] {
  let index = 0;
  return pattern.children.flatMap((node) => {
    if (node.type === ',') index++;
    return node.isNamed && node.type !== 'comment' ? [{ node, index }] : [];
  });
}

function mapAssignment(node: Node, facts: FactsBuilder): void {
  const left = node.childForFieldName('left');
  const right = node.childForFieldName('right');
  if (!left || !right) return;
  exportedByAssignment(left, right, facts);
  assign(left, expr(right, facts), node, facts);
}

function assign(left: Node, value: Expr, node: Node, facts: FactsBuilder): void {
  const rest: Rest = { value, types: [], region: facts.region, span: facts.span(node), exported: false };
  lateEntry(left, value, facts);
  if (left.type !== 'member_expression') { bindPattern(left, [], facts, rest); return; }
  const property = left.childForFieldName('property');
  if (left.childForFieldName('object')?.type === 'this' && property) facts.bind({ ...rest, name: property.text, path: [], cls: facts.currentClass() });
}

function lateEntry(left: Node, value: Expr, facts: FactsBuilder): void {
  const object = plain(left.childForFieldName('object'));
  // `client.defaults.baseURL = …` fills an object that has no name of its own.
  if ((object?.type !== 'identifier' && object?.type !== 'member_expression') || !/^[\w$]+(?:\.[\w$]+){0,4}$/.test(object.text)) return;
  const index = left.type === 'subscript_expression' ? left.childForFieldName('index') : null;
  const key = index ? stringValue(index) : left.childForFieldName('property')?.text;
  facts.entry({ target: object.text, ...(key !== undefined && { key }), value, region: facts.region });
}

/** `err` of `(err as { status?: number })`. */
function plain(node: Node | null): Node | null {
  let inner = node;
  while (inner && (inner.type === 'parenthesized_expression' || inner.type === 'as_expression' || inner.type === 'satisfies_expression' || inner.type === 'non_null_expression')) inner = inner.namedChild(0);
  return inner;
}

function exportedByAssignment(left: Node, right: Node, facts: FactsBuilder): void {
  if (left.type !== 'member_expression') return;
  const target = left.text;
  const name = /^(?:module\.)?exports\.(\w+)$/.exec(target)?.[1];
  if (target === 'module.exports') facts.export({ name: '=', value: expr(right, facts) });
  else if (name !== undefined) facts.export({ name, value: expr(right, facts) });
}

function mapAugmented(node: Node, facts: FactsBuilder): void {
  const left = node.childForFieldName('left');
  const right = node.childForFieldName('right');
  const op = node.childForFieldName('operator')?.text ?? '';
  if (!left || !right) return;
  assign(left, { kind: 'binary', op: op.slice(0, -1), left: expr(left, facts), right: expr(right, facts), span: facts.span(node) }, node, facts);
}

function mapUpdate(node: Node, facts: FactsBuilder): void {
  const left = node.childForFieldName('argument');
  if (!left) return;
  const op = (node.childForFieldName('operator')?.text ?? '+').charAt(0);
  const span = facts.span(node);
  assign(left, { kind: 'binary', op, left: expr(left, facts), right: { kind: 'number', value: 1, span }, span }, node, facts);
}

// ------------------------------------------------------------------------------- functions and classes

function mapFunction(node: Node, facts: FactsBuilder): void {
  const index = facts.functionIndex(node);
  const name = node.childForFieldName('name')?.text;
  const method = node.type === 'method_definition' && node.parent?.type === 'class_body';
  const cls = method ? facts.currentClass() : undefined;
  const declared = node.type === 'function_declaration' || node.type === 'generator_function_declaration';
  const outermost = facts.enclosing(['function']) === 0;
  const exported = outermost && (node.parent?.type === 'export_statement' || node.parent?.parent?.parent?.type === 'export_statement');
  const value: Expr = { kind: 'function', fn: index, span: facts.span(node) };
  const rest: Rest = { value, types: [], region: facts.region, span: facts.span(node), exported };
  if (declared && name) facts.bind({ ...rest, name, path: [], scope: facts.region });
  if (cls !== undefined && name) facts.bind({ ...rest, name, path: [], cls });
  const region = facts.open(node, { kind: 'function', fn: index });
  const body = node.childForFieldName('body');
  const params = paramsOf(node, facts);
  facts.setFunction(index, {
    name: name ?? nameFromParent(node),
    params,
    async: node.children.some((child) => child.type === 'async'),
    generator: node.type.startsWith('generator') || node.children.some((child) => child.type === '*'),
    region,
    decorators: [],
    cls,
    result: body && body.type !== 'statement_block' ? expr(body, facts) : undefined,
    exported,
    ...(passesOn(node) && { passesOn: true }),
  });
  if (cls !== undefined && name === 'constructor') bindFieldParams(params, cls, facts);
}

function nameFromParent(node: Node): string | undefined {
  const parent = node.parent;
  if (parent?.type === 'variable_declarator') return parent.childForFieldName('name')?.text;
  if (parent?.type === 'public_field_definition' || parent?.type === 'field_definition') return (parent.childForFieldName('name') ?? parent.childForFieldName('property'))?.text;
  if (parent?.type === 'pair') return keyOf(parent.childForFieldName('key'));
  if (parent?.type === 'assignment_expression') return parent.childForFieldName('left')?.childForFieldName('property')?.text;
  return undefined;
}

/** `constructor(private readonly client: Anthropic)` declares a field that holds the parameter. */
function bindFieldParams(params: readonly Param[], cls: number, facts: FactsBuilder): void {
  for (const { field, names, types } of params) {
    const name = names[0]?.name;
    if (!field || name === undefined) continue;
    const span = { start: 0, end: 0 };
    facts.bind({ name, path: [], value: { kind: 'name', name, span }, types, region: facts.region, span, cls, exported: false });
  }
}

function paramsOf(node: Node, facts: FactsBuilder): Param[] {
  const single = node.childForFieldName('parameter');
  const list = single ? [single] : (node.childForFieldName('parameters')?.namedChildren ?? []);
  return list
    .filter((child) => child.type !== 'comment' && child.type !== 'ERROR' && child.childForFieldName('pattern')?.type !== 'this')
    .map((child) => {
      const wrapped = child.type === 'required_parameter' || child.type === 'optional_parameter';
      const outer = wrapped ? child.childForFieldName('pattern') : child;
      const annotation = wrapped ? child.childForFieldName('type') : null;
      const rest = outer?.type === 'rest_pattern';
      const pattern = rest ? outer.namedChild(0) : outer?.type === 'assignment_pattern' ? outer.childForFieldName('left') : outer;
      const fallback = wrapped ? child.childForFieldName('value') : outer?.type === 'assignment_pattern' ? outer.childForFieldName('right') : null;
      return {
        names: patternNames(pattern ?? null, [], facts).map((entry) => ({ ...entry, ...memberTypes(annotation, entry.path, facts) })),
        types: typesOf(annotation, facts),
        fallback: fallback ? expr(fallback, facts) : undefined,
        field: wrapped && child.children.some((part) => part.type === 'accessibility_modifier' || part.type === 'readonly'),
        rest,
        ...(child.type === 'optional_parameter' && { optional: true as const }),
      };
    });
}

/** `<T>(send: () => Promise<T>, ...): Promise<T>` */
function passesOn(node: Node): boolean {
  const own = node.childForFieldName('type_parameters')?.namedChildren ?? [];
  const returned = own.length > 0 ? node.childForFieldName('return_type')?.namedChild(0) : undefined;
  const first = node.childForFieldName('parameters')?.namedChildren.find(({ type }) => type === 'required_parameter');
  const given = first?.childForFieldName('type')?.namedChild(0);
  if (returned?.childForFieldName('name')?.text !== 'Promise' || given?.type !== 'function_type') return false;
  const free = own.flatMap((one) => (one.childForFieldName('constraint') ? [] : (one.childForFieldName('name')?.text ?? [])));
  const [promised, passed] = [promisedBy(returned), promisedBy(given.childForFieldName('return_type'))];
  return promised !== undefined && promised === passed && free.includes(promised);
}

/** `T` of `Promise<T>`, `PromiseLike<T>` and of either beside `T` itself. */
function promisedBy(type: Node | null): string | undefined {
  if (type?.type === 'union_type') {
    const [one, other] = type.namedChildren;
    const names = one && other ? [promisedBy(one) ?? one.text, promisedBy(other) ?? other.text] : [];
    return names[0] === names[1] ? names[0] : undefined;
  }
  const name = type?.type === 'generic_type' ? type.childForFieldName('name')?.text : undefined;
  return name === 'Promise' || name === 'PromiseLike' ? type?.childForFieldName('type_arguments')?.namedChild(0)?.text : undefined;
}

/** The types of one member of a destructured parameter: `({ client }: { client: Anthropic })`. */
function memberTypes(annotation: Node | null, path: readonly string[], facts: FactsBuilder): { types?: readonly Expr[] } {
  const [key] = path;
  const object = annotation?.namedChildren.find((child) => child.type === 'object_type');
  if (!object || path.length !== 1) return {};
  const member = object.namedChildren.find((child) => child.type === 'property_signature' && child.childForFieldName('name')?.text === key);
  return { types: typesOf(member?.childForFieldName('type') ?? null, facts) };
}

function mapClass(node: Node, facts: FactsBuilder): void {
  const index = facts.classIndex(node);
  const name = node.childForFieldName('name')?.text;
  const heritage = node.children.find((child) => child.type === 'class_heritage');
  const clause = heritage?.namedChildren.find((child) => child.type === 'extends_clause');
  const implemented = heritage?.namedChildren.find((child) => child.type === 'implements_clause');
  const first = heritage?.namedChild(0);
  const base = clause ? clause.childForFieldName('value') : first?.type === 'implements_clause' ? null : first;
  if (name && node.type !== 'class')
    facts.bind({
      name,
      path: [],
      value: { kind: 'class', cls: index, span: facts.span(node) },
      types: [],
      region: facts.region,
      span: facts.span(node),
      scope: facts.region,
      exported: node.parent?.type === 'export_statement',
    });
  const bases = base ? [expr(base, facts)] : [];
  const interfaces = (implemented?.namedChildren ?? []).flatMap((type) => typesOf(type, facts));
  const region = facts.open(node, { kind: 'class', cls: index });
  facts.setClass(index, { name, bases, ...(interfaces.length > 0 && { interfaces }), region });
}

function mapField(node: Node, facts: FactsBuilder): void {
  const name = node.childForFieldName('name') ?? node.childForFieldName('property');
  const value = node.childForFieldName('value');
  if (!name) return;
  facts.bind({
    name: name.text,
    path: [],
    value: value ? expr(value, facts) : undefined,
    types: typesOf(node.childForFieldName('type'), facts),
    region: facts.region,
    span: facts.span(node),
    cls: facts.currentClass(),
    exported: false,
  });
}

// ------------------------------------------------------------------------------------------ calls, flow

function mapCall(node: Node, facts: FactsBuilder): void {
  const callee = node.childForFieldName('function') ?? node.childForFieldName('constructor');
  if (!callee) return;
  const args = node.childForFieldName('arguments');
  const list = args?.type === 'arguments' ? args : undefined;
  const span = facts.span(node);
  facts.setCall(facts.callIndex(node), {
    span,
    callee: expr(callee, facts),
    args: (list?.namedChildren ?? []).filter((child) => child.type !== 'comment').map((child) => argument(child, facts)),
    argsSpan: list ? facts.span(list) : { start: span.end, end: span.end },
    region: facts.region,
    isNew: node.type === 'new_expression',
    ...useOf(node),
  });
}

function argument(node: Node, facts: FactsBuilder): Arg {
  if (node.type === 'spread_element') return { value: expr(node.namedChild(0), facts), span: facts.span(node), spread: 'positional' };
  return { value: expr(node, facts), span: facts.span(node) };
}

/** The parser finds a parent from the root down, so that following many of them takes long. */
const maxHops = 20;

const transparent = new Set(['parenthesized_expression', 'await_expression', 'as_expression', 'satisfies_expression', 'non_null_expression', 'type_assertion']);

function useOf(node: Node): { awaited: boolean; use: 'statement' | 'returned' | 'chained' | 'value' } {
  let awaited = false;
  let child = node;
  let parent = node.parent;
  for (let hops = 0; parent && hops < maxHops && transparent.has(parent.type); hops++) {
    awaited ||= parent.type === 'await_expression';
    child = parent;
    parent = parent.parent;
  }
  if (!parent) return { awaited, use: 'value' };
  if (parent.type === 'expression_statement') return { awaited, use: 'statement' };
  if (parent.type === 'return_statement') return { awaited, use: 'returned' };
  if (parent.type === 'arrow_function' && parent.childForFieldName('body')?.id === child.id) return { awaited, use: 'returned' };
  const reads = parent.type === 'member_expression' || parent.type === 'subscript_expression';
  return { awaited, use: reads && !awaited && parent.childForFieldName('object')?.id === child.id ? 'chained' : 'value' };
}

function mapForLoop(node: Node, facts: FactsBuilder): void {
  const initializer = node.childForFieldName('initializer');
  const condition = node.childForFieldName('condition');
  const declarator = initializer?.namedChildren.find((child) => child.type === 'variable_declarator');
  const assigned = initializer?.type === 'assignment_expression' ? initializer : undefined;
  const variable = (declarator?.childForFieldName('name') ?? assigned?.childForFieldName('left'))?.text;
  const test = condition?.type === 'expression_statement' ? condition.namedChild(0) : condition;
  const body = node.childForFieldName('body');
  const over = test && test.type !== 'empty_statement' ? expr(test, facts) : undefined;
  const from = declarator?.childForFieldName('value') ?? assigned?.childForFieldName('right');
  facts.open(node, {
    kind: 'loop',
    loop: {
      form: over ? 'count' : 'forever',
      variables: variable ? [variable] : [],
      from: from ? expr(from, facts) : undefined,
      over,
      awaits: false,
      header: body ? { start: facts.span(node).start, end: facts.span(body).start } : facts.span(node),
    },
  });
}

function mapLoopBody(node: Node, facts: FactsBuilder): void {
  const statement = node.parent;
  if (!statement) return;
  const header = statement.type === 'do_statement' ? facts.span(statement) : { start: facts.span(statement).start, end: facts.span(node).start };
  if (statement.type !== 'for_in_statement') {
    const test = expr(statement.childForFieldName('condition'), facts);
    const endless = (test.kind === 'boolean' && test.value) || (test.kind === 'number' && test.value !== 0);
    facts.open(node, { kind: 'loop', loop: { form: endless ? 'forever' : 'while', variables: [], over: test, awaits: false, header } });
    return;
  }
  const names = patternNames(statement.childForFieldName('left'), [], facts);
  const loop: LoopFact = {
    form: 'each',
    variables: names.map(({ name }) => name),
    over: expr(statement.childForFieldName('right'), facts),
    awaits: statement.children.some((child) => child.type === 'await'),
    header,
  };
  const region = facts.open(node, { kind: 'loop', loop });
  for (const { name, path } of names) facts.bind({ name, path, types: [], region, span: header, scope: region, exported: false });
}

function mapHandler(node: Node, facts: FactsBuilder): void {
  const parameter = node.childForFieldName('parameter');
  const region = facts.open(node, { kind: 'handler', try: tryOf(node, facts), types: [], name: parameter?.type === 'identifier' ? parameter.text : undefined });
  for (const { name } of patternNames(parameter, [], facts)) facts.bind({ name, path: [], types: [], region, span: facts.span(node), scope: region, exported: false });
}

function tryOf(node: Node, facts: FactsBuilder): number {
  return facts.regionOf(node.parent?.childForFieldName('body') ?? null) ?? -1;
}

/** A case runs when the value is its own or one of the empty cases before it; the default, when it is no other's. */
function mapCase(node: Node, facts: FactsBuilder): void {
  if (!node.childForFieldName('body')) return;
  const subject = node.parent?.parent?.childForFieldName('value') ?? null;
  const own = node.type === 'switch_case' ? [node] : [];
  for (let before = node.previousNamedSibling; before && (before.type === 'comment' || isEmptyCase(before)); before = before.previousNamedSibling) if (before.type !== 'comment') own.unshift(before);
  const span = facts.span(node);
  if (node.type === 'switch_case') return void facts.open(node, { kind: 'then', test: { ...isOneOf(subject, own, facts), span } });
  const ids = new Set(own.map(({ id }) => id));
  const others = (node.parent?.namedChildren ?? []).filter((child) => child.type === 'switch_case' && !ids.has(child.id));
  facts.open(node, { kind: 'then', test: { kind: 'not', of: isOneOf(subject, others, facts), span } });
}

function isEmptyCase(node: Node): boolean {
  return node.type === 'switch_case' && !node.childForFieldName('body');
}

/** More cases than this tell apart other things than errors. */
const maxCases = 20;

function isOneOf(subject: Node | null, cases: readonly Node[], facts: FactsBuilder): Expr {
  const left = expr(subject, facts);
  const tests = cases.slice(0, maxCases + 1).map((node): Expr => ({ kind: 'binary', op: '===', left, right: expr(node.childForFieldName('value'), facts), span: facts.span(node) }));
  if (tests.length === 0) return { kind: 'boolean', value: false, span: left.span };
  if (tests.length > maxCases) return { kind: 'unknown', span: left.span };
  return tests.reduce((before, test) => ({ kind: 'binary', op: '||', left: before, right: test, span: test.span }));
}

const breakable = new Set(['switch_statement', 'for_statement', 'for_in_statement', 'while_statement', 'do_statement']);

/** Whether a `break` only ends a case: no loop ends there. */
function endsCase(node: Node): boolean {
  if (node.childForFieldName('label')) return false;
  let around = node.parent;
  while (around && !breakable.has(around.type)) around = around.parent;
  return around?.type === 'switch_statement';
}

function mapExit(node: Node, facts: FactsBuilder): void {
  const kind = node.type.split('_')[0];
  if (kind !== 'return' && kind !== 'throw' && kind !== 'break' && kind !== 'continue' && kind !== 'yield') return;
  if (kind === 'break' && endsCase(node)) return;
  const value = kind === 'break' || kind === 'continue' ? null : node.namedChild(0);
  facts.exit({ kind, value: value ? expr(value, facts) : undefined, region: facts.region, span: facts.span(node) });
}

// ---------------------------------------------------------------------------------------------- values

/** Beyond this many entries a literal is data, not options. */
const maxEntries = 200;

function expr(node: Node | null, facts: FactsBuilder): Expr {
  if (!node) return { kind: 'unknown', span: { start: 0, end: 0 } };
  const span = facts.span(node);
  return facts.nested(() => valueOf(node, span, facts), { kind: 'unknown', span });
}

function valueOf(node: Node, span: Span, facts: FactsBuilder): Expr {
  switch (node.type) {
    case 'identifier':
    case 'property_identifier':
    case 'type_identifier':
    case 'shorthand_property_identifier':
      return { kind: 'name', name: node.text, span };
    case 'undefined':
    case 'null':
      return { kind: 'null', span };
    case 'this':
      return { kind: 'this', span };
    case 'super':
      return { kind: 'name', name: 'super', span };
    case 'import':
      return { kind: 'name', name: 'import', span };
    case 'true':
    case 'false':
      return { kind: 'boolean', value: node.type === 'true', span };
    case 'number':
      return { kind: 'number', value: Number(node.text.replace(/_/g, '').replace(/n$/, '')), span };
    case 'string':
      return { kind: 'string', value: stringValue(node) ?? '', span };
    case 'template_string':
      return template(node, facts);
    case 'member_expression':
      return { kind: 'member', object: expr(node.childForFieldName('object'), facts), name: node.childForFieldName('property')?.text ?? '', span };
    case 'subscript_expression': {
      const object = expr(node.childForFieldName('object'), facts);
      const index = expr(node.childForFieldName('index'), facts);
      return index.kind === 'string' ? { kind: 'member', object, name: index.value, span } : { kind: 'index', object, index, span };
    }
    case 'call_expression':
    case 'new_expression':
      return { kind: 'call', call: facts.callIndex(node), span };
    case 'arrow_function':
    case 'function_expression':
    case 'generator_function':
    case 'method_definition':
      return { kind: 'function', fn: facts.functionIndex(node), span };
    case 'class':
      return { kind: 'class', cls: facts.classIndex(node), span };
    case 'object':
      return object(node, facts);
    case 'array':
      return { kind: 'list', items: node.namedChildren.filter(({ type }) => type !== 'comment').slice(0, maxEntries).map((child) => expr(child, facts)), span };
    case 'binary_expression':
      return {
        kind: 'binary',
        op: strict(node.childForFieldName('operator')?.text ?? ''),
        left: expr(node.childForFieldName('left'), facts),
        right: expr(node.childForFieldName('right'), facts),
        span,
      };
    case 'unary_expression':
      return unary(node, facts);
    case 'ternary_expression':
      return {
        kind: 'choice',
        test: expr(node.childForFieldName('condition'), facts),
        then: expr(node.childForFieldName('consequence'), facts),
        else: expr(node.childForFieldName('alternative'), facts),
        span,
      };
    case 'assignment_expression':
      return expr(node.childForFieldName('right'), facts);
    // `client ??= make()` is what was there, else what is made.
    case 'augmented_assignment_expression': {
      const op = node.childForFieldName('operator')?.text.slice(0, -1) ?? '';
      return { kind: 'binary', op, left: expr(node.childForFieldName('left'), facts), right: expr(node.childForFieldName('right'), facts), span };
    }
    case 'parenthesized_expression':
    case 'await_expression':
    case 'as_expression':
    case 'satisfies_expression':
    case 'non_null_expression':
      return expr(node.namedChildren.find((child) => child.type !== 'comment') ?? null, facts);
    case 'type_assertion':
      return expr(node.namedChild(node.namedChildCount - 1), facts);
    default:
      return { kind: 'unknown', span };
  }
}

function strict(op: string): string {
  return op === '==' ? '===' : op === '!=' ? '!==' : op;
}

function unary(node: Node, facts: FactsBuilder): Expr {
  const span = facts.span(node);
  const of = expr(node.childForFieldName('argument'), facts);
  const op = node.childForFieldName('operator')?.text;
  if (op === '!') return { kind: 'not', of, span };
  if (op === 'typeof') return { kind: 'typeof', of, span };
  if (op === '-' && of.kind === 'number') return { kind: 'number', value: -of.value, span };
  return op === '+' ? of : { kind: 'unknown', span };
}

function template(node: Node, facts: FactsBuilder): Expr {
  const parts: (string | Expr)[] = node.namedChildren.map((child) => (child.type === 'template_substitution' ? expr(child.namedChild(0), facts) : child.text));
  const span = facts.span(node);
  return parts.every((part) => typeof part === 'string') ? { kind: 'string', value: parts.join(''), span } : { kind: 'template', parts, span };
}

function object(node: Node, facts: FactsBuilder): Expr {
  const children = node.namedChildren.slice(0, maxEntries);
  const entries = children.flatMap((child) => {
    const span = facts.span(child);
    if (child.type === 'shorthand_property_identifier') return [{ key: child.text, keySpan: span, value: expr(child, facts), span }];
    const name = child.childForFieldName(child.type === 'pair' ? 'key' : 'name');
    const keySpan = name ? facts.span(name) : span;
    if (child.type === 'pair') return [{ key: keyOf(name), keySpan, value: expr(child.childForFieldName('value'), facts), span }];
    if (child.type === 'method_definition') return [{ key: name?.text ?? '', keySpan, value: expr(child, facts), span }];
    return [];
  });
  const spreads = children.filter((child) => child.type === 'spread_element').map((child) => expr(child.namedChild(0), facts));
  return { kind: 'object', entries, spreads, span: facts.span(node) };
}

function keyOf(node: Node | null): string {
  if (!node) return '';
  if (node.type === 'computed_property_name') return keyOf(node.namedChild(0));
  return node.type === 'string' ? (stringValue(node) ?? '') : node.text;
}

function stringValue(node: Node | null): string | undefined {
  if (node?.type !== 'string') return undefined;
  return node.text.slice(1, -1).replace(/\\(['"\\/])/g, '$1');
}

/** The names in a type annotation that can be a client: `Anthropic | null`, `Promise<Anthropic>`, `sdk.Anthropic`. */
function typesOf(annotation: Node | null, facts: FactsBuilder): Expr[] {
  return annotation ? facts.nested(() => namedTypes(annotation, facts), []) : [];
}

function namedTypes(annotation: Node, facts: FactsBuilder): Expr[] {
  const span = facts.span(annotation);
  switch (annotation.type) {
    case 'type_annotation':
    case 'union_type':
    case 'parenthesized_type':
    case 'readonly_type':
      return annotation.namedChildren.flatMap((child) => typesOf(child, facts));
    case 'type_identifier':
      return [{ kind: 'name', name: annotation.text, span }];
    case 'nested_type_identifier':
      return [
        {
          kind: 'member',
          object: { kind: 'name', name: annotation.childForFieldName('module')?.text ?? '', span },
          name: annotation.childForFieldName('name')?.text ?? '',
          span,
        },
      ];
    case 'generic_type': {
      const name = annotation.childForFieldName('name')?.text;
      const args = annotation.childForFieldName('type_arguments');
      return name === 'Promise' || name === 'Awaited' || name === 'Readonly' ? (args?.namedChildren ?? []).flatMap((child) => typesOf(child, facts)) : [];
    }
    default:
      return [];
  }
}

import type { Node } from 'web-tree-sitter';
import type { Span } from '../source';
import { apiKeysIn } from './apiKey';
import type { Arg, Binding, CallFact, ClassFact, DeclarationFacts, Exit, ExportFact, Expr, FunctionFact, ImportFact, LateEntry, Region } from './facts';

type Open<T> = { -readonly [K in keyof T]: T[K] };

/** What a region needs besides its place in the tree. */
export type RegionDetail = Region extends infer R ? (R extends Region ? Omit<R, 'parent' | 'span'> : never) : never;

/** Code that is nested more deeply is generated; following it would exhaust the stack. */
export const maxDepth = 200;

/**
 * Collects the facts of one declaration while a language's mapping goes through the captures of its query,
 * in document order, outer before inner. It knows no language: it keeps the stack of open regions, turns
 * offsets into relative ones and hands out indices.
 */
export class FactsBuilder {
  private readonly regions: Region[] = [];
  private readonly calls: Open<CallFact>[] = [];
  private readonly functions: Open<FunctionFact>[] = [];
  private readonly classes: ClassFact[] = [];
  private readonly bindings: Binding[] = [];
  private readonly imports: ImportFact[] = [];
  private readonly entries: LateEntry[] = [];
  private readonly exits: Exit[] = [];
  private readonly exports: ExportFact[] = [];
  private readonly errors: Span[] = [];
  private readonly keys: Span[] = [];
  private readonly stack: { readonly region: number; readonly end: number; receiver?: string }[] = [];
  private readonly outer = new Map<number, Set<string>>();
  private readonly callOfNode = new Map<number, number>();
  private readonly functionOfNode = new Map<number, number>();
  private readonly classOfNode = new Map<number, number>();
  private readonly regionOfNode = new Map<number, number>();
  private readonly base: number;
  private depth = 0;

  constructor(declaration: Node) {
    this.base = declaration.startIndex;
    this.regions.push({ kind: 'top', parent: -1, span: this.span(declaration) });
    this.stack.push({ region: 0, end: declaration.endIndex });
  }

  /** What `read` gives of a value, a pattern or a type; `otherwise` where it is nested more deeply than anybody writes. */
  nested<T>(read: () => T, otherwise: T): T {
    if (this.depth >= maxDepth) return otherwise;
    this.depth++;
    const found = read();
    this.depth--;
    return found;
  }

  /** A node's span relative to the declaration. */
  span(node: Node): Span {
    return { start: node.startIndex - this.base, end: node.endIndex - this.base };
  }

  between(start: Node, end: Node): Span {
    return { start: start.startIndex - this.base, end: end.endIndex - this.base };
  }

  /** Closes the regions that end before `node`; call it before adding anything at `node`. */
  moveTo(node: Node): void {
    while (this.stack.length > 1 && (this.stack[this.stack.length - 1]?.end ?? 0) <= node.startIndex) this.stack.pop();
  }

  /** How many regions are open: the branches of a long `elif` are nested though their nodes are not. */
  get nesting(): number {
    return this.stack.length;
  }

  get region(): number {
    return this.stack[this.stack.length - 1]?.region ?? 0;
  }

  /** The innermost open region of one of these kinds; the declaration itself if none. */
  enclosing(kinds: readonly Region['kind'][]): number {
    for (let i = this.stack.length - 1; i >= 0; i--) {
      const region = this.stack[i]?.region ?? 0;
      if (kinds.includes(this.regions[region]?.kind ?? 'top')) return region;
    }
    return 0;
  }

  regionKind(region: number): Region['kind'] {
    return this.regions[region]?.kind ?? 'top';
  }

  /** The class that the innermost method or class body belongs to. */
  currentClass(): number | undefined {
    for (let i = this.stack.length - 1; i >= 0; i--) {
      const region = this.regions[this.stack[i]?.region ?? 0];
      if (region?.kind === 'class') return region.cls;
    }
    return undefined;
  }

  currentFunction(): Open<FunctionFact> | undefined {
    const region = this.regions[this.enclosing(['function'])];
    return region?.kind === 'function' ? this.functions[region.fn] : undefined;
  }

  /** Opens a region that reaches from `node` to the end of `last`. */
  open(node: Node, detail: RegionDetail, last = node): number {
    const region = this.regions.length;
    const span = { start: this.span(node).start, end: this.span(last).end };
    this.regions.push({ ...detail, parent: this.region, span });
    this.stack.push({ region, end: last.endIndex });
    this.regionOfNode.set(node.id, region);
    return region;
  }

  /** Leaves the innermost region for the length of `node`, which stands inside it but runs before it. */
  stepOut(node: Node): void {
    const parent = this.regions[this.region]?.parent ?? 0;
    this.stack.push({ region: Math.max(parent, 0), end: node.endIndex });
  }

  /** What the running method calls its own object, in languages where that is a parameter. */
  get receiver(): string | undefined {
    return this.stack.findLast(({ receiver }) => receiver !== undefined)?.receiver;
  }

  /** Names the receiver for the innermost open region and those in it; an empty name is none. */
  setReceiver(name: string): void {
    const top = this.stack[this.stack.length - 1];
    if (top) top.receiver = name;
  }

  /** Says that the innermost function assigns to `name` of a scope around it. */
  declareOuter(name: string): void {
    const region = this.enclosing(['function']);
    const names = this.outer.get(region) ?? new Set<string>();
    this.outer.set(region, names.add(name));
  }

  isOuter(name: string, region: number): boolean {
    return this.outer.get(region)?.has(name) ?? false;
  }

  regionOf(node: Node | null): number | undefined {
    return node ? this.regionOfNode.get(node.id) : undefined;
  }

  /** The index of the function that `node` is; it may be asked for before the function is reached. */
  functionIndex(node: Node): number {
    const known = this.functionOfNode.get(node.id);
    if (known !== undefined) return known;
    const index = this.functions.length;
    this.functionOfNode.set(node.id, index);
    this.functions.push({ params: [], async: false, generator: false, region: 0, decorators: [], exported: false });
    return index;
  }

  setFunction(index: number, fact: FunctionFact): void {
    const target = this.functions[index];
    if (target) Object.assign(target, fact);
  }

  classIndex(node: Node): number {
    const known = this.classOfNode.get(node.id);
    if (known !== undefined) return known;
    const index = this.classes.length;
    this.classOfNode.set(node.id, index);
    this.classes.push({ bases: [], region: 0 });
    return index;
  }

  setClass(index: number, fact: ClassFact): void {
    this.classes[index] = fact;
  }

  /** The index of the call that `node` is; it may be asked for before the call is reached. */
  callIndex(node: Node): number {
    const known = this.callOfNode.get(node.id);
    if (known !== undefined) return known;
    const index = this.calls.length;
    this.callOfNode.set(node.id, index);
    const span = this.span(node);
    const unknown: Expr = { kind: 'unknown', span };
    this.calls.push({ span, callee: unknown, args: [] as Arg[], argsSpan: { start: span.end, end: span.end }, region: 0, isNew: false, awaited: false, use: 'value' });
    return index;
  }

  setCall(index: number, fact: CallFact): void {
    const target = this.calls[index];
    if (target) Object.assign(target, fact);
  }

  bind(binding: Binding): void {
    this.bindings.push(binding);
  }

  import(fact: ImportFact): void {
    this.imports.push(fact);
  }

  entry(fact: LateEntry): void {
    this.entries.push(fact);
  }

  exit(fact: Exit): void {
    this.exits.push(fact);
  }

  export(fact: ExportFact): void {
    this.exports.push(fact);
  }

  error(node: Node): void {
    this.errors.push(this.span(node));
  }

  /** Looks for API keys in the text of a string literal. */
  text(node: Node): void {
    const { start } = this.span(node);
    for (const key of apiKeysIn(node.text)) this.keys.push({ start: start + key.start, end: start + key.end });
  }

  facts(): Omit<DeclarationFacts, 'directives'> {
    const { regions, calls, functions, classes, bindings, imports, entries, exits, exports, errors, keys } = this;
    return { regions, calls, functions, classes, bindings, imports, entries, exits, exports, errors, keys };
  }
}

import type { Span } from '../source';

/**
 * The language-neutral facts of one top-level declaration. All offsets are relative to the start of the
 * declaration, so that the facts stay true when text before it changes. Indices point into the arrays here.
 */
export interface DeclarationFacts {
  /** `regions[0]` is the declaration itself. A parent stands before its children. */
  readonly regions: readonly Region[];
  readonly calls: readonly CallFact[];
  readonly functions: readonly FunctionFact[];
  readonly classes: readonly ClassFact[];
  readonly bindings: readonly Binding[];
  readonly imports: readonly ImportFact[];
  /** Entries set after an object was made: `options.maxRetries = 5`, `params["max_retries"] = 5`. */
  readonly entries: readonly LateEntry[];
  readonly exits: readonly Exit[];
  /** What is exported apart from its declaration: `export { ask as question }`, `module.exports = { ask }`, `export * from './ask'`. */
  readonly exports: readonly ExportFact[];
  /** Spans that the parser could not read. */
  readonly errors: readonly Span[];
  /** Where string literals hold an API key. */
  readonly keys: readonly Span[];
  /** Comments that may speak to the linter. */
  readonly directives: readonly CommentFact[];
}

/** A comment with its delimiters. */
export interface CommentFact {
  readonly span: Span;
  readonly text: string;
}

/** A stretch of code that runs as one: what control flow distinguishes. */
export type Region = { readonly parent: number; readonly span: Span } & (
  | { readonly kind: 'top' }
  | { readonly kind: 'function'; readonly fn: number }
  | { readonly kind: 'class'; readonly cls: number }
  | { readonly kind: 'loop'; readonly loop: LoopFact }
  | { readonly kind: 'try' }
  | { readonly kind: 'handler'; readonly try: number; readonly types: readonly Expr[]; readonly name?: string }
  | { readonly kind: 'finally'; readonly try: number }
  /** Runs when the try region ended without an error (Python's `else`). */
  | { readonly kind: 'no-error'; readonly try: number }
  | { readonly kind: 'then'; readonly test: Expr }
  /** The other side of the `then` region with the same test. */
  | { readonly kind: 'else'; readonly test: Expr }
  | { readonly kind: 'with'; readonly items: readonly Expr[] }
);

export interface LoopFact {
  /** `count`: a counter or range; `each`: over the items of something; `while`: as long as a test holds; `forever`. */
  readonly form: 'count' | 'each' | 'while' | 'forever';
  /** The loop variables. */
  readonly variables: readonly string[];
  /** The first value of a counter. */
  readonly from?: Expr;
  /** What is iterated over (`each`, and the range call of a counted loop in Python), or the test (`while`, `count`). */
  readonly over?: Expr;
  readonly awaits: boolean;
  /** The keyword and header, for pointing at the loop. */
  readonly header: Span;
}

export interface CallFact {
  readonly span: Span;
  readonly callee: Expr;
  readonly args: readonly Arg[];
  /** The parentheses and what is between them; empty at the end of the call when there are none. */
  readonly argsSpan: Span;
  readonly region: number;
  readonly isNew: boolean;
  readonly awaited: boolean;
  /** How the surrounding code uses the result. `chained`: something is read off it at once. */
  readonly use: 'statement' | 'returned' | 'chained' | 'value' | 'with';
}

export interface Arg {
  readonly value: Expr;
  readonly span: Span;
  /** A keyword argument's name. */
  readonly name?: string;
  /** `*args`, `...args`: positional; `**kwargs`: by name. */
  readonly spread?: 'positional' | 'named';
}

export interface FunctionFact {
  readonly name?: string;
  readonly params: readonly Param[];
  readonly async: boolean;
  readonly generator: boolean;
  /** Its own region. */
  readonly region: number;
  readonly decorators: readonly Expr[];
  /** The class it is a method of. */
  readonly cls?: number;
  /** The body of an arrow function or lambda that is one expression. */
  readonly result?: Expr;
  readonly exported: boolean;
  /** True where its types say that its promise gives what the promise of the function passed to it first gives, whatever that is. */
  readonly passesOn?: true;
}

export interface Param {
  /** Several for a destructured parameter, each with the path it is read from. */
  readonly names: readonly { readonly name: string; readonly path: readonly string[]; readonly fallback?: Expr; readonly types?: readonly Expr[] }[];
  readonly types: readonly Expr[];
  readonly fallback?: Expr;
  /** `constructor(private client: Anthropic)`: also a field of that name. */
  readonly field: boolean;
  readonly rest: boolean;
  /** True where a type says that it may be left out. */
  readonly optional?: true;
}

export interface ClassFact {
  readonly name?: string;
  readonly bases: readonly Expr[];
  /** The interfaces that it says to implement. */
  readonly interfaces?: readonly Expr[];
  readonly region: number;
}

/** A name or a field that gets a value. A name may have several. */
export interface Binding {
  readonly name: string;
  /** The way from the value to what is bound, for destructuring: `const { messages } = client` is `['messages']`; for `...rest` see `restKey`. */
  readonly path: readonly string[];
  readonly value?: Expr;
  /** Of a pattern: what the name gets where the value has nothing at the path. */
  readonly fallback?: Expr;
  readonly types: readonly Expr[];
  readonly region: number;
  readonly span: Span;
  /** The region whose names this is one of; undefined when it assigns to a name declared elsewhere. */
  readonly scope?: number;
  /** The class whose field or method this is. */
  readonly cls?: number;
  readonly exported: boolean;
}

export interface LateEntry {
  /** The variable that holds the object, or the way to it: `client.defaults`. */
  readonly target: string;
  /** Absent when it is computed. */
  readonly key?: string;
  readonly value: Expr;
  readonly region: number;
}

export interface ImportFact {
  readonly module: string;
  /** `default`, `*` for the whole module, else the exported name. */
  readonly name: string;
  readonly local: string;
  readonly region: number;
  /** The whole statement. */
  readonly span: Span;
}

/** A name that other files can import. */
export interface ExportFact {
  /** `default`, `=` for the whole of `module.exports`, `*` for all that another module exports, else the name that importers write. */
  readonly name: string;
  /** What is exported, seen from the file's own scope. */
  readonly value?: Expr;
  /** Another module's export that is handed on; `*` is the whole module. */
  readonly from?: { readonly module: string; readonly name: string };
}

/** A place where control leaves. */
export interface Exit {
  readonly kind: 'return' | 'throw' | 'break' | 'continue' | 'yield';
  readonly value?: Expr;
  readonly region: number;
  readonly span: Span;
}

/** A value as written, as far as the linter reads it. Parentheses, `await`, casts and `!` are left out. */
export type Expr = { readonly span: Span } & (
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'this' }
  | { readonly kind: 'member'; readonly object: Expr; readonly name: string }
  | { readonly kind: 'index'; readonly object: Expr; readonly index: Expr }
  | { readonly kind: 'call'; readonly call: number }
  | { readonly kind: 'function'; readonly fn: number }
  | { readonly kind: 'class'; readonly cls: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'template'; readonly parts: readonly (string | Expr)[] }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
  | { readonly kind: 'object'; readonly entries: readonly Entry[]; readonly spreads: readonly Expr[] }
  | { readonly kind: 'list'; readonly items: readonly Expr[] }
  /** `[value for name in over if test]` with one name and one `for`, whatever its brackets. */
  | { readonly kind: 'comprehension'; readonly name: string; readonly over: Expr; readonly test?: Expr; readonly value: Expr }
  /** Operators in JavaScript's spelling: `&&`, `||`, `===`, `!==`, `**`, `in`, `not in`, `instanceof`, ... */
  | { readonly kind: 'binary'; readonly op: string; readonly left: Expr; readonly right: Expr }
  | { readonly kind: 'not'; readonly of: Expr }
  | { readonly kind: 'typeof'; readonly of: Expr }
  | { readonly kind: 'choice'; readonly test: Expr; readonly then: Expr; readonly else: Expr }
  | { readonly kind: 'unknown' }
);

export interface Entry {
  readonly key: string;
  /** With its quotes. */
  readonly keySpan: Span;
  readonly value: Expr;
  readonly span: Span;
}

export type ExprOf<K extends Expr['kind']> = Extract<Expr, { kind: K }>;

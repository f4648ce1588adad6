import type { ClaudeCall, LanguageId } from '../call';
import type { Entry, ExprOf } from '../facts/facts';
import type { Layer, Tri } from '../policy/layer';
import type { Abstract, Answers, Scenario } from '../program/abstract';
import type { CallRef, FunctionRef } from '../program/fileView';
import type { Place } from '../program/place';
import type { Value } from '../program/value';
import type { ErrorFamily } from './errorClasses';

/** What Headroom knows of one package: how it calls Claude, or how it re-sends. */
export interface LibraryModel {
  /** The package as its registry names it. */
  readonly name: string;
  readonly languages: readonly LanguageId[];
  /** Words that a file must contain for this package to send a request to Claude in it. */
  readonly words?: readonly string[];
  /** Last names of callees that can send a request to Claude: `create`, `post`. A name that is common elsewhere comes with what it is read off: `models.list`. */
  readonly callNames?: readonly string[];
  /** The request that a call sends to Claude, or undefined if it is something else. `callee` is one resolved value of its callee. */
  readonly request?: (ref: CallRef, callee: Value, tools: Tools) => RequestMatch | undefined;
  /** The layer that a call puts around the function passed to it as argument `callback`. */
  readonly wrapper?: (use: WrapperUse, tools: Tools) => Layer | Limiter | undefined;
  /** Set where a call runs the function passed to it many times at once: how many of them at most. `key` is the entry of an object that holds the function. */
  readonly fanOut?: (use: Pick<WrapperUse, 'ref' | 'callee' | 'callback' | 'key'>, tools: Tools) => Many | undefined;
  /** The layer that a decorator puts around the function below it. `args` is the decorator's own call, if it is one. */
  readonly decorator?: (use: DecoratorUse, tools: Tools) => Layer | Limiter | undefined;
  /** True where what it decorates is over once it has made a generator: what is raised as that is read, it does not see. */
  readonly leavesGenerators?: true;
  /** What entering this package's object bounds: `async with asyncio.Semaphore(5):`. */
  readonly context?: (value: Value, tools: Tools) => Limiter | undefined;
  /** The layer of a loop over this package's object: tenacity's `for attempt in Retrying(...)`. */
  readonly loop?: (over: Value, use: LayerUse, tools: Tools) => Layer | undefined;
}

export interface RequestMatch extends Pick<ClaudeCall, 'provider' | 'via' | 'library' | 'api' | 'streaming' | 'model' | 'wire'> {
  /** The package's own re-sending, inner first: SDK retries, a mounted adapter. */
  readonly layers: readonly Layer[];
  /** False when an error status comes back as a response that somebody must look at (`fetch`, `requests`); `'unknown'` when it comes to a callback. */
  readonly throws: Tri;
  /** True where the call only starts it, and an error comes where what it gives is read: `streamText(...)`. */
  readonly lazy?: true;
  readonly errors: ErrorFamily;
  /** Functions of the program that stand between the package and the network, inner first. */
  readonly between?: readonly Between[];
  /** Where the client was made or the options stand; a fix edits these. */
  readonly client?: CallRef;
  /** True when how the client was made could not be resolved. */
  readonly clientUnknown: boolean;
  /** What a request over plain HTTP is made of; a fix edits it. */
  readonly sent?: SentRequest;
}

export interface SentRequest {
  readonly address?: Place;
  /** By their names in small letters; absent unless all of them are known. */
  readonly headers?: ReadonlyMap<string, SentHeader>;
  readonly body?: Place;
}

/** The place of a header's value. */
export interface SentHeader extends Place {
  /** Where it is written; absent where it was set after its object was made. */
  readonly in?: { readonly entry: Entry; readonly object: ExprOf<'object'> };
}

/** A function of the program that sends a request on: an SDK's middleware, a `fetch` of the user's own. */
export interface Between {
  readonly name: string;
  readonly of: FunctionRef;
  /** The calls in it that send the request. */
  readonly sends: readonly CallRef[];
  /** True if an error that it raises itself is not sent again by the package around it. */
  readonly raisesForGood: boolean;
}

/** Bounds how many calls run at once and re-sends nothing. */
export interface Limiter {
  readonly kind: 'limiter';
  readonly limit?: number;
}

/** How many run at once at most: a number, one that is not known, or as many as there are. */
export type Many = Pick<ClaudeCall['fanOut'], 'limit' | 'isBounded'>;

/** What is inside a layer. */
export interface LayerUse {
  /** True if an error status of the call inside raises before the layer sees it. */
  readonly throws: boolean;
  readonly errors: ErrorFamily;
  /** How what is inside ends in each scenario. */
  readonly answers: Answers;
}

export interface WrapperUse extends LayerUse {
  readonly ref: CallRef;
  readonly callee: Value;
  /** Index of the argument that is (or names) the function with the Claude call in it. */
  readonly callback: number;
  /** The entry under which an object passed as that argument holds it. */
  readonly key?: string;
  /** The function handed over, where it is one of the program. */
  readonly inner?: FunctionRef;
  /** The call in it by which the request is reached, or the request itself. */
  readonly from?: CallRef;
  /** Whether the function handed over gets to a call within it; undefined when it cannot be told. */
  readonly reaches: (call: CallRef, scenario: Scenario) => boolean | undefined;
}

export interface DecoratorUse extends LayerUse {
  readonly decorator: Value;
  readonly args?: CallRef;
  /** Whether the decorated function gets to a call within it; undefined when it cannot be told. */
  readonly reaches: WrapperUse['reaches'];
}

/** What a model may ask of the program. */
export interface Tools {
  readonly resolve: (place: Place) => readonly Value[];
  readonly resolveCallee: (ref: CallRef) => readonly Value[];
  /** The one number an expression can be, or undefined. */
  readonly number: (place: Place) => number | undefined;
  /** The texts an expression can be; a part that is not known reads `\u0000`. */
  readonly texts: (place: Place) => readonly string[];
  /** A keyword argument, or an entry of the object passed as argument `index`. `'unknown'` when a spread or an unresolved object may hold it. */
  readonly option: (ref: CallRef, name: string, index?: number) => Place | 'unknown' | undefined;
  /** The positional argument at an index. */
  readonly argument: (ref: CallRef, index: number) => Place | undefined;
  /** What a function of the program answers about an error in a scenario: its truth, or undefined. `args` are what it is called with, else the error alone. */
  readonly asksOf: (of: FunctionRef, errors: ErrorFamily, scenario: Scenario, args?: readonly Abstract[]) => boolean | undefined;
  /** Whether a handler that is given an error comes to `call`, a call in it, and how long it waits before; undefined if it cannot be told. `given` is what is known of names. */
  readonly sends: (of: FunctionRef, call: CallRef, errors: ErrorFamily, scenario: Scenario, given?: ReadonlyMap<string, Abstract>) => { readonly sent: boolean; readonly waits: number | undefined; readonly readsRetryAfter: boolean } | undefined;
  /** Whether a function of the program that gets an error in a scenario ends by throwing or, where `call` is given, gets to that call. */
  readonly ends: (of: FunctionRef, errors: ErrorFamily, scenario: Scenario, end: { readonly argument?: Abstract; readonly call?: CallRef }) => boolean | undefined;
  /** Whether a function of the program that gets this waits after a 429, and reads how long in the answer. */
  readonly waitsAsTold: (of: FunctionRef, errors: ErrorFamily, argument: Abstract) => boolean;
  /** What a function of the program returns for an argument in a scenario. */
  readonly returns: (of: FunctionRef, errors: ErrorFamily, scenario: Scenario, argument: Abstract) => Abstract;
  readonly evaluate: (place: Place) => Abstract;
  /** The version of a package that the file of a call gets; undefined where no lock file or manifest says. */
  readonly versionOf: (ref: CallRef, name: string) => string | undefined;
}

export function tri(value: boolean | undefined): Tri {
  return value ?? 'unknown';
}

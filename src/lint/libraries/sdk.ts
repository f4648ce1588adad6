import type { LanguageId, Provider } from '../call';
import type { CallRef } from '../program/fileView';
import type { Value } from '../program/value';
import type { Tools } from './model';
import type { Inside } from './sdkBetween';

/** What the official SDKs differ in between languages. */
export interface Sdk {
  readonly name: string;
  readonly languages: readonly LanguageId[];
  /** The client classes by package. A package itself is its class for CommonJS. */
  readonly client: (type: Value) => { readonly library: string; readonly provider: Provider } | undefined;
  /** What makes a client with other options from a client. */
  readonly clones: readonly string[];
  /** The retry option, for example `max_retries`. */
  readonly retries: string;
  /** The constructor's option for another address. */
  readonly baseUrl: string;
  /** The argument with the options of one request, if there is one. */
  readonly requestOptions?: number;
  /** The package whose version decides how it retries. */
  readonly core: string;
  readonly retryAfter: (version: string | undefined) => 'honoured' | 'capped';
  /** What the options of a client or request, the request's first, put between it and the network. */
  readonly inside: (holders: readonly (readonly [CallRef, number])[], tools: Tools) => Inside;
  /** Method paths as the documentation writes them. */
  readonly methods: ReadonlySet<string>;
  /** The client's own methods for any path, with the HTTP method of each. */
  readonly verbs?: Readonly<Record<string, string>>;
  /** True for a module of the program itself, which can export a client. */
  readonly isOwnModule: (module: string) => boolean;
}

/** A client of the SDK and what is read off it. */
export interface SdkClient {
  readonly library: string;
  readonly provider: Provider;
  /** The constructor call; absent if only the client's type is known. */
  readonly made?: CallRef;
  /** A name that nothing in the program makes, as in a snippet. */
  readonly isUnmade?: true;
  /** The calls that changed its options, first to last. */
  readonly adjusted: readonly CallRef[];
  readonly path: readonly string[];
}

import type { Location } from '../source';

/** Yes, no, or could not be resolved. */
export type Tri = boolean | 'unknown';

/** What a layer does with a `retry-after` header: waits as told, up to a limit of its own, or not at all. */
export type RetryAfter = 'honoured' | 'capped' | 'ignored' | 'unknown';

/**
 * Anything around a call that re-sends it: an SDK's own retries, a retry library, a decorator,
 * a hand-written loop, a helper function, an HTTP adapter, a framework.
 */
export interface Layer {
  readonly kind: 'sdk' | 'library' | 'decorator' | 'loop' | 'helper' | 'adapter' | 'framework';
  /** The package or function as the user knows it, for example `p-retry` or `withRetry`. */
  readonly name: string;
  /** Requests in all, the first included; 1 never re-sends. */
  readonly attempts: number | 'unbounded' | 'unknown';
  readonly covers429: Tri;
  readonly covers529: Tri;
  readonly coversConnection: Tri;
  readonly retryAfter: RetryAfter;
  /** True when a 429 is sent again only if it carries `retry-after`, which a rate limit's does and a spend cap's does not. */
  readonly needsRetryAfter?: true;
  /** Seconds the layer waits at most, over all its attempts, when the server names no time. */
  readonly maxWaitSeconds: number | 'unknown';
  /** True where a limit of time ends it, however many attempts it has. */
  readonly hasDeadline?: true;
  /**
   * True where it waits after a 429 however long `retry-after` says, hours or days, and nothing there ends that wait: no cap,
   * no giving up, no deadline, no abort signal. Absent where it is not so, or not known.
   */
  readonly waitsHoweverLong?: true;
  /** True where a service outside of the program runs it again, after many seconds: its attempts are no storm. */
  readonly redelivers?: true;
  /** Whether it also sends again what no wait mends: a 400, or any error at all. Absent where it is not known. */
  readonly coversPermanent?: boolean;
  /** Whether the waits of two callers differ by chance. Absent where it is not known. */
  readonly jitter?: boolean;
  /** What comes out after the last attempt, where that is no error: `null`, `undefined`, an empty text or object. */
  readonly givesUpWith?: string;
  /** True when nobody asked for it: an SDK's or framework's default. */
  readonly implicit: boolean;
  /** Where it stands. Absent for an implicit layer. */
  readonly at?: Location;
  /** One clause that says why it does not act on a 429, for example "axios-retry leaves POST alone". */
  readonly whyNot?: string;
  /** How what is written of it can be mended in place, as far as its model knows. */
  readonly repairs?: Repairs;
}

/**
 * `acts`: it sends a refused call again at all. `overloaded`: after a 529, too. `attempts`: for longer than a minute.
 * `jitter`: after times that chance decides. `limit`: not for ever. `retryAfter`: when the server says so.
 * `permanent`: not what no wait mends. `wait`: not after hours.
 */
export type RepairGoal = 'acts' | 'overloaded' | 'attempts' | 'jitter' | 'limit' | 'retryAfter' | 'permanent' | 'wait';

export type Repairs = Readonly<Partial<Record<RepairGoal, Repair>>>;

/** What is to be written so that a layer reaches a goal. */
export interface Repair {
  /** The options that it writes, as people know them. */
  readonly options: readonly string[];
  readonly writes: readonly Write[];
  /** True where nothing but how often and when Claude calls are sent depends on them. */
  readonly safe: boolean;
}

/** A piece of code, with double quotes in Python and single ones in JavaScript. */
export interface Write {
  /** What it replaces; an empty stretch where it is put in. */
  readonly at: Location;
  readonly text: string;
  /** The item, entry or argument that it is put in after: a comma comes between, and it gets a line of its own where that one has one. */
  readonly after?: Location;
  /** True for statements that get lines of their own, before the one that starts where they are put in. */
  readonly isAhead?: true;
  /** True for statements that come first in the block of Python whose head goes on where they are put in. */
  readonly isFirst?: true;
  /** What stands where the text has a `…`. */
  readonly copied?: Location;
  /** The name of what it changes, where that may stand nowhere but here and within a stretch. */
  readonly sole?: { readonly name: string; readonly within: Location };
  /** Names for something new: the first that means nothing there yet is written for the first. */
  readonly fresh?: readonly string[];
  /** Names that the code takes from a module. */
  readonly names?: readonly ImportedName[];
}

export interface ImportedName {
  readonly module: string;
  readonly name: string;
}

/** A layer that is there and whose doing could not be read: it keeps every rule silent. */
export function unknownLayer({ kind, name, at }: Required<Pick<Layer, 'kind' | 'name' | 'at'>>): Layer {
  return { kind, name, at, implicit: false, attempts: 'unknown', covers429: 'unknown', covers529: 'unknown', coversConnection: 'unknown', retryAfter: 'unknown', maxWaitSeconds: 'unknown' };
}

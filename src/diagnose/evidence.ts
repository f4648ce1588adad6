import type { ConfiguredLimits } from '../limits/configuredLimits';
import type { HistoryEntry } from '../limits/history';
import type { Bucket, Subscription } from '../limits/snapshot';

/** Everything that is known about one failed (or pinged) request, and of what went before it. Plain JSON; what is absent was not to be seen. */
export interface Evidence {
  /** HTTP status as shown. Absent for an error that came inside a stream or when only a message was given. */
  readonly status?: number;
  /** `error.type` of the body, for example `rate_limit_error`. */
  readonly errorType?: string;
  /** `error.details.error_code` of the body, for example `enforced_spend_limit_reached`. */
  readonly errorCode?: string;
  readonly message?: string;
  readonly requestId?: string;
  /** What `retry-after` asked for, in seconds. */
  readonly retryAfterSeconds?: number;
  /** The undocumented `x-should-retry` header, which the SDKs obey before anything else. */
  readonly shouldRetry?: boolean;
  /** The rate-limit headers, names in lower case. No organization, workspace or key is among them. */
  readonly headers: Readonly<Record<string, string>>;
  /** Whether response headers were shown at all: only then does a missing one mean anything. */
  readonly headersShown: boolean;
  readonly buckets: readonly Bucket[];
  /** What the headers of a subscription's token say of it as a whole. */
  readonly subscription?: Subscription;
  /** Why there is no answer: it took too long, or the connection failed. Absent where one came. */
  readonly noAnswer?: 'timeout' | 'connection';
  /** True when the error came as an event inside a stream that had begun with HTTP 200. */
  readonly midStream: boolean;
  readonly provider?: Provider;
  readonly host?: string;
  readonly model?: string;
  /** The path of the API that was asked, such as `/v1/messages/batches`. */
  readonly path?: string;
  /** The proxy or gateway that shows itself in the answer, by its name. */
  readonly gateway?: string;
  /** The framework whose exception wraps the API's, by the name of its package. */
  readonly library?: string;
  /** The limit that the message names. */
  readonly limit?: NamedLimit;
  /** Input tokens of the refused request, as the text tells them or as `count_tokens` has counted them. */
  readonly inputTokens?: number;
  /** True where the error is quoted or only named, as in a text about errors: then nothing about it is sure. */
  readonly spoken?: true;
  /** Errors in the whole text, the one described here included. */
  readonly occurrences: number;
  /** All errors of the text by kind, the newest kind first. */
  readonly groups: readonly ErrorGroup[];
  /** What happened when, in the order of the text and bounded: the newest where there is too much. */
  readonly timeline: readonly TimelineEntry[];
  /** When a timetable started something, in ms since 1970, as the text tells; oldest first and bounded. Absent where it tells of none. */
  readonly starts?: readonly number[];
  /** The programs whose requests were refused, where the text is of several; bounded. */
  readonly programs?: readonly string[];
  /** What was read of the limits before: pings, the pass-through, the recorder; oldest first. */
  readonly history: readonly HistoryEntry[];
  /** What the organization and its workspaces have configured, where that was read. */
  readonly configured?: ConfiguredLimits;
  /** Places in source files that a stack trace names, innermost first as printed. */
  readonly frames: readonly Frame[];
  readonly origin: 'text' | 'ping' | 'history';
}

/** Who answered. `other`: a service that is not Claude. */
export type Provider = 'anthropic' | 'bedrock' | 'vertex' | 'foundry' | 'other';

export interface NamedLimit {
  readonly amount: number;
  readonly unit: 'requests' | 'input tokens' | 'output tokens' | 'tokens' | 'concurrent';
  readonly per: 'minute' | 'hour' | 'day' | 'moment';
}

export interface ErrorGroup {
  readonly status?: number;
  readonly errorType?: string;
  readonly errorCode?: string;
  readonly message?: string;
  readonly count: number;
}

/** A request, an error or an announced retry of a log. */
export interface TimelineEntry {
  readonly kind: 'error' | 'retry' | 'answer';
  /** ms since 1970; absent where the line has no time. A time without a zone is taken for UTC: only differences count. */
  readonly at?: number;
  readonly status?: number;
  readonly errorType?: string;
  readonly requestId?: string;
  /** What `retry-after` asked for. */
  readonly retryAfterSeconds?: number;
  /** What the program says that it waits before it sends again. */
  readonly waitSeconds?: number;
  /** What an answer says is left of the requests of a minute, and of how many, where its line tells. */
  readonly requestsLeft?: number;
  readonly requestsLimit?: number;
  /** Input tokens that an answer has cost, where its line tells. */
  readonly inputTokens?: number;
  /** Who announces a retry of a refused or overloaded request: the SDK, or what stands around it. Absent where the text does not tell. */
  readonly layer?: 'sdk' | 'around';
}

export interface Frame {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
}

export const noEvidence: Evidence = {
  headers: {},
  headersShown: false,
  buckets: [],
  midStream: false,
  occurrences: 0,
  groups: [],
  timeline: [],
  history: [],
  frames: [],
  origin: 'text',
};

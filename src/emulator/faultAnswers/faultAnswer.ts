import type { ApiError } from '../apiError';
import type { Dimension, Reading } from '../buckets';
import type { Headers } from '../reply';
import type { EmulatorState } from '../state';

/** The request that a fault hits. */
export interface FaultedRequest {
  readonly model: string;
  readonly requestId: string;
  /** ms */
  readonly now: number;
}

/** What a fault's answer is made of. */
export interface FaultContext extends FaultedRequest {
  readonly state: EmulatorState;
  /** Seconds that the order asks for, where it asks for any. */
  readonly retryAfterSeconds?: number;
}

/** What a fault answers where its order says nothing else; the waits are those that the service is known to send. */
export type FaultAnswer =
  | {
      readonly from: 'api';
      readonly error: ApiError;
      /** Rate-limit headers besides those of the buckets. */
      readonly limitHeaders?: Headers;
      /** What the twelve headers of the buckets say; they are left out without it. */
      readonly buckets?: Readonly<Record<Dimension, Reading>>;
      readonly retryAfterSeconds?: number;
      readonly shouldRetry?: boolean;
    }
  | {
      readonly from: 'elsewhere';
      readonly status: number;
      readonly headers: Headers;
      /** Sent as it is where it is text, else as JSON. */
      readonly body: unknown;
      readonly retryAfterSeconds?: number;
    };

/** Makes a fault's answer. */
export type FaultAnswerer = (context: FaultContext) => FaultAnswer;

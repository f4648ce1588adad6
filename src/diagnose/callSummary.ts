import type { Provider } from '../lint/call';
import type { EffectivePolicy, RetryState } from '../lint/policy/effectivePolicy';
import type { RetryAfter, Tri } from '../lint/policy/layer';

/** What a diagnosis needs to know of one Claude call of the workspace. */
export interface CallSummary {
  /** As the report shows it: relative to the workspace, with `/`. */
  readonly file: string;
  /** Of a notebook: the index of the cell among all cells, in which the line counts; absent where it is not known. */
  readonly cell?: number;
  /** 1-based, as is `column`. */
  readonly line: number;
  readonly column: number;
  /** The line on which the call ends; `line` if absent. */
  readonly endLine?: number;
  readonly api: string;
  /** Whose service it goes to. */
  readonly provider?: Provider;
  readonly model?: string;
  readonly streaming?: boolean;
  readonly state: RetryState;
  readonly attempts: EffectivePolicy['attempts'];
  readonly maxWaitSeconds: EffectivePolicy['maxWaitSeconds'];
  readonly retryAfter: RetryAfter;
  readonly covers429: Tri;
  readonly covers529: Tri;
  /** Rules that have a finding about this call. */
  readonly rules?: readonly string[];
  /** Messages of the linter's findings about this call. */
  readonly findings: readonly string[];
}

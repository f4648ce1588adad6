import type { FanOut, LanguageId, Provider } from '../lint/call';
import type { RuleId } from '../lint/finding';
import type { EffectivePolicy, RetryState } from '../lint/policy/effectivePolicy';
import type { Layer, RetryAfter, Tri } from '../lint/policy/layer';

/** What a diagnosis needs to know of one Claude call of the workspace. Plain JSON. */
export interface CallSummary {
  /** As the report shows it: relative to the workspace, with `/`. */
  readonly file: string;
  /** The file's own address, where it is known: of a notebook that of the notebook. */
  readonly uri?: string;
  /** Of a notebook: the index of the cell among all cells, in which the line counts; absent where it is not known. */
  readonly cell?: number;
  /** 1-based, as is `column`. */
  readonly line: number;
  readonly column: number;
  /** The line on which it ends, 1-based. */
  readonly endLine?: number;
  readonly api: string;
  /** Whose service it goes to. */
  readonly provider?: Provider;
  readonly model?: string;
  readonly streaming?: boolean;
  readonly languageId?: LanguageId;
  /** The package that sends it, as its registry names it. */
  readonly library?: string;
  readonly state: RetryState;
  readonly attempts: EffectivePolicy['attempts'];
  readonly maxWaitSeconds: EffectivePolicy['maxWaitSeconds'];
  readonly retryAfter: RetryAfter;
  readonly covers429: Tri;
  readonly covers529: Tri;
  /** What sends it again, inner to outer. */
  readonly layers?: readonly LayerSummary[];
  /** How often one pass over the code sends it. */
  readonly fanOut?: FanOut['kind'];
  /** Messages of the linter's findings about this call. */
  readonly findings: readonly string[];
  /** The rules of those findings, in the same order. */
  readonly rules?: readonly RuleId[];
}

export interface LayerSummary {
  /** One clause, for example "p-retry (4 attempts)". */
  readonly text: string;
  readonly attempts: Layer['attempts'];
  /** Whether it sends the call again after a 429. */
  readonly acts: boolean;
}

import type { BackoffHelper } from './backoffHelper';

/** A package that re-sends, and the helper that uses it. */
export interface RetryLibrary {
  /** The module as it is imported. */
  readonly module: string;
  readonly helper: BackoffHelper;
  /** The first version that has all that the helper uses, where there are others about. */
  readonly since?: string;
}

import type { ClaudeCall } from './call';
import type { RequestMatch } from './libraries/model';
import type { CallRef } from './program/fileView';

/** A call together with what its library said of it, which a fix needs. */
export interface Site {
  /** The call in the facts of its file. */
  readonly ref: CallRef;
  readonly call: ClaudeCall;
  readonly request: RequestMatch;
  /** True where the call is not of the method itself but of what calls it. */
  readonly handed?: true;
}

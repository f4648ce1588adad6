import type { MessageRequest } from './messageRequest';
import type { Reply } from './reply';

/** What was decided on a request. */
export interface Answered {
  readonly reply: Reply;
  /** The Messages request, when there was a valid one. */
  readonly request?: MessageRequest;
}

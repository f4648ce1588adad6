import { type ErrorGroup, type Evidence, noEvidence } from './evidence';
import { namedLimit } from './namedLimit';

/** What is known of one kind of errors of a text, as evidence of its own: of the rest of the text only whose service it is. */
export function evidenceOfGroup({ status, errorType, errorCode, message }: ErrorGroup, { provider, gateway }: Evidence): Evidence {
  const limit = message === undefined ? undefined : namedLimit(message);
  return {
    ...noEvidence,
    ...(status !== undefined && { status }),
    ...(errorType !== undefined && { errorType }),
    ...(errorCode !== undefined && { errorCode }),
    ...(message !== undefined && { message }),
    ...(limit && { limit }),
    ...(provider !== undefined && { provider }),
    ...(gateway !== undefined && { gateway }),
    // An overload without a status can only have been told inside of a stream.
    midStream: status === undefined && errorType === 'overloaded_error',
    occurrences: 1,
  };
}

import type { FaultAnswer } from './faultAnswers/faultAnswer';
import type { Headers, Reply } from './reply';

/** The reply of something that is not the Claude API; `more` are headers to add. */
export function foreignReply({ status, headers, body }: FaultAnswer & { readonly from: 'elsewhere' }, more: Headers = {}): Reply {
  const head = { status, headers: { ...headers, ...more }, isForeign: true };
  return typeof body === 'string' ? { kind: 'text', ...head, text: body } : { kind: 'json', ...head, body };
}

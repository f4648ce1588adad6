import type { Fact } from './cause';
import type { Diagnosis } from './diagnose';
import { count } from './facts';

/** What the diagnosis rests on, as sentences; text of the error only in `quote`. `from` says where it was taken from, such as "the clipboard". */
export function evidenceFacts({ causes: [first], evidence }: Diagnosis, from?: string): readonly Fact[] {
  const { status, errorType, errorCode, message, model, host, path, gateway, library, requestId, retryAfterSeconds, inputTokens, occurrences, midStream, spoken } = evidence;
  const quoted = first?.evidence.some(({ quote }) => quote === message) ?? false;
  const facts: readonly (Fact | undefined)[] = [
    from === undefined ? undefined : { text: `Taken from ${from}` },
    ...(first?.evidence ?? []),
    spoken ? { text: 'The text quotes or names the error, and shows nothing of an answer: it may only be about it' } : undefined,
    status === undefined ? undefined : { text: `Status: HTTP ${status}` },
    quote('Error type', errorType, midStream ? ', inside a stream' : ''),
    quote('Error code', errorCode),
    quoted ? undefined : quote('Message', message),
    quote('Model', model),
    quote('Host', host),
    quote('Path', path),
    quote('Gateway', gateway),
    quote('Wrapped by', library),
    inputTokens === undefined ? undefined : { text: `Input tokens of the request: ${count(inputTokens)}` },
    retryAfterSeconds === undefined ? undefined : { text: `\`retry-after\`: ${retryAfterSeconds} s` },
    quote('Request id, for support', requestId),
    occurrences > 1 ? { text: `${count(occurrences)} errors in the text; the newest one that tells something was diagnosed` } : undefined,
  ];
  return facts.filter((fact) => fact !== undefined);
}

function quote(name: string, value: string | undefined, more = ''): Fact | undefined {
  return value === undefined ? undefined : { text: `${name}${more}`, quote: value };
}

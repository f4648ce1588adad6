import type { FaultAnswer } from '../faultAnswers/faultAnswer';

/** Amazon Bedrock's throttling of requests or tokens. Texts: anthropics/claude-code#236 and #1466; the form is that of AWS's JSON errors. */
export function bedrockError(what: 'requests' | 'tokens', requestId: string): FaultAnswer & { readonly from: 'elsewhere' } {
  return {
    from: 'elsewhere',
    status: 429,
    headers: { 'x-amzn-errortype': 'ThrottlingException', 'x-amzn-requestid': requestId },
    body: { message: `Too many ${what}, please wait before trying again.` },
  };
}

import type { FaultAnswer, FaultContext } from './faultAnswer';

/** The own 429 of what stands in front of the API. */
export const gatewayFaults = {
  // The page that nginx's limit_req answers with `limit_req_status 429`; it sends no `retry-after`.
  'gateway-nginx': (): FaultAnswer => ({
    from: 'elsewhere',
    status: 429,
    headers: { server: 'nginx', 'content-type': 'text/html' },
    body: '<html>\r\n<head><title>429 Too Many Requests</title></head>\r\n<body>\r\n<center><h1>429 Too Many Requests</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n',
  }),
  // Message as in BerriAI/litellm#13898, `retry-after` as its parallel_request_limiter sends it: until the next minute.
  'gateway-litellm': ({ now }: FaultContext): FaultAnswer => ({
    from: 'elsewhere',
    status: 429,
    headers: { server: 'uvicorn' },
    body: { error: { message: litellm, type: 'None', param: 'None', code: '429' } },
    retryAfterSeconds: 60 - (Math.floor(now / 1000) % 60),
  }),
  // What Cloudflare answers a program that asks for no page: developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-1xxx-errors/error-1015/.
  'gateway-cloudflare': (): FaultAnswer => ({
    from: 'elsewhere',
    status: 429,
    headers: { server: 'cloudflare', 'cf-ray': '8f2a5d1c0e4b7a96-FRA', 'content-type': 'text/plain; charset=UTF-8' },
    body: 'error code: 1015',
    retryAfterSeconds: 10,
  }),
};

const litellm =
  'LiteLLM Rate Limit Handler for rate limit type = key. Crossed TPM / RPM / Max Parallel Request Limit. current rpm: 61, rpm limit: 60, current tpm: 12260, tpm limit: 9223372036854775807, ' +
  'current max_parallel_requests: 1, max_parallel_requests: 9223372036854775807';

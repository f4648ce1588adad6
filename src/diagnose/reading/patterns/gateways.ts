import type { Pattern } from './pattern';

/** What gateways and proxies say of limits of their own; the value is the name to show. */
export const gateways: readonly Pattern[] = [
  { slot: 'gateway', regex: /"(model_cooldown)"/g, as: 'The relay' },
  { slot: 'gateway', regex: /\b(No deployments available for selected model|Max parallel request limit reached|Crossed TPM(?: \/ RPM \/ Max Parallel Request|, RPM) Limit|LiteLLM Rate Limit Handler for rate limit type|Rate limit exceeded for (?:api_key|user|team|model_per_key))\b/g, as: 'The LiteLLM proxy' },
  { slot: 'gateway', regex: /\b(Rate limit exceeded: (?:free-models|limit_rp[md])[\w-]{0,40})/g, as: 'OpenRouter' },
  { slot: 'gateway', regex: /\b(More credits are required to run this request|requires more credits, or fewer max_tokens)/g, as: 'OpenRouter' },
  { slot: 'gateway', regex: /\b(is temporarily rate-limited upstream)\b/g, as: 'OpenRouter' },
  { slot: 'gateway', regex: /\b(error code: 1015)\b/gi, as: 'Cloudflare' },
  { slot: 'gateway', regex: /\bcode"?\s?:\s?(2003),\s?"?message"?\s?:\s?["']Rate limited/g, as: 'Cloudflare AI Gateway' },
  { slot: 'gateway', regex: /<center>(nginx|openresty)\b/g, as: 'nginx' },
  { slot: 'gateway', regex: /"message"\s{0,2}:\s{0,2}"(API rate limit exceeded)"/g, as: 'Kong' },
  { slot: 'gateway', regex: /\b(Rate limit is exceeded\. Try again in \d{1,6} seconds)(?<!\bopenai\.[^\n]{0,200})/g, as: 'Azure API Management' },
  { slot: 'gateway', regex: /\b(Too many requests from this IP, please try again)/g, as: 'A server with express-rate-limit' },
  { slot: 'gateway', regex: /\b(Too many concurrent requests\. Limit: \d)/g, as: 'The relay' },
  { slot: 'gateway', regex: /\b(suspicious activity, we are imposing temporary limits)/g, as: 'Kiro' },
  { slot: 'gateway', regex: /\b(local_rate_limited)\b/g, as: 'Envoy' },
  // What stands before the API itself says `cloudflare` here.
  { slot: 'gateway', regex: /^[< ]{0,3}server: (AISIX|APISIX|kong|Tyk|Traefik|envoy)\b/gim, as: 'The gateway' },
  // The codes and sentences of its API; its chat, too, answers in the name of Claude's models.
  { slot: 'gateway', regex: /\b((?:user_(?:global|weekly|model)|integration)_rate_limited|Sorry, you(?:'ve| have) (?:exhausted this model's rate limit|exceeded your \d{1,3} hour session limits|been rate-limited|hit a rate limit that restricts the number of Copilot|exceeded your Copilot token usage))/g, as: 'GitHub Copilot' },
  { slot: 'gateway', regex: /\b(Concurrency limit exceeded for (?:user|account|key))/g, as: 'The relay (sub2api)' },
  { slot: 'gateway', regex: /\b(Budget has been exceeded!) /g, as: 'The LiteLLM proxy' },
  { slot: 'gateway', regex: /\b(Daily token limit exceeded Used: \d)/g, as: 'The gateway' },
  { slot: 'gateway', regex: /\b(All credentials for model [\w.:@-]{1,60} are (?:cooldown|cooling down))/g, as: 'The relay (CLIProxyAPI)' },
  // The API's own types are written with underscores.
  { slot: 'gateway', regex: /"error\\{0,3}"\s?:\s?\{\\{0,3}"type\\{0,3}"\s?:\s?\\{0,3}"([A-Z]\w{2,40}LimitError)\\{0,3}"/g, as: 'The gateway' },
  { slot: 'gateway', regex: /(当前分组上游负载已饱和|当前分组 [^\n]{0,40} 下对于模型 [^\n]{0,60} 无可用渠道)/g, as: 'The relay (new-api)' },
];

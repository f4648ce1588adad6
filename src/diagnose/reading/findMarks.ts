import { findHeaders } from './findHeaders';
import { findUsage } from './findUsage';
import type { Mark, Slot } from './mark';
import { readQuoted } from './quoted';

/** All marks of a text in the order of the text, the last ones only if there are very many. Linear in the text. */
export function findMarks(text: string): readonly Mark[] {
  const unfolded = unfold(text);
  const marks = [...patterns.flatMap((pattern) => findPattern(pattern.slot === 'phrase' ? unfolded : text, pattern)), ...findMessages(text), ...findBareMessages(text), ...findSubscription(text), ...findHeaders(text)];
  marks.sort((a, b) => a.index - b.index);
  return withoutAnswered(text, marks).slice(-mostMarks);
}

/** The address of a request that went well is not that of the error beside it; nor are the id and the size of one whose line tells its cost. */
function withoutAnswered(text: string, marks: readonly Mark[]): readonly Mark[] {
  const addresses = [...text.matchAll(/\bHTTP Request: [A-Z]{3,7} https?:\/\/[^\s"]{1,300} \\?"HTTP\/\d(?:\.\d)? 2\d\d\b/g)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
  return without(without(marks, addresses, () => true), linesOfCosts(text, marks), ({ slot }) => ofOneRequest.includes(slot));
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** The lines that tell what an answer has cost and nothing of an error: Claude Code tells a failure as an answer that cost nothing. */
function linesOfCosts(text: string, marks: readonly Mark[]): readonly Range[] {
  const lines: Range[] = [];
  let at = 0;
  for (const { index, end } of findUsage(text)) {
    const start = text.lastIndexOf('\n', index) + 1;
    if (start < (lines.at(-1)?.end ?? 0)) continue;
    const newline = text.indexOf('\n', end);
    const line = { start, end: newline < 0 ? text.length : newline };
    while ((marks[at]?.index ?? Infinity) < line.start) at++;
    const isError = marks.slice(at, at + mostOfLine).some((mark) => mark.index < line.end && errorSlots.includes(mark.slot));
    if (!isError) lines.push(line);
  }
  return lines;
}

const errorSlots: readonly Slot[] = ['status', 'type', 'weakType', 'code', 'phrase', 'cloud', 'gateway', 'stream', 'noAnswer'];
/** Marks of one line that are looked at. */
const mostOfLine = 100;

const ofOneRequest: readonly Slot[] = ['requestId', 'inputTokens', 'weakStatus'];

/** Leaves out the marks of that sort that begin in one of the ranges; both ascending. */
function without(marks: readonly Mark[], ranges: readonly Range[], isOfSort: (mark: Mark) => boolean): readonly Mark[] {
  if (ranges.length === 0) return marks;
  let at = 0;
  return marks.filter((mark) => {
    while ((ranges[at]?.end ?? Infinity) <= mark.index) at++;
    return mark.index < (ranges[at]?.start ?? Infinity) || !isOfSort(mark);
  });
}

const mostMarks = 100_000;

interface Pattern {
  readonly slot: Slot;
  /** Starts with a literal and repeats nothing without a bound, so that no text makes it slow. Group 1 is the value. */
  readonly regex: RegExp;
  readonly head?: Mark['head'];
  readonly accept?: (value: string) => boolean;
  /** The value, where it is not what was found. */
  readonly as?: string;
}

const errorTypes =
  'invalid_request_error|authentication_error|billing_error|permission_error|not_found_error|conflict_error|request_too_large|rate_limit_error|api_error|timeout_error|overloaded_error';

const isStatus = (value: string): boolean => /^(?:200|[45]\d\d)$/.test(value);

/** Sources of the shapes: the SDKs' own `toString` and `repr`, curl, httpx' request log, `requests`, axios, Go's `ssestream`. */
const patterns: readonly Pattern[] = [
  { slot: 'status', head: 'http', regex: /(?<!")\bHTTP\/\d(?:\.\d)? (\d{3})\b/g, accept: isStatus },
  // httpcore's log, in tuples of bytes.
  { slot: 'status', regex: /\(b'HTTP\/\d(?:\.\d)?', (\d{3}), /g, accept: isStatus },
  { slot: 'headersShown', regex: /(?<!")\bHTTP\/\d(?:\.\d)? \d{3}\b[^\n"]{0,40}\n[< \t]{0,4}([a-z][a-z-]{1,40}):/gi },
  // httpx logs every request, also the ones that went well; those say nothing about the error beside them.
  { slot: 'status', head: 'http', regex: /"HTTP\/\d(?:\.\d)? ([45]\d\d)\b/g },
  // An entry of a HAR file is one request.
  { slot: 'entry', head: 'entry', regex: /"(startedDateTime)"/g },
  { slot: 'status', head: 'http', regex: /\b(?:failed|succeeded) with status (200|[45]\d\d)\b/g },
  { slot: 'status', head: 'sdk', regex: /\bError code: (\d{3})\b/g, accept: isStatus },
  { slot: 'status', head: 'sdk', regex: /(?:Error|Exception): (\d{3})\b(?! Client Error)/g, accept: isStatus },
  { slot: 'status', head: 'sdk', regex: /(?<!(?:Error|Exception): )\b([45]\d\d) (?=\{\\{0,3}["']type)/g },
  { slot: 'status', regex: /\b(?:with )?status(?: |_)?code[:=]? ?(\d{3})(?!\d)/gi, accept: isStatus },
  { slot: 'status', head: 'sdk', regex: /\bHTTP (\d{3}): (?=[a-z_]{3,40}error)/g, accept: isStatus },
  { slot: 'status', head: 'sdk', regex: /\bStatus Code: (TooManyRequests|BadRequest|Unauthorized|PaymentRequired|Forbidden|NotFound|Conflict|RequestEntityTooLarge|InternalServerError|BadGateway|ServiceUnavailable|GatewayTimeout|[45]\d\d)\b/g },
  { slot: 'status', head: 'sdk', regex: /\bHTTP (\d{3}) - (?=\{)/g, accept: isStatus },
  // As people write it, in Markdown too.
  { slot: 'status', regex: /\bHTTP \*{0,2}(429|529)\b(?=\*| |\n|:|$)/g },
  // Programs that log an error's status and type in their own way.
  { slot: 'status', regex: new RegExp(`\\b([45]\\d\\d) (?=(?:${errorTypes})\\b)`, 'g') },
  { slot: 'status', regex: /\bAPI Error: (?:Request rejected \()?(429|529)\b/g },
  { slot: 'status', regex: /\bAPI [Ee]rror \(([45]\d\d)[ )]/g },
  { slot: 'status', regex: /\b(529)\b(?= \{|[^]{0,40}\bOverloaded\b)/g },
  { slot: 'weakStatus', regex: /\b([45]\d\d) (?:Bad Request|Unauthorized|Payment Required|Forbidden|Not Found|Request Entity Too Large|Payload Too Large|Internal [Ss]erver [Ee]rror|Bad Gateway|Service Unavailable|Gateway Time-?out)\b/g },
  { slot: 'status', regex: /\b([45]\d\d) (?=litellm\.\w{3,40}Error)/g },
  { slot: 'status', regex: /\b(429) (?:Too Many Requests|Client Error)/gi },
  { slot: 'weakStatus', regex: /\b(?:status|statusCode|status_code|http_status|httpStatusCode|error_status|code)\\{0,3}["']?\s{0,3}(?:=>|[:=])\s{0,3}["']?(\d{3})\b/g, accept: isStatus },
  { slot: 'type', regex: new RegExp(`\\btype\\\\{0,3}["']?\\s{0,3}(?:=>|[:=])\\s{0,3}\\\\{0,3}["']?(${errorTypes})\\b`, 'g') },
  { slot: 'type', regex: new RegExp(`(?:: |\\*\\* |\\] )(${errorTypes}): (?=[A-Z])`, 'g') },
  { slot: 'weakType', regex: new RegExp(`\\b(${errorTypes})\\b`, 'g') },
  { slot: 'code', regex: /\berror_?[cC]ode\\{0,3}["']?\s{0,3}(?:=>|[:=])\s{0,3}\\{0,3}["']([a-z_]{3,64})/g },
  { slot: 'code', regex: /\b((?:enforced|contract)_spend_limit_reached|ramp_limit_exceeded|linked_organization_(?:spend_limit_reached|billing_unavailable))\b/g },
  { slot: 'phrase', regex: /(?<![A-Za-z])((?:This request )?would exceed (?:your|the) (?!limit)[^\n]{0,700})/g },
  { slot: 'phrase', regex: /\b(Number of (?:concurrent|request|requests|tokens|input|output)\b[^\n]{0,100} (?:exceeded|exceeds) (?:your|the) [^\n]{0,500})/g },
  { slot: 'phrase', regex: /\b((?:Extra usage is|Usage credits(?: are)?) required for (?:long|1M) context[^\n]{0,200})/g },
  { slot: 'phrase', regex: /\b((?:exceed(?:ed|s)? )?(?:your |the )?(?:organization['’]?s? |account['’]?s? )?rate limit (?:for your organization )?(?:\([^)\n]{0,60}\) )?of \d[\d,.]{0,14} (?:fast mode )?(?:input tokens|output tokens|tokens|requests|concurrent)[^\n]{0,400})/g },
  { slot: 'phrase', regex: /\b((?:The long context beta|Long context|1M context)[^.\n]{0,80}(?:extra usage|not (?:yet )?available|requires?)\b[^\n]{0,120})/g },
  { slot: 'phrase', regex: /\b(prompt is too long: \d{1,9} tokens[^\n]{0,80})/g },
  { slot: 'phrase', regex: /\b(\d[\d,]{0,14} fast mode (?:input|output) tokens per minute[^\n]{0,200})/g },
  { slot: 'phrase', regex: /(`tool_use` ids were found without `tool_result` blocks[^\n]{0,300})/g },
  { slot: 'phrase', regex: /(?<![\w.])([\w.]{2,60}: Extra inputs are not permitted[^\n]{0,100})/g },
  { slot: 'phrase', regex: /\b(max_tokens: \d{1,9} > \d{1,9}, which is the maximum allowed[^\n]{0,120})/g },
  { slot: 'phrase', regex: /\b(prompt token count of \d{1,9} exceeds the limit[^\n]{0,60})/g },
  { slot: 'phrase', regex: /\b(The maximum tokens you requested exceeds? the model limit[^\n]{0,100})/g },
  { slot: 'phrase', regex: /\b(input length and `{0,3}max_tokens`{0,3} exceed context limit[^\n]{0,120})/g },
  { slot: 'phrase', regex: /\b(Input is too long for requested model[^\n]{0,80})/g },
  { slot: 'phrase', regex: /\b((?:Project \S{1,60} is not allowed to use )?Publisher [Mm]odel \S{0,200}publishers\/anthropic\/[^\n]{0,60}\n? {0,8}(?:(?:was|is) not (?:found|servable|supported)[^\n]{0,120})?)/g },
  { slot: 'phrase', regex: /\b(Claude (?:Opus|Sonnet|Haiku) [\d.]{1,4} limit reached, now using [^\n]{0,40})/g },
  { slot: 'phrase', regex: /\b(Model is getting throttled[^\n]{0,100})/g },
  { slot: 'phrase', regex: /\b(You have reached your (?:specified |API )[^\n]{0,400})/g },
  { slot: 'phrase', regex: /\b((?:Your )?credit balance (?:is )?too low[^\n]{0,300})/gi },
  { slot: 'phrase', regex: /\b(Too many (?:tokens|requests|connections)(?: per day)?, please wait[^\n]{0,200})/g },
  { slot: 'phrase', regex: /\b(Quota exceeded for (?:quota metric|aiplatform\.googleapis\.com)[^\n]{0,500})/g },
  { slot: 'phrase', regex: /\b(Server is temporarily limiting requests[^\n]{0,200})/g },
  { slot: 'phrase', regex: /\b(?:Anthropic(?:Exception|Error)(?: -|:)|AI_APICallError:) (Overloaded)\b/g },
  { slot: 'phrase', regex: /\b(Anthropic's API servers are overloaded right now)/g },
  { slot: 'phrase', regex: /\b(Limit reached · resets [^\n]{0,100})/g },
  { slot: 'phrase', regex: /\b(Claude AI usage limit reached)\b/g },
  { slot: 'phrase', regex: /\b(Malformed input request: #[^\n]{0,300})/g },
  { slot: 'phrase', regex: /\b(invalid x-api-key|Invalid API key (?=· Please run)|Could not resolve authentication method)\b/g },
  { slot: 'status', regex: /\bAnthropic(?: API)?(?: error)? ([45]\d\d)\b/g },
  { slot: 'gateway', regex: /"(model_cooldown)"/g, as: 'The relay' },
  { slot: 'phrase', regex: /\b(OAuth token (?:revoked|(?:has )?expired)[^\n]{0,100})/g },
  { slot: 'phrase', regex: /\b(You.{0,6}(?:ve|have|re) (?:hit|reached|out of) (?:your|extra) (?:[\w'’-]{1,20} ){0,3}(?:limit|usage)\b[^\n]{0,200})/g },
  { slot: 'phrase', regex: /\b((?:Claude (?:AI |Max |Pro )?usage|Weekly|5-hour|Session|Opus weekly|Opus|Usage) limit reached\b(?=[^\n]{0,60}(?:\||resets?\b|\n{1,2}[^\n]{0,20}limit will reset))[^\n]{0,100})/gi },
  { slot: 'gateway', regex: /\b(No deployments available for selected model|Max parallel request limit reached|Crossed TPM(?: \/ RPM \/ Max Parallel Request|, RPM) Limit|LiteLLM Rate Limit Handler for rate limit type|Rate limit exceeded for (?:api_key|user|team|model_per_key))\b/g, as: 'The LiteLLM proxy' },
  { slot: 'gateway', regex: /\b(Rate limit exceeded: (?:free-models|limit_rp[md])[\w-]{0,40})/g, as: 'OpenRouter' },
  { slot: 'gateway', regex: /\b(More credits are required to run this request|requires more credits, or fewer max_tokens)/g, as: 'OpenRouter' },
  { slot: 'gateway', regex: /\b(is temporarily rate-limited upstream)\b/g, as: 'OpenRouter' },
  { slot: 'gateway', regex: /\b(error code: 1015)\b/gi, as: 'Cloudflare' },
  { slot: 'gateway', regex: /"code"\s?:\s?(2003),\s?"message"\s?:\s?"Rate limited"/g, as: 'Cloudflare AI Gateway' },
  { slot: 'gateway', regex: /<center>(nginx|openresty)\b/g, as: 'nginx' },
  { slot: 'gateway', regex: /"message"\s{0,2}:\s{0,2}"(API rate limit exceeded)"/g, as: 'Kong' },
  { slot: 'gateway', regex: /\b(Rate limit is exceeded\. Try again in \d{1,6} seconds)/g, as: 'Azure API Management' },
  { slot: 'gateway', regex: /\b(local_rate_limited)\b/g, as: 'Envoy' },
  // What stands before the API itself says `cloudflare` here.
  { slot: 'gateway', regex: /^[< ]{0,3}server: (AISIX|APISIX|kong|Tyk|Traefik|envoy)\b/gim, as: 'The gateway' },
  // The codes and sentences of its API; its chat, too, answers in the name of Claude's models.
  { slot: 'gateway', regex: /\b((?:user_(?:global|weekly|model)|integration)_rate_limited|Sorry, you(?:'ve| have) (?:exhausted this model's rate limit|exceeded your \d{1,3} hour session limits|been rate-limited|hit a rate limit that restricts the number of Copilot|exceeded your Copilot token usage))/g, as: 'GitHub Copilot' },
  { slot: 'gateway', regex: /\b(Concurrency limit exceeded for (?:user|account|key))/g, as: 'The relay (sub2api)' },
  { slot: 'gateway', regex: /\b(Budget has been exceeded!) /g, as: 'The LiteLLM proxy' },
  { slot: 'phrase', regex: /\b(Budget has been exceeded! [^\n"]{0,160})/g },
  { slot: 'gateway', regex: /\b(Daily token limit exceeded Used: \d)/g, as: 'The gateway' },
  { slot: 'gateway', regex: /\b(All credentials for model [\w.:@-]{1,60} are (?:cooldown|cooling down))/g, as: 'The relay (CLIProxyAPI)' },
  // The API's own types are written with underscores.
  { slot: 'gateway', regex: /"error\\{0,3}"\s?:\s?\{\\{0,3}"type\\{0,3}"\s?:\s?\\{0,3}"([A-Z]\w{2,40}LimitError)\\{0,3}"/g, as: 'The gateway' },
  { slot: 'gateway', regex: /(当前分组上游负载已饱和|当前分组 [^\n]{0,40} 下对于模型 [^\n]{0,60} 无可用渠道)/g, as: 'The relay (new-api)' },
  { slot: 'claude', regex: /\bAPI (error) \(attempt \d{1,3}\/\d{1,3}\)/g },
  { slot: 'claude', regex: /"subtype"\s?:\s?"(api_retry)"|"type"\s?:\s?"(rate_limit_event)"/g },
  // Amazon Bedrock's own operations: the same exceptions come from every service of AWS.
  { slot: 'claude', regex: /\b(InvokeModel(?:WithResponseStream)?|ConverseStream|Converse(?= operation)|bedrock-runtime|[Bb]edrock(?=[ ._:/-])|AnthropicBedrock|AnthropicVertex)/g },
  { slot: 'claude', regex: /\b(api\.anthropic\.com|anthropic|Anthropic(?:Exception|Error)?|Claude Code|API Error(?= \((?:Request timed|Connection|[45]\d\d )|: (?=Stream idle)|: (?:\d{3}|Request rejected \(\d{3}|Repeated 529|Request timed|Connection error|Connection closed|Unable to connect)))\b/g },
  { slot: 'path', regex: /(\/v1\/messages(?:\/batches|\/count_tokens)?)(?![\w/])/g },
  { slot: 'library', regex: /\b(litellm|langchain_anthropic|langchain_core|llama_index|pydantic_ai|instructor)\b(?=[./])/g },
  { slot: 'library', regex: /@(langchain)\//g },
  { slot: 'library', regex: /\borg\.(springframework\.ai)\./g, as: 'spring-ai' },
  { slot: 'library', regex: /\b(AI_APICallError|AI_RetryError)\b/g, as: 'ai' },
  { slot: 'inputTokens', regex: /\{\s{0,3}"input_tokens"\s{0,2}:\s{0,2}(\d{3,9})\s{0,3}\}/g },
  { slot: 'inputTokens', regex: /\b(?:estimated|prompt|request|input)[ _](?:input[ _])?tokens?\b["']?\s?[:=]\s?(\d[\d,]{2,11})(?![^\n]{0,60}output)/gi },
  { slot: 'cloud', regex: /(?:\b|(?<=\\n))(ThrottlingException|ThrottledException|BedrockException|ValidationException|AccessDeniedException|TooManyRequestsException|ServiceQuotaExceededException|RESOURCE_EXHAUSTED)\b/g },
  { slot: 'requestId', regex: /\b(req_[A-Za-z0-9]{3,48})\b/g },
  { slot: 'model', regex: /\b((?:anthropic\.)?claude-[a-z0-9][a-z0-9.@:-]{1,50}[a-z0-9])/g, accept: (value) => !/^claude-(?:code|agent|api|ai\b|desktop|sdk|com)/.test(value) },
  { slot: 'host', regex: /\b(?:POST "?|GET "?|Connected to |Host: |url:? ["']?|base_?url\\?["']?[:=] ?["']?)(?:https?:\/\/)?([a-z0-9][a-z0-9.-]{2,100})/gi, accept: (value) => value.includes('.') || value === 'localhost' },
  { slot: 'stream', head: 'event', regex: /(?:^|["'`]|\\n)event: ?(error)\b/gm },
  { slot: 'stream', regex: /^data: ?(\{) ?"type": ?"error"/gm },
  { slot: 'stream', regex: /\b(?:received error while streaming|SSE Error|API ?Error|APIStatusError|OverloadedError|InternalServerError|RateLimitError): (\{)/g },
  { slot: 'weakStream', regex: /\bdetails\\{0,3}["']?\s?: ?(null|None)\b/g },
  // Where the SDKs read a stream: an error that is thrown there came inside of it.
  { slot: 'stream', regex: /_streaming\.py", line \d{1,5}, in (__stream__|__aiter__|__iter__|__anext__|__next__)/g },
  { slot: 'stream', regex: /llms\/anthropic\/chat\/handler\.py", line \d{1,5}, in (__next__|__anext__|chunk_parser)/g },
  { slot: 'stream', regex: /\/core\/(streaming)\.m?[jt]s:\d/g },
  { slot: 'stream', regex: /\b(MidStreamFallbackError|AI_StreamProviderError|fromSSEResponse)\b/g },
  // No answer came at all; the SDKs' own classes and sentences, Claude Code's, and LiteLLM's.
  { slot: 'noAnswer', regex: /\b(?:API(?:Connection)?TimeoutError|API [Ee]rror(?: \(|: | \(attempt \d{1,3}\/\d{1,3}\): )(?:Request timed out|Stream idle timeout)|Request timed out(?=\.? or interrupted)|AnthropicI[oO]Exception: Request failed: timeout)/g, as: 'timeout' },
  // Old SDKs of TypeScript name an error inside a stream so, too: their trace tells.
  { slot: 'noAnswer', regex: /\b(?:APIConnectionError(?![^]{0,400}\bsdk\/streaming\.m?js)|API Error(?: \(|: )(?:Connection error|Connection closed|Unable to connect to API)|\b(?:ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN) [^\n]{0,40}\b(?:anthropic|bedrock-runtime)\b|(?:api\.anthropic\.com|anthropic)\b[^\n]{0,120}\b(?:ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|socket hang up)|Cannot connect to host api\.anthropic\.com|AnthropicI[oO]Exception)/g, as: 'connection' },
  // The form of OpenAI's API and of those that copy it.
  { slot: 'foreign', regex: /"object"\s?:\s?"(error)"/g },
  { slot: 'foreign', regex: /\bwhen calling the (?!InvokeModel|Converse|CountTokens)([A-Z]\w{2,60}) operation/g },
  { slot: 'foreign', regex: /\b(gpt-\d|gemini-[\w.]{1,20}|GoogleGenerativeAI|ChatGoogleGenerativeAI|DiscordAPIError|Stripe\w{0,20}Error|npm (?:ERR!|error)|insufficient_quota|rate_limit_exceeded)/g },
  { slot: 'foreign', regex: /\b(openai\.[A-Z]\w{3,30}|api\.openai\.com|generativelanguage\.googleapis\.com|(?:api|docs)\.github\.com|GithubException|discord(?:app)?\.com\/api|api\.(?:mistral|groq|cohere|x|deepseek)\.(?:ai|com)|registry\.npmjs\.org)/g },
];

function findPattern(text: string, { slot, regex, head, accept, as }: Pattern): Mark[] {
  const marks: Mark[] = [];
  for (const match of text.matchAll(regex)) {
    const value = match[1] ?? '';
    if (accept && !accept(value)) continue;
    marks.push({ index: match.index, end: match.index + match[0].length, slot, value: as ?? value, ...(head && { head }) });
  }
  return marks;
}

/**
 * A text in which sentences that a terminal has folded are on one line again; every character keeps its place. A line is taken for the
 * rest of the one above where it goes on in lower case or with a number and the one above is long.
 */
function unfold(text: string): string {
  return text.replace(/\n(?:[>|│] ?)? {0,8}(?=[a-z0-9])/g, (fold, at: number) => (isFolded(text.slice(Math.max(0, at - shortestFolded), at)) ? ' '.repeat(fold.length) : fold));
}

const shortestFolded = 40;

function isFolded(end: string): boolean {
  return end.length === shortestFolded && !end.includes('\n') && !/[.:;,{}\])"']$/.test(end);
}

/** A message in quotes. One that holds a whole error body is left out, for the message inside it is the real one. */
function findMessages(text: string): Mark[] {
  const marks: Mark[] = [];
  for (const match of text.matchAll(/\b(?:message|apiMessage)\\{0,3}["']?\s{0,3}(?:=>|[:=])\s{0,3}(?=\\{0,15}["'`])/g)) {
    const quoted = readQuoted(text, match.index + match[0].length);
    if (!quoted || quoted.value === '' || holdsBody(quoted.value)) continue;
    marks.push({ index: match.index, end: quoted.end, slot: 'message', value: quoted.value.replace(/\s+/g, ' ').replace(/^[45]\d\d (?=[A-Z])/, '') });
  }
  return marks;
}

/** The messages of Java's maps, which have no quotes. */
function findBareMessages(text: string): Mark[] {
  return [...text.matchAll(/\bmessage=([A-Z][^\n{}]{3,700}?)(?=\}|, (?:type|request_id|details)=)/g)].map((match) => ({ index: match.index, end: match.index + match[0].length, slot: 'message', value: match[1] ?? '' }));
}

/** What the Agent SDK tells of a subscription (`SDKRateLimitInfo` of @anthropic-ai/claude-agent-sdk 0.3.331), under the names of the headers it comes from. */
function findSubscription(text: string): Mark[] {
  return [...text.matchAll(/"rate_limit_info"\s?:\s?\{([^{}\n]{0,600})/g)].flatMap((info) =>
    subscriptionFields.flatMap(({ key, name }) => {
      const value = new RegExp(`"${key}"\\s?:\\s?"?([a-z_\\d.]{2,40})`).exec(info[1] ?? '')?.[1];
      return value === undefined ? [] : [{ index: info.index, end: info.index + info[0].length, slot: 'header' as const, name: `anthropic-ratelimit-unified-${name}`, value }];
    }),
  );
}

const subscriptionFields = [
  { key: 'status', name: 'status' },
  { key: 'resetsAt', name: 'reset' },
  { key: 'rateLimitType', name: 'representative-claim' },
  { key: 'overageStatus', name: 'overage-status' },
] as const;

function holdsBody(message: string): boolean {
  return message.includes('{') && /["']type["']|["']error["']/.test(message);
}

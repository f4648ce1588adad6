import type { Pattern } from './pattern';

/** Whose service answered, which model and which request it was about. */
export const services: readonly Pattern[] = [
  { slot: 'claude', regex: /\bAPI (error) \(attempt \d{1,3}\/\d{1,3}\)/g },
  { slot: 'claude', regex: /"subtype"\s?:\s?"(api_retry)"|"type"\s?:\s?"(rate_limit_event)"/g },
  // Amazon Bedrock's own operations: the same exceptions come from every service of AWS.
  { slot: 'claude', regex: /\b(InvokeModel(?:WithResponseStream)?|Invoke(?:Inline)?Agent(?= operation)|ConverseStream|Converse(?= operation)|bedrock-runtime|[Bb]edrock(?=[ ._:/-])|AnthropicBedrock|AnthropicVertex)/g },
  { slot: 'claude', regex: /\b(api\.anthropic\.com|anthropic|Anthropic(?:Exception|Error)?|Claude Code|API Error(?= \((?:Request timed|Connection|[45]\d\d )|: (?=Stream idle)|: (?:\d{3}|Request rejected \(\d{3}|Repeated 529|Request timed|Connection error|Connection closed|Unable to connect)))\b/g },
  { slot: 'path', regex: /(\/v1\/messages(?:\/batches|\/count_tokens)?)(?![\w/])/g },
  { slot: 'library', regex: /\b(litellm|langchain_anthropic|langchain_core|llama_index|pydantic_ai|instructor)\b(?=[./])/g },
  { slot: 'library', regex: /@(langchain)\//g },
  { slot: 'library', regex: /\borg\.(springframework\.ai)\./g, as: 'spring-ai' },
  { slot: 'library', regex: /\b(AI_APICallError|AI_RetryError)\b/g, as: 'ai' },
  { slot: 'inputTokens', regex: /\{\s{0,3}"input_tokens"\s{0,2}(?::|=>)\s{0,2}(\d{3,9})\s{0,3}\}/g },
  { slot: 'inputTokens', regex: /\b(?:estimated|prompt|request|input)[ _](?:input[ _])?tokens?\b["']?\s?[:=]\s?(\d[\d,]{2,11})(?![^\n]{0,60}output)/gi },
  // In a list, or as a document quotes it, it is only spoken of.
  { slot: 'cloud', regex: /(?<![`[])(?:\b|(?<=\\n))([Tt]hrottlingException|ThrottledException|ServiceUnavailableException|ModelTimeoutException|BedrockException|ValidationException|AccessDeniedException|TooManyRequestsException|ServiceQuotaExceededException|RESOURCE_EXHAUSTED)\b(?![`\]])/g },
  { slot: 'requestId', regex: /\b(req_[A-Za-z0-9]{3,48})\b/g },
  { slot: 'model', regex: /\b((?:anthropic\.)?claude-[a-z0-9][a-z0-9.@:-]{1,50}[a-z0-9])/g, accept: (value) => !/^claude-(?:code|agent|api|ai\b|desktop|sdk|com)/.test(value) },
  { slot: 'host', regex: /\b(?:POST "?|GET "?|Connected to |Host: |url:? ["']?|base_?url\\?["']?[:=] ?["']?)(?:https?:\/\/)?([a-z0-9][a-z0-9.-]{2,100})/gi, accept: (value) => value.includes('.') || value === 'localhost' },
  // The form of OpenAI's API and of those that copy it.
  { slot: 'foreign', regex: /"object"\s?:\s?"(error)"/g },
  { slot: 'foreign', regex: /\bwhen calling the (?!InvokeModel|InvokeAgent|InvokeInlineAgent|Converse|CountTokens)([A-Z]\w{2,60}) operation/g },
  { slot: 'foreign', regex: /\b(gpt-\d|gemini-[\w.]{1,20}|GoogleGenerativeAI|ChatGoogleGenerativeAI|DiscordAPIError|Stripe\w{0,20}Error|npm (?:ERR!|error)|toomanyrequests:|registry-1\.docker\.io|insufficient_quota|rate_limit_exceeded)/g },
  { slot: 'foreign', regex: /\b(openai\.[A-Z]\w{3,30}|api\.openai\.com|generativelanguage\.googleapis\.com|(?:api|docs)\.github\.com|GithubException|discord(?:app)?\.com\/api|api\.(?:mistral|groq|cohere|x|deepseek)\.(?:ai|com)|registry\.npmjs\.org)/g },
];

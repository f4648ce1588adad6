import { errorTypes } from './errorTypes';
import { isStatus } from './isStatus';
import type { Pattern } from './pattern';

/** Statuses, types and codes. Sources of the shapes: the SDKs' own `toString` and `repr`, curl, httpx' request log, `requests`, axios. */
export const statuses: readonly Pattern[] = [
  { slot: 'status', head: 'http', regex: /(?<!")\bHTTP\/\d(?:\.\d)? (\d{3})\b/g, accept: isStatus },
  // OkHttp's log, and those that are made like it.
  { slot: 'status', head: 'http', regex: /(?<![\w<-])<--? ([45]\d\d)\b/g },
  // httpcore's log, in tuples of bytes.
  { slot: 'status', regex: /\(b'HTTP\/\d(?:\.\d)?', (\d{3}), /g, accept: isStatus },
  { slot: 'headersShown', regex: /(?<!")\bHTTP\/\d(?:\.\d)? \d{3}\b[^\n"]{0,40}\n[< \t]{0,4}([a-z][a-z-]{1,40}):/gi },
  // httpx logs every request, also the ones that went well; those say nothing about the error beside them.
  { slot: 'status', head: 'http', regex: /"HTTP\/\d(?:\.\d)? ([45]\d\d)\b/g },
  // An entry of a HAR file is one request.
  { slot: 'entry', head: 'entry', regex: /"(startedDateTime)"/g },
  { slot: 'status', head: 'http', regex: /\b(?:failed|succeeded) with status:? (200|[45]\d\d)\b/g },
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
  { slot: 'status', spoken: true, regex: new RegExp(`(?<!\`)\\b([45]\\d\\d) (?=(?:${errorTypes})\\b)`, 'g') },
  { slot: 'status', regex: /\bAPI Error: (?:Request rejected \()?(429|529)\b/g },
  { slot: 'status', head: 'sdk', regex: /\bAPI [Ee]rror \(([45]\d\d)[ )]/g },
  { slot: 'status', spoken: true, regex: /(?<!`)\b(529)\b(?= \{|[ :,"'-]{1,6}Overloaded\b|[^\n]{0,20}\n[^\n]{0,12}"(?:detail|message|error)"[^\n]{0,8}Overloaded\b)/g },
  // A span of OpenTelemetry.
  { slot: 'status', regex: /\bhttp\.(?:response\.)?status_code\\{0,3}"[^\d]{0,80}(\d{3})\b/g, accept: isStatus },
  { slot: 'weakStatus', regex: /\b([45]\d\d) (?:Bad Request|Unauthorized|Payment Required|Forbidden|Not Found|Request Entity Too Large|Payload Too Large|Internal [Ss]erver [Ee]rror|Bad Gateway|Service Unavailable|Gateway Time-?out)\b/g },
  { slot: 'status', regex: /\b([45]\d\d) (?=litellm\.\w{3,40}Error)/g },
  { slot: 'status', regex: /\b(429) (?:Too Many Requests|Client Error)/gi },
  { slot: 'status', regex: /\breturned error: ([45]\d\d)\b/g },
  { slot: 'status', head: 'sdk', regex: /\bHTTP Error ([45]\d\d): /g },
  { slot: 'status', regex: /\b(429|529) POST \/v1\/messages\b/g },
  { slot: 'weakStatus', regex: /\berror code ([45]\d\d)\b/g },
  { slot: 'weakStatus', regex: /\b(?:status|statusCode|status_code|http_status|httpStatusCode|error_status|code)\\{0,3}["']?\s{0,3}(?:=>|[:=])\s{0,3}["']?(\d{3})\b/g, accept: isStatus },
  { slot: 'type', regex: new RegExp(`(?:\\b|_)type\\\\{0,3}["']?\\s{0,3}(?:=>|[:=])\\s{0,3}\\\\{0,3}["']?(${errorTypes})\\b`, 'g') },
  { slot: 'type', regex: new RegExp(`(?:: |\\*\\* |\\] )(${errorTypes}): (?=[A-Z])`, 'g') },
  { slot: 'weakType', regex: new RegExp(`\\b(${errorTypes})\\b`, 'g') },
  { slot: 'code', regex: /\berror_?[cC]ode\\{0,3}["']?\s{0,3}(?:=>|[:=])\s{0,3}\\{0,3}["']([a-z_]{3,64})/g },
  { slot: 'weakCode', regex: /\b((?:enforced|contract)_spend_limit_reached|ramp_limit_exceeded|linked_organization_(?:spend_limit_reached|billing_unavailable))\b/g },
  { slot: 'status', regex: /\bAnthropic(?: API)?(?: error)? ([45]\d\d)\b/g },
];

import type { ApiError } from './apiError';
import type { Dimension } from './buckets';

/** Whose limit was hit; quoted in the message. */
export interface LimitOwner {
  readonly organizationId: string;
  readonly model: string;
}

// The messages follow captured 429 bodies of 2026. The API may reword them at any time: programs must not match on them.
const advice =
  'For details, refer to: https://docs.claude.com/en/api/rate-limits. You can see the response headers for current usage. ' +
  'Please reduce the prompt length or the maximum tokens requested, or try again later. ' +
  'You may also contact sales at https://claude.com/contact-sales to discuss your options for a rate limit increase.';

const nouns: Readonly<Record<Dimension, string>> = { requests: 'requests', inputTokens: 'input tokens', outputTokens: 'output tokens' };

/** The plain 429 of an empty bucket; it has no error code. */
export function rateLimitError(owner: LimitOwner, dimension: Dimension, limit: number): ApiError {
  const what = `${grouped(limit)} ${nouns[dimension]} per minute (org: ${owner.organizationId}, model: ${owner.model})`;
  return rateLimited(`This request would exceed your organization's rate limit of ${what}. ${advice}`);
}

/** The 429 of fast mode, which has limits of tokens only; the wording as in alemtani/vorpal#76. */
export function fastModeError(owner: LimitOwner, dimension: Dimension, limit: number): ApiError {
  return rateLimited(`This request would exceed your rate limit of ${grouped(limit)} fast mode ${nouns[dimension]} per minute (org: ${owner.organizationId}, model: ${owner.model}).`);
}

/** The 429 of usage that grows too fast. */
export function accelerationError(owner: LimitOwner, ramp: { readonly current: number; readonly next: number }): ApiError {
  const message =
    `This request would exceed your organization's maximum usage increase rate for input tokens per minute (org: ${owner.organizationId}, model: ${owner.model}). ` +
    `Your current limit is ${grouped(ramp.current)} input tokens per minute, and will increase to ${grouped(ramp.next)} at the next minute boundary. ` +
    'Please scale up your input tokens usage more gradually to stay within the acceleration limit.';
  return { ...rateLimited(message), errorCode: 'ramp_limit_exceeded' };
}

/** The 429 of too many requests at once. */
export function connectionsError(): ApiError {
  return rateLimited(
    'Number of concurrent connections has exceeded your rate limit. Please try again later or contact sales at https://claude.com/contact-sales to discuss your options for a rate limit increase.',
  );
}

/** The 429 of a limit per day, which organizations had in 2024. */
export function dailyTokensError(): ApiError {
  return rateLimited(
    'Number of request tokens has exceeded your daily rate limit (https://docs.anthropic.com/en/api/rate-limits); see the response headers for current usage. ' +
      'Please reduce the prompt length or the maximum tokens requested, or try again later. ' +
      'You may also contact sales at https://www.anthropic.com/contact-sales to discuss your options for a rate limit increase.',
  );
}

/** A 429 with this message. */
export function rateLimited(message: string): ApiError {
  return { status: 429, type: 'rate_limit_error', message };
}

/** 30000 as 30,000, whatever the machine's language. */
function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** Where requests go, or why nothing may be sent. */
export type BaseUrl = { readonly kind: 'allowed'; readonly url: string } | { readonly kind: 'refused'; readonly reason: string };

export interface BaseUrlSources {
  /** `headroom.baseUrl` of the user's own settings, never of a workspace, or what else `name` says. */
  readonly setting?: string | undefined;
  readonly name?: string;
  /** `ANTHROPIC_BASE_URL` of the process. */
  readonly environment?: string | undefined;
}

/**
 * Chooses the address of the Claude API: the user's setting, else the environment, else the public API.
 * A key goes there, so it must be `https:`, or `http:` on this very machine, and carry no name or password.
 */
export function resolveBaseUrl({ setting, name = 'The setting headroom.baseUrl', environment }: BaseUrlSources): BaseUrl {
  if (isGiven(setting)) return check(setting.trim(), name);
  if (isGiven(environment)) return check(environment.trim(), 'ANTHROPIC_BASE_URL');
  return { kind: 'allowed', url: publicApi };
}

const publicApi = 'https://api.anthropic.com';

function isGiven(value: string | undefined): value is string {
  return value !== undefined && value.trim() !== '';
}

function check(value: string, source: string): BaseUrl {
  const url = parse(value);
  if (url === undefined) return { kind: 'refused', reason: `${source} is not a web address, so no request is sent.` };
  if (url.username !== '' || url.password !== '') return { kind: 'refused', reason: `${source} holds a name or password, so no request is sent.` };
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) return { kind: 'allowed', url: value.replace(/\/+$/, '') };
  return { kind: 'refused', reason: `${source} must start with https:// (http:// only for this machine), so no request is sent.` };
}

function parse(value: string): URL | undefined {
  try {
    return new URL(value);
  } catch {
    return undefined;
  }
}

/** `URL` has already turned every spelling of an IPv4 address into four decimal numbers. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

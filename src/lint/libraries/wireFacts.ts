import type { WireFacts } from '../call';
import type { Place } from '../program/place';
import type { SentRequest, Tools } from './model';
import { entryOf, onlyText } from './options';

/** What the Messages API of 2026-10-21 answers with a 400, even at their default values: platform.claude.com/docs/en/api/migration-2026-10-21. */
const refused = { '2026-10-21': ['temperature', 'top_p', 'top_k'] } as const;

/** What a request to Anthropic’s own address says in its path and headers. */
export function wireFacts(path: string, { headers, body }: Pick<SentRequest, 'headers' | 'body'>, tools: Tools): WireFacts {
  const key = headers?.get('x-api-key');
  const bearer = headers?.get('authorization');
  // Without a sign of who asks, something else puts headers on; without a body it only tries whether a key is known.
  if (!headers || !body || (!key && !bearer)) return { path, version: 'unknown', keyIn: 'unknown', refused: [] };
  const version = headers.get('anthropic-version');
  const text = version && onlyText(tools.texts(version));
  const named = version ? (text ?? 'unknown') : 'missing';
  const params = named === '2026-10-21' ? refused[named] : [];
  return { path, version: named, keyIn: keyIn(key, tools), refused: params.filter((name) => entryOf(body, name, tools) !== undefined) };
}

/** `authorization` takes a key as it does an access token, and the official SDKs send it there: platform.claude.com/docs/en/manage-claude/authentication. */
function keyIn(key: Place | undefined, tools: Tools): WireFacts['keyIn'] {
  if (!key) return 'unknown';
  return tools.texts(key).every((text) => /^Bearer\s/i.test(text)) ? 'x-api-key as a bearer' : 'x-api-key';
}

import type { WireFacts } from '../call';
import type { Expr } from '../facts/facts';
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
  return { path, version: named, keyIn: keyIn(key, bearer, tools), refused: params.filter((name) => entryOf(body, name, tools) !== undefined) };
}

function keyIn(key: Place | undefined, bearer: Place | undefined, tools: Tools): WireFacts['keyIn'] {
  if (key) return tools.texts(key).every((text) => /^Bearer\s/i.test(text)) ? 'x-api-key as a bearer' : 'x-api-key';
  return bearer && namesApiKey(bearer.expr) ? 'authorization' : 'unknown';
}

/** `Bearer ${process.env.ANTHROPIC_API_KEY}`: a key by its name, where an access token would have another. */
function namesApiKey(expr: Expr): boolean {
  switch (expr.kind) {
    case 'template':
      return expr.parts.some((part) => typeof part !== 'string' && namesApiKey(part));
    case 'binary':
      return namesApiKey(expr.left) || namesApiKey(expr.right);
    case 'name':
    case 'member':
      return /api_?key/i.test(expr.name);
    default:
      return false;
  }
}

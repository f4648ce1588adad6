import { contentRegions } from './reading/contentRegions';

/**
 * A text without what must not be shown: keys, access tokens, cookies, ids of organizations and workspaces, e-mail addresses, and the content of
 * requests and answers. Request ids stay, for support needs them. `secrets` are known ones, taken out first whatever they look like.
 * Works on any text; linear; changes nothing when done again.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  const plain = secrets.filter((secret) => secret !== '').reduce((rest, secret) => rest.replaceAll(secret, '[key]'), text);
  return patterns.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), withoutContent(plain));
}

/** Each begins with a literal or a bounded class, so that no text makes it slow. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/\bsk-ant-[\w-]*/gi, '[key]'],
  [/\bsk-(?:or-|proj-|lf-)?[A-Za-z0-9_-]{16,}/g, '[key]'],
  // GitHub, GitLab, npm, Hugging Face, Slack, Google: prefixes that their documentation gives.
  [/\b(?:gh[oprsu]_|github_pat_|glpat-|npm_|hf_|xox[abeoprs]-|AIza)[\w-]{16,255}/g, '[key]'],
  [/\bya29\.[\w.-]{10,4000}/g, '[key]'],
  [/(:\/\/)[^\s:@/?#]{1,200}:[^\s@/]{1,200}@/g, '$1[key]@'],
  [/([?&](?:x-amz-(?:signature|credential|security-token)|x-goog-(?:signature|credential)|sig|signature|token|key|api[-_]?key|access_token|code)=)[^&\s"'<>)\\]{1,4000}/gi, '$1[key]'],
  [/\b((?:set-)?cookie\\?["']?\s{0,3}:\s{0,3}\\?["']?)[^\n"'\\]{1,4000}/gi, '$1[key]'],
  [/\b(x-api-key|api[-_]?key|authorization|cookie|(?:aws_?)?secret_?access_?key|(?:aws_?)?session_?token|client_?secret|(?:access|refresh|id)_token|password)(\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?)(?!\[)(?:(?:Bearer|Basic)\s{1,3})?[^\s"',;\\)}]{1,4000}/gi, '$1$2[key]'],
  [/\b(Bearer|Basic)(\s{1,3})[\w.~+/=-]{8,4000}/gi, '$1$2[key]'],
  [/\beyJ[\w-]{5,4000}\.[\w-]{5,4000}\.?[\w-]{0,4000}/g, '[key]'],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, '[key]'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '[organization]'],
  // Virtual keys of gateways, which they print as hashes.
  [/\b[0-9a-f]{40,128}\b/gi, '[key]'],
  [/\bwrkspc_\w+/g, '[workspace]'],
  [/\borg[-_][A-Za-z0-9]{12,60}/g, '[organization]'],
  [/(?<![\w.+-])[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}/g, '[e-mail]'],
  // What a tool is called with.
  [/(\binput\\{0,15}["']\s{0,2}:\s{0,2})\{[^{}\n]{1,4000}\}/g, '$1{[content]}'],
];

function withoutContent(text: string): string {
  const regions = contentRegions(text, { names: 'all' });
  if (regions.length === 0) return text;
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, quote, depth } of regions) {
    const mark = '\\'.repeat(depth) + quote;
    const isClosed = end - start > mark.length && text.startsWith(quote, end - 1);
    parts.push(text.slice(at, start), mark, '[content]', isClosed ? mark : '');
    at = end;
  }
  return [...parts, text.slice(at)].join('');
}

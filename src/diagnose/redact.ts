/**
 * A text without what must not be shown: keys, access tokens, ids of organizations and workspaces, e-mail addresses.
 * Request ids stay, for support needs them. `secrets` are known ones, taken out first whatever they look like.
 * Works on any text; linear.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  const plain = secrets.filter((secret) => secret !== '').reduce((rest, secret) => rest.replaceAll(secret, '[key]'), text);
  return patterns.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), plain);
}

/** Each begins with a literal or a bounded class, so that no text makes it slow. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/\bsk-ant-[\w-]*/gi, '[key]'],
  [/\bsk-(?:or-|proj-|lf-)?[A-Za-z0-9_-]{16,}/g, '[key]'],
  [/\b(x-api-key|api[-_]?key|authorization|cookie)(\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?)(?!\[)(?:(?:Bearer|Basic)\s{1,3})?[^\s"',;\\)}]{1,4000}/gi, '$1$2[key]'],
  [/\b(Bearer|Basic)(\s{1,3})[\w.~+/=-]{8,4000}/gi, '$1$2[key]'],
  [/\beyJ[\w-]{5,4000}\.[\w-]{5,4000}\.?[\w-]{0,4000}/g, '[key]'],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, '[key]'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '[organization]'],
  [/\bwrkspc_\w+/g, '[workspace]'],
  [/\borg[-_][A-Za-z0-9]{12,60}/g, '[organization]'],
  [/(?<![\w.+-])[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}/g, '[e-mail]'],
];

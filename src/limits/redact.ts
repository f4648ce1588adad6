/**
 * A text from the API without what must not be shown: Anthropic keys and tokens, the ids of organizations
 * (UUIDs in its messages) and workspaces, and any of `secrets` themselves.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  const plain = secrets.filter((secret) => secret !== '').reduce((rest, secret) => rest.replaceAll(secret, '[key]'), text);
  return plain
    .replace(/sk-ant-[\w-]+/g, '[key]')
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '[organization]')
    .replace(/\bwrkspc_\w+/g, '[workspace]');
}

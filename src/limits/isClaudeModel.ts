/** True for a text that looks like a model of the Claude API: what a workspace says is shown and sent only then. */
export function isClaudeModel(text: string): boolean {
  return /^claude-[a-z0-9-]{1,60}$/.test(text);
}

/**
 * The pool of rate limits a model draws from: some models share one, every other has its own.
 * Source: rate limits page of the API's documentation (August 2026): Opus 4.x share, Sonnet 4.x share,
 * Fable 5 and 5.1 share, Mythos 5 and 5.1 share.
 */
export function modelClass(model: string): string {
  const undated = model.replace(/-\d{8}$/, '');
  if (/^claude-opus-4(-|$)/.test(undated)) return 'claude-opus-4';
  if (/^claude-sonnet-4(-|$)/.test(undated)) return 'claude-sonnet-4';
  return undated.replace(/^(claude-(?:fable|mythos)-5)-1$/, '$1');
}

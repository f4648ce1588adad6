interface Pool {
  readonly name: string;
  readonly models: RegExp;
}

/**
 * Models that draw from one pool of rate limits; every other has a pool of its own. Source: "Rate limits" of the API's
 * documentation, platform.claude.com/docs/en/api/rate-limits (August 2026): Opus 4.x share theirs, and so do Sonnet 4.x, Fable 5
 * and 5.1, and Mythos 5 and 5.1.
 */
const pools: readonly Pool[] = [
  { name: 'claude-opus-4', models: /^claude-opus-4(?:-|$)/ },
  { name: 'claude-sonnet-4', models: /^claude-sonnet-4(?:-|$)/ },
  { name: 'claude-fable-5', models: /^claude-fable-5(?:-1)?$/ },
  { name: 'claude-mythos-5', models: /^claude-mythos-5(?:-1)?$/ },
];

/** The pool of rate limits that a model draws from; a model with a date at its end is the one without it. */
export function modelClass(model: string): string {
  const undated = model.replace(/-\d{8}$/, '');
  return pools.find(({ models }) => models.test(undated))?.name ?? undated;
}

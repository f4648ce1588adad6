/**
 * What a test ping to these models costs, as a sentence to agree to. They are plain text, not Markdown.
 * About 10 input tokens is the one-word prompt with the turn around it.
 */
export function describePingPrice([model = '', ...others]: readonly string[]): string {
  const cost = dearest([model, ...others]);
  const money = cost === undefined ? '' : `, ${others.length > 0 ? 'at most' : 'about'} ${dollars(cost)}`;
  const turns = others.length === 0 ? '' : `, and in turn to ${others.join(' and ')}, which this workspace calls, too,`;
  return `A test ping is one request to ${model}${turns} with about 10 input tokens and 1 output token${money}. It counts against your own rate limits and bill.`;
}

/** What pings at an interval cost at most on one day; undefined where the price of a model is not known. */
export function pingPricePerDay(models: readonly string[], pings: number): string | undefined {
  const cost = dearest(models);
  return cost === undefined ? undefined : dollars(cost * pings);
}

/** The cost of one ping to the dearest of them. */
function dearest(models: readonly string[]): number | undefined {
  const costs = models.map(costOf);
  return costs.reduce((most, cost) => (most === undefined || cost === undefined ? undefined : Math.max(most, cost)), 0);
}

function costOf(model: string): number | undefined {
  const price = prices[model];
  return price && (10 * price.input + price.output) / 1_000_000;
}

function dollars(amount: number): string {
  return `$${amount.toFixed(7).replace(/0+$/, '').replace(/\.$/, '')}`;
}

/** US dollars per million tokens. Source: platform.claude.com/docs/en/models, October 2026. */
const prices: Readonly<Partial<Record<string, { readonly input: number; readonly output: number }>>> = {
  'claude-haiku-5-5': { input: 0.1, output: 0.5 },
  'claude-sonnet-5-5': { input: 2, output: 10 },
  'claude-opus-5-5': { input: 4, output: 20 },
  'claude-fable-5-1': { input: 10, output: 50 },
};

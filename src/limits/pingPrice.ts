/**
 * What a test ping costs, as a sentence to agree to. The model is plain text, not Markdown.
 * About 10 input tokens is the one-word prompt with the turn around it.
 */
export function describePingPrice(model: string): string {
  const cost = costOf(model);
  const money = cost === undefined ? '' : `, about ${dollars(cost)}`;
  return `A test ping is one request to ${model} with about 10 input tokens and 1 output token${money}. It counts against your own rate limits and bill.`;
}

/** What pings at an interval cost at most on one day; undefined where the price of the model is not known. */
export function pingPricePerDay(model: string, pings: number): string | undefined {
  const cost = costOf(model);
  return cost === undefined ? undefined : dollars(cost * pings);
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

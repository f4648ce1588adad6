import Anthropic from '@anthropic-ai/sdk';

interface Ticket {
  readonly id: number;
  readonly text: string;
}

/** Summarizes last night's tickets, all of them at once. */
export async function nightlyDigest(tickets: readonly Ticket[]): Promise<readonly string[]> {
  const claude = new Anthropic();
  const summaries = await Promise.all(
    tickets.map((ticket) =>
      claude.messages.create({
        model: 'claude-haiku-4-5',
        max_tokens: 100,
        messages: [{ role: 'user', content: `Summarize ticket ${ticket.id}: ${ticket.text}` }],
      }),
    ),
  );
  return summaries.map((summary) => JSON.stringify(summary.content));
}

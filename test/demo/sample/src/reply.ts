import Anthropic from '@anthropic-ai/sdk';

const claude = new Anthropic({ maxRetries: 0 });

/** Drafts an answer to a customer's question. */
export async function draftReply(question: string): Promise<string> {
  const message = await claude.messages.create({
    model: 'claude-sonnet-5',
    max_tokens: 600,
    messages: [{ role: 'user', content: question }],
  });
  return message.content.map((block) => (block.type === 'text' ? block.text : '')).join('');
}

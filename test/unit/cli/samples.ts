/** Nothing sends this call again; it stands at 5:16. */
export const unretried = `import Anthropic from '@anthropic-ai/sdk';
const claude = new Anthropic({ maxRetries: 0 });

export async function ask() {
  return await claude.messages.create({
    model: 'claude-sonnet-5',
    max_tokens: 100,
    messages: [],
  });
}
`;

/** Only the SDK's own two retries, which is a matter of information. */
export const weak = unretried.replace('{ maxRetries: 0 }', '');

export const retried = unretried.replace('maxRetries: 0', 'maxRetries: 9');

/** The same in Python, at 3:1. */
export const unretriedPython = `import anthropic
client = anthropic.Anthropic(max_retries=0)
client.messages.create(model="claude-haiku-5-5", max_tokens=9, messages=[])
`;

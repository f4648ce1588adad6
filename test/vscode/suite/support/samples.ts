/** A TypeScript file whose call nothing sends again; the call is on line 6. */
export const unretried = `import Anthropic from '@anthropic-ai/sdk';

const claude = new Anthropic({ maxRetries: 0 });

export async function ask(question: string) {
  return claude.messages.create({ model: 'claude-sonnet-5', max_tokens: 100, messages: [{ role: 'user', content: question }] });
}
`;

/** The same call, retried long enough. */
export const retried = unretried.replace('maxRetries: 0', 'maxRetries: 8');

/** A Python file that only prints the 429; the call is on line 5. */
export const printed = `import requests


def ask(question):
    response = requests.post("https://api.anthropic.com/v1/messages", headers={"x-api-key": "k", "anthropic-version": "2023-06-01"}, json={"model": "claude-haiku-4-5", "max_tokens": 9, "messages": []})
    if response.status_code == 429:
        print("rate limited")
    return response.json()
`;

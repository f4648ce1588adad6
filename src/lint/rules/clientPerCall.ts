import { type Rule, docsUrl } from './rule';

export const clientPerCall: Rule = {
  id: 'client-per-call',
  severity: 'hint',
  title: 'A client is made anew for each of these calls',
  why: 'A client keeps its connections open for the next request. One that is made for each call pays for a new TCP and TLS handshake every time, and leaves the old connections to be collected (hermes-agent #77142).',
  examples: [
    { language: 'ts', bad: 'for (const text of texts) {\n  const client = new Anthropic();\n  await client.messages.create(bodyOf(text));\n}', good: 'const client = new Anthropic();\nfor (const text of texts) await client.messages.create(bodyOf(text));' },
    { language: 'python', bad: 'for text in texts:\n    client = Anthropic()\n    client.messages.create(**body_of(text))', good: 'client = Anthropic()\nfor text in texts:\n    client.messages.create(**body_of(text))' },
  ],
  off: 'Each call must have connections of its own.',
  docsUrl: docsUrl('client-per-call'),
  isLevelFixed: true,
  check: ({ clientMade }) => clientMade && { span: clientMade.span, message: `A new client is made for each ${clientMade.each === 'turn' ? 'turn of the loop' : 'of these calls'}: made once, it keeps its connections open from one call to the next.` },
};

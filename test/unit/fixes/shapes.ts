/** A Claude call in a place where a fix must look where it writes: what it is, the file's name, and its text. */
export type Shape = readonly [title: string, file: string, text: string];

const params = "{ model: 'claude-sonnet-5', max_tokens: 9, messages: [{ role: 'user', content: 'hi' }] }";
const sdk = "import Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic({ maxRetries: 0 });\n\n";
const keywords = 'model="claude-sonnet-5", max_tokens=9, messages=[{"role": "user", "content": "hi"}]';
const pip = 'import anthropic\n\nclient = anthropic.Anthropic(max_retries=0)\nlater = anthropic.AsyncAnthropic(max_retries=0)\n\n\n';

export const script: readonly Shape[] = [
  ['one line', 'a.js', `import Anthropic from '@anthropic-ai/sdk'; const client = new Anthropic({ maxRetries: 0 }); console.log(await client.messages.create(${params}));`],
  ['one line of CommonJS', 'a.cjs', `const Anthropic = require('@anthropic-ai/sdk'); exports.ask = async () => await new Anthropic({ maxRetries: 0 }).messages.create(${params});`],
  ['a type assertion', 'a.ts', `${sdk}export const answer = (await client.messages.create(${params})) as Anthropic.Message;\n`],
  ['an old type assertion', 'a.ts', `${sdk}export const answer = <Anthropic.Message>await client.messages.create(${params});\n`],
  ['satisfies', 'a.ts', `${sdk}export const answer = (await client.messages.create(${params} satisfies Anthropic.MessageCreateParams)) satisfies object;\n`],
  ['a non-null assertion', 'a.ts', `${sdk}export const answer = (await client.messages.create(${params})).content[0]!;\n`],
  ['nested template strings', 'a.ts', `${sdk}export const text = \`a \${\`b \${(await client.messages.create(${params})).id} c\`} d\`;\n`],
  ['a decorated method', 'a.ts', `${sdk}function logged(_: unknown, __: unknown): void {}\n\nexport class Bot {\n  @logged\n  async ask(@logged question: string) {\n    return await client.messages.create({ model: 'claude-sonnet-5', max_tokens: 9, messages: [{ role: 'user', content: question }] });\n  }\n}\n`],
  ['a private method and a static block', 'a.ts', `${sdk}export class Bot {\n  static last?: Anthropic.Message;\n  static {\n    void Bot.#ask();\n  }\n  static async #ask() {\n    Bot.last = await client.messages.create(${params});\n  }\n}\n`],
  ['deep indentation', 'a.ts', `${sdk}export async function ask(go: boolean) {\n${Array.from({ length: 14 }, (_, depth) => `${'  '.repeat(depth + 1)}if (go) {\n`).join('')}${'  '.repeat(15)}console.log(await client.messages.create(${params}));\n${Array.from({ length: 14 }, (_, depth) => `${'  '.repeat(14 - depth)}}\n`).join('')}}\n`],
  ['JSX', 'a.tsx', `${sdk}export const Ask = () => <button title="a > b" onClick={async () => { console.log(await client.messages.create(${params})); }}>{'{'} ask {\`\${1}\`}</button>;\n`],
  ['an arrow in JSX', 'a.jsx', `${sdk}export const Ask = ({ show }) => (\n  <>\n    <Ask2 load={() => client.messages.create(${params}).then(show)} /> {/* mine */}\n  </>\n);\n`],
  ['an optional chain and a default', 'a.ts', `${sdk}export const id = (await client.messages.create(${params}))?.id ?? 'none';\n`],
  ['a comma and a conditional', 'a.js', `${sdk}export const ask = async (yes) => (yes ? (void 0, await client.messages.create(${params})) : null);\n`],
  ['a generator', 'a.ts', `${sdk}export async function* answers() {\n  yield await client.messages.create(${params});\n}\n`],
  ['a label, a switch and a comment in the call', 'a.ts', `${sdk}export async function ask(kind: 1 | 2) {\n  switch (kind) {\n    case 1: {\n      const message = await client.messages // the best\n        .create(\n          /* whole */ ${params}, // one\n        );\n      return message;\n    }\n    default:\n      return undefined;\n  }\n}\n`],
  ['a destructured answer', 'a.ts', `${sdk}export const { content: [first = undefined] = [] } = await client.messages.create(${params});\n`],
  ['enums, namespaces and overloads around it', 'a.ts', `${sdk}enum Kind { One = 1 }\nnamespace Names { export const kind = Kind.One; }\nexport function ask(kind: Kind): Promise<Anthropic.Message>;\nexport function ask(kind: string): Promise<Anthropic.Message>;\nexport async function ask(kind: unknown) {\n  return await client.messages.create({ model: 'claude-sonnet-5', max_tokens: Names.kind, messages: [{ role: 'user', content: String(kind) }] });\n}\n`],
  ['plain fetch in a chain', 'a.js', "export const ask = (body) => fetch('https://api.anthropic.com/v1/messages', { method: 'POST', headers: { 'x-api-key': process.env.KEY, 'anthropic-version': '2023-06-01' }, body: JSON.stringify(body) })\n  .then((answer) => answer.json());\n"],
  ['no line end at the end', 'a.ts', `${sdk}console.log(await client.messages.create(${params}));`],
  ['a shebang and a directive', 'a.mjs', `#!/usr/bin/env node\n'use strict';\n${sdk}console.log(await client.messages.create(${params}));\n`],
];

export const python: readonly Shape[] = [
  ['one line', 'a.py', `import anthropic; client = anthropic.Anthropic(max_retries=0); print(client.messages.create(${keywords}))`],
  ['a walrus', 'a.py', `${pip}if (answer := client.messages.create(${keywords})):\n    print(answer)\n`],
  ['a comprehension', 'a.py', `${pip}def ask(questions):\n    return [client.messages.create(model="claude-sonnet-5", max_tokens=9, messages=[{"role": "user", "content": question}]) for question in questions if question]\n`],
  ['a comprehension of awaits', 'a.py', `${pip}async def ask(questions):\n    return {question: await later.messages.create(model="claude-sonnet-5", max_tokens=9, messages=[{"role": "user", "content": question}]) for question in questions}\n`],
  ['async with', 'a.py', `${pip}async def ask(lock):\n    async with lock, lock as held:\n        print(held)\n        return await later.messages.create(${keywords})\n`],
  ['an f-string', 'a.py', `${pip}print(f"a {client.messages.create(model='claude-sonnet-5', max_tokens=9, messages=[{'role': 'user', 'content': 'hi'}]).id!r:>20} {{b}}")\n`],
  ['a decorated method', 'a.py', `${pip}import functools\n\n\nclass Bot:\n    @staticmethod\n    @functools.lru_cache(maxsize=None)\n    def ask(question: str = "hi") -> str:\n        """Asks."""\n        return client.messages.create(model="claude-sonnet-5", max_tokens=9, messages=[{"role": "user", "content": question}]).id\n`],
  ['a lambda and a conditional', 'a.py', `${pip}ask = lambda yes: client.messages.create(${keywords}) if yes else None\n`],
  ['deep indentation', 'a.py', `${pip}def ask(go):\n${Array.from({ length: 14 }, (_, depth) => `${'    '.repeat(depth + 1)}if go:\n`).join('')}${'    '.repeat(15)}print(client.messages.create(${keywords}))\n`],
  ['a match and a try', 'a.py', `${pip}def ask(kind):\n    match kind:\n        case {"a": [first, *_]}:\n            try:\n                return client.messages.create(\n                    ${keywords},  # hi\n                )\n            finally:\n                print(first)\n`],
  ['a backslash and a comment', 'a.py', `${pip}answer = \\\n    client.messages.create(\n        model="claude-sonnet-5",\n        max_tokens=9,  # few\n        messages=[{"role": "user", "content": "hi"}],\n        # the end\n    )\n`],
  ['a module docstring and a future import', 'a.py', `"""Asks Claude."""\nfrom __future__ import annotations\n\n${pip}print(client.messages.create(${keywords}))\n`],
  ['a shebang and a coding line', 'a.py', `#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\n${pip}print(client.messages.create(${keywords}))\n`],
  ['no line end at the end', 'a.py', `${pip}print(client.messages.create(${keywords}))`],
  ['a starred argument and a default', 'a.py', `${pip}def ask(*args, more_of=client, **more):\n    print(more_of)\n    return client.messages.create(*args, **more)\n`],
  ['type hints and a generic function', 'a.py', `${pip}from typing import Annotated, Any\n\n\nasync def ask(question: Annotated[str, "hi"], /, *, more: "dict[str, Any] | None" = None) -> "list[str]":\n    message: Any = await later.messages.create(model="claude-sonnet-5", max_tokens=9, messages=[{"role": "user", "content": question}])\n    return [message.id]\n`],
];

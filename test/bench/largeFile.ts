/** A TypeScript file of about that many lines: ordinary code, and Claude calls spread over it. */
export function largeFile({ lines, claudeCalls }: { readonly lines: number; readonly claudeCalls: number }): string {
  const head = ["import Anthropic from '@anthropic-ai/sdk';", '', 'const client = new Anthropic({ maxRetries: 1 });', '// here one types', ''];
  const each = 14;
  const parts = Math.floor((lines - head.length) / each);
  const every = Math.floor(parts / claudeCalls);
  const bodies = Array.from({ length: parts }, (_, index) => (index % every === 0 && index / every < claudeCalls ? asking(index) : ordinary(index)));
  return [...head, ...bodies.flat()].join('\n');
}

function ordinary(index: number): readonly string[] {
  return [
    `export function total${index}(items: readonly { readonly price: number; readonly amount: number }[]): number {`,
    index === 40 ? '  const total = 0' : `  const total = ${index}`,
    '  let sum = total;',
    '  for (const { price, amount } of items) {',
    '    if (amount <= 0) continue;',
    `    const label = \`item \${price} of ${index}\`;`,
    "    if (label.includes('free')) {",
    '      sum += Math.max(0, price - 1) * amount;',
    '    } else {',
    '      sum += price * amount;',
    '    }',
    '  }',
    '  return Number(sum.toFixed(2));',
    '}',
  ];
}

function asking(index: number): readonly string[] {
  return [
    `export async function ask${index}(question: string): Promise<string> {`,
    '  try {',
    '    const answer = await client.messages.create({',
    "      model: 'claude-sonnet-5',",
    '      max_tokens: 1024,',
    "      messages: [{ role: 'user', content: question }],",
    '    });',
    "    const [block] = answer.content;",
    "    return block?.type === 'text' ? block.text : '';",
    '  } catch (error) {',
    `    console.error('question ${index} failed', error);`,
    '    throw error;',
    '  }',
    '}',
  ];
}

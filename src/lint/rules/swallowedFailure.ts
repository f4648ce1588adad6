import { type Rule, docsUrl } from './rule';

export const swallowedFailure: Rule = {
  id: 'swallowed-failure',
  severity: 'warning',
  title: 'Giving up looks like an answer',
  why: 'A retry that ends with nothing instead of an error lets the program go on as if it had an answer: the failure shows up somewhere else, or never. A tool reported its task as done after the refused request (Roo-Code #5050).',
  examples: [
    { language: 'ts', bad: 'for (let attempt = 0; attempt < 8; attempt++) {\n  try {\n    return await ask();\n  } catch {\n    await sleep(1000 * 2 ** attempt);\n  }\n}', good: 'for (let attempt = 0; ; attempt++) {\n  try {\n    return await ask();\n  } catch (error) {\n    if (attempt === 7) throw error;\n    await sleep(1000 * 2 ** attempt);\n  }\n}' },
    { language: 'python', bad: 'for attempt in range(8):\n    try:\n        return ask()\n    except RateLimitError:\n        time.sleep(2 ** attempt)', good: 'for attempt in range(8):\n    try:\n        return ask()\n    except RateLimitError:\n        if attempt == 7:\n            raise\n        time.sleep(2 ** attempt)' },
  ],
  off: 'Every caller looks for the empty value and says what happened.',
  docsUrl: docsUrl('swallowed-failure'),
  check: ({ policy: { layers } }) => {
    const silent = layers.find(({ covers429, givesUpWith }) => covers429 === true && givesUpWith !== undefined);
    return silent && `When ${silent.name} gives up, it returns ${silent.givesUpWith} and raises nothing: the failure looks like an answer.`;
  },
};

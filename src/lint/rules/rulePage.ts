import { severities } from './levels';
import type { Rule } from './rule';

const names = { ts: 'TypeScript', python: 'Python' } as const;

/** The Markdown page of a rule, from the rule's own words. */
export function rulePage({ id, severity, title, why, examples, off, check, isLevelFixed }: Rule): string {
  const block = (language: string, code: string) => ['```' + language, code, '```'];
  return [
    `# \`${id}\``,
    '',
    `${title}. Level: ${severity}${check && !isLevelFixed && severity !== 'error' ? `, and ${severities[severities.indexOf(severity) + 1] ?? severity} inside a loop or parallel calls` : ''}.`,
    '',
    '## Why',
    '',
    why,
    ...examples.flatMap(({ language, bad, good }) => ['', `## ${names[language]}`, '', 'Bad:', '', ...block(language, bad), '', 'Good:', '', ...block(language, good)]),
    '',
    '## When to switch it off',
    '',
    off,
    '',
    'For everybody who works on the project, in `headroom.config.json`:',
    '',
    ...block('json', `{ "rules": { "${id}": "off" } }`),
    '',
    'For you alone, in the settings of VS Code:',
    '',
    ...block('json', `"headroom.rules": { "${id}": "off" }`),
    '',
  ].join('\n');
}

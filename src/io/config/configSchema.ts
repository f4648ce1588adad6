import { levels } from '../../lint/rules/levels';
import type { Rule } from '../../lint/rules/rule';

/** The JSON schema of `headroom.config.json`, from the rules' own words. */
export function configSchema(rules: readonly Rule[]): string {
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'https://raw.githubusercontent.com/headroom-for-claude/headroom-for-claude/main/media/headroom.config.schema.json',
    title: 'Configuration of Headroom',
    description: 'What a project says to Headroom for everybody who works on it, in the editor and on the command line.',
    type: 'object',
    // VS Code reads these two.
    allowComments: true,
    allowTrailingCommas: true,
    additionalProperties: false,
    properties: {
      $schema: { type: 'string', description: 'The address of this schema.' },
      rules: {
        type: 'object',
        description: 'The level of each rule. `off` switches a rule off; a rule that is not named keeps its own level.',
        additionalProperties: false,
        properties: Object.fromEntries(rules.map(({ id, title, severity, docsUrl }) => [id, { description: `${title}.`, markdownDescription: `${title}. [${id}](${docsUrl})`, enum: levels, default: severity }])),
      },
      exclude: {
        type: 'array',
        description: 'Files and folders to leave out: patterns as in .gitignore, from the folder of this file. What other files import from them is still followed.',
        items: { type: 'string', minLength: 1 },
        default: [],
      },
    },
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

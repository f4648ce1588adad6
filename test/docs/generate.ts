// `npm run docs`: writes what is generated from the code into docs/ and media/.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { configSchema } from '../../src/io/config/configSchema';
import { rules } from '../../src/lint/rules/index';
import { rulePage } from '../../src/lint/rules/rulePage';

const root = path.join(__dirname, '..', '..');
const folder = path.join(root, 'docs', 'rules');
mkdirSync(folder, { recursive: true });
for (const rule of rules) writeFileSync(path.join(folder, `${rule.id}.md`), rulePage(rule));
writeFileSync(path.join(root, 'media', 'headroom.config.schema.json'), configSchema(rules));

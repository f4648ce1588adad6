// `npm run docs`: writes what is generated from the code into docs/.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { rules } from '../../src/lint/rules/index';
import { rulePage } from '../../src/lint/rules/rulePage';

const folder = path.join(__dirname, '..', '..', 'docs', 'rules');
mkdirSync(folder, { recursive: true });
for (const rule of rules) writeFileSync(path.join(folder, `${rule.id}.md`), rulePage(rule));

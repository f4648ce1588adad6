import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { causes } from '../../../src/diagnose/causes/index';
import { fixes } from '../../../src/lint/fixes/index';
import { configName } from '../../../src/io/config/configFiles';
import { configSchema } from '../../../src/io/config/configSchema';
import { languages } from '../../../src/lint/languages/index';
import { libraries } from '../../../src/lint/libraries/index';
import { rules } from '../../../src/lint/rules/index';
import { rulePage } from '../../../src/lint/rules/rulePage';
import { findProofs, ownTest } from '../../storms/proofs';

const root = path.join(__dirname, '..', '..', '..');
const read = (...parts: readonly string[]) => readFileSync(path.join(root, ...parts), 'utf8');
const manifest = JSON.parse(read('package.json')) as {
  contributes: { commands: { command: string }[]; jsonValidation: { fileMatch: string; url: string }[]; configuration: { properties: Record<string, { properties?: Record<string, { enum: string[] }> }> } };
  scripts: Record<string, string>;
};
const fixtures = readdirSync(path.join(root, 'test', 'fixtures', 'lint')).filter((name) => !name.includes('.fixed.'));

describe('the registry', () => {
  it('lists every model, rule, fix and cause that has a file', () => {
    for (const [folder, type] of [
      ['lint/libraries', 'LibraryModel'],
      ['lint/rules', 'Rule'],
      ['lint/fixes', 'Fix'],
      ['diagnose/causes', 'Cause'],
    ] as const) {
      const list = read('src', folder, 'index.ts');
      for (const file of readdirSync(path.join(root, 'src', folder))) {
        const exported = [...read('src', folder, file).matchAll(new RegExp(`export const (\\w+): ${type}\\b`, 'g'))].map(([, name]) => name ?? '');
        for (const name of exported) assert.match(list, new RegExp(`\\b${name}\\b`), `${folder}/${file} exports ${name}, which index.ts does not list`);
      }
    }
  });

  it('names nothing twice', () => {
    for (const ids of [rules.map(({ id }) => id), libraries.map(({ name, languages: [language] }) => `${name} ${language === 'python' ? 'of PyPI' : 'of npm'}`), causes.map(({ id }) => id)]) assert.equal(new Set(ids).size, ids.length);
  });

  it('has a setting for every rule, with every severity', () => {
    const settings = manifest.contributes.configuration.properties['headroom.rules']?.properties ?? {};
    assert.deepEqual(Object.keys(settings).sort(), rules.map(({ id }) => id as string).sort());
    for (const { enum: levels } of Object.values(settings)) assert.deepEqual(levels, ['off', 'hint', 'information', 'warning', 'error']);
  });

  it('has a fresh page for every rule: `npm run docs` changes nothing', () => {
    assert.deepEqual(readdirSync(path.join(root, 'docs', 'rules')).sort(), rules.map(({ id }) => `${id}.md`).sort());
    for (const rule of rules) assert.equal(read('docs', 'rules', `${rule.id}.md`), rulePage(rule));
  });

  it('has a fresh schema of the config, which VS Code applies to it', () => {
    assert.deepEqual(manifest.contributes.jsonValidation.map(({ fileMatch }) => fileMatch), [configName]);
    for (const { url } of manifest.contributes.jsonValidation) assert.equal(read(url), configSchema(rules));
  });

  it('has a fixture for every rule in every language, and one where the rule stays silent', () => {
    for (const { id } of rules)
      for (const ending of ['ts', 'tsx', 'js', 'jsx', 'py']) {
        const texts = fixtures.filter((name) => name.endsWith(`.${ending}`)).map((name) => read('test', 'fixtures', 'lint', name));
        assert.ok(texts.some((text) => text.includes(`expect: ${id}`)), `no .${ending} fixture expects ${id}`);
        assert.ok(texts.some((text) => text.includes(`ok: ${id}`)), `no .${ending} fixture says ok: ${id}`);
      }
  });

  it('has a running proof for every fix, in JavaScript and in Python', () => {
    const proofs = findProofs();
    for (const { id } of fixes) {
      if (ownTest(id) !== undefined) continue;
      for (const language of ['javascript', 'python']) assert.ok(proofs.some((proof) => proof.fix === id && proof.language === language), `nothing runs what ${id} makes of a program in ${language}`);
    }
  });

  it('ships the grammar of every language', () => {
    const build = read('esbuild.js');
    for (const { grammar } of Object.values(languages)) assert.match(build, new RegExp(`'${grammar}'`));
  });

  it('registers every command that the manifest contributes', () => {
    const code = readdirSync(path.join(root, 'src', 'vscode', 'commands')).map((file) => read('src', 'vscode', 'commands', file));
    for (const { command } of manifest.contributes.commands) assert.ok(code.some((text) => text.includes(`'${command}'`)), `${command} is not registered`);
  });

  it('names only scripts whose files exist', () => {
    for (const command of Object.values(manifest.scripts))
      for (const [file] of command.matchAll(/\btest\/[\w/]+\.ts\b/g)) assert.ok(read(file).length > 0);
  });
});

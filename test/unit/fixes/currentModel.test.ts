import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadGrammar } from '../../../src/io/grammars';
import { workspaceProgram } from '../../../src/io/program/workspaceProgram';
import { createLinter, languageOf } from '../../../src/lint/linter';
import type { QuickFix } from '../../../src/lint/quickFix';
import { applyEdits, sourceText } from '../../../src/lint/source';
import { runnable, usePython } from './python';
import { runProgram } from './runProgram';

/** What is offered for the first retiring model of a text. */
async function offered(file: string, text: string): Promise<QuickFix | undefined> {
  const document = await createLinter(loadGrammar, undefined, () => '2026-06-01').open(languageOf(file) ?? 'typescript', sourceText(file, text));
  const finding = document.analyze({}).findings.find(({ rule }) => rule === 'retiring-model');
  assert.ok(finding, 'nothing is found');
  const fixes = document.quickFixes(finding);
  document.dispose();
  return fixes.find(({ fix }) => fix === 'current-model');
}

const typescript = (params: string, before = '') => `import Anthropic from '@anthropic-ai/sdk';\n${before}export const ask = (c: Anthropic) => c.messages.create({ max_tokens: 9, ${params} });\n`;

describe('the model of today', () => {
  usePython();

  it('is not offered where it refuses what the old one took', async () => {
    const refusing = [
      "model: 'claude-opus-4-0', temperature: 0, messages: []",
      "model: 'claude-opus-4-0', thinking: { type: 'enabled', budget_tokens: 2000 }, messages: []",
      "model: 'claude-3-5-haiku-latest', temperature: 0.2, top_p: 0.9, messages: []",
      "model: 'claude-sonnet-4-0', messages: [{ role: 'user', content: 'Hi' }, { role: 'assistant', content: '{' }]",
    ];
    for (const params of refusing) assert.equal(await offered('a.ts', typescript(params)), undefined, params);
    const taking = ["model: 'claude-sonnet-4-0', temperature: 0, messages: []", "model: 'claude-3-5-haiku-latest', messages: [{ role: 'user', content: 'Hi' }, { role: 'assistant', content: '{' }]"];
    for (const params of taking) assert.ok(await offered('a.ts', typescript(params)), params);
  });

  it('is not offered where a type may allow no other name, the name is put together, or another request that shares it refuses it', async () => {
    const model = 'model, messages: []';
    assert.equal(await offered('a.ts', typescript(model, "type Model = 'claude-opus-4-0';\nconst model: Model = 'claude-opus-4-0';\n")), undefined);
    assert.equal(await offered('a.ts', "import Anthropic from '@anthropic-ai/sdk';\ntype Model = 'claude-opus-4-0';\nexport const ask = (c: Anthropic, model: Model = 'claude-opus-4-0') => c.messages.create({ model, max_tokens: 9, messages: [] });\n"), undefined);
    assert.ok(await offered('a.ts', typescript(model, "const model: Anthropic.Model = 'claude-opus-4-0';\n")));
    assert.equal(await offered('a.ts', typescript(model, "const family = 'claude-opus';\nconst model = family + '-4-0';\n")), undefined);
    const shared = typescript(model, "const model = 'claude-opus-4-0';\n");
    assert.ok(await offered('a.ts', shared));
    assert.equal(await offered('a.ts', `${shared}export const exact = (c: Anthropic) => c.messages.create({ max_tokens: 9, model, temperature: 0, messages: [] });\n`), undefined);
  });

  it('is named in the file that holds the constant', async () => {
    const root = mkdtempSync(path.join(tmpdir(), 'headroom-model-'));
    try {
      const [models, ask] = [path.join(root, 'models.ts'), path.join(root, 'ask.ts')];
      writeFileSync(models, "export const MODELS = { careful: 'claude-opus-4-0' };\n");
      writeFileSync(ask, "import Anthropic from '@anthropic-ai/sdk';\nimport { MODELS } from './models';\nexport const ask = () => new Anthropic({ maxRetries: 8 }).messages.create({ model: MODELS.careful, max_tokens: 9, messages: [] });\n");
      const program = workspaceProgram({ roots: () => [root], note: () => undefined });
      await program.load();
      const document = await createLinter(loadGrammar, program, () => '2026-06-01').open('typescript', sourceText(ask, readFileSync(ask, 'utf8')), ask);
      const finding = document.analyze({}).findings.find(({ rule }) => rule === 'retiring-model');
      const edits = finding && document.quickFixes(finding).find(({ fix }) => fix === 'current-model')?.edits;
      document.dispose();
      assert.ok(edits);
      assert.deepEqual(edits.map(({ span }) => span.file), [models]);
      assert.equal(applyEdits(readFileSync(models, 'utf8'), edits), "export const MODELS = { careful: 'claude-opus-4-8' };\n");
    } finally {
      rmSync(root, { recursive: true });
    }
  });

  const programs = runnable<readonly [string, string, readonly string[], readonly string[]]>([
    ['agingModel', 'ts', ['claude-haiku-5-5', 'claude-3-5-haiku-latest', 'claude-opus-4-0'], ['claude-haiku-5-5', 'claude-haiku-4-5-20251001', 'claude-opus-4-8']],
  ], [
    ['aging_model', 'py', ['claude-opus-4-20250514', 'claude-3-haiku-20240307'], ['claude-opus-4-8', 'claude-haiku-4-5-20251001']],
  ]);
  for (const [name, ending, before, after] of programs) {
    it(`is asked by ${name}.${ending}, which runs as before`, async () => {
      const [unfixed, fixed] = await Promise.all([runProgram(`${name}.${ending}`, []), runProgram(`${name}.current-model.fixed.${ending}`, [])]);
      for (const { code, output } of [unfixed, fixed]) assert.equal(code, 0, output);
      assert.deepEqual(unfixed.requests.map(({ model }) => model), before);
      assert.deepEqual(fixed.requests.map(({ model }) => model), after);
    });
  }
});

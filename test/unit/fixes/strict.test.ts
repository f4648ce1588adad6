import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const folder = path.join(__dirname, '..', '..', 'fixtures', 'lint');

describe('TypeScript with the backoff helper in it', () => {
  it('compiles as strictly as TypeScript can', () => {
    const files = readdirSync(folder).filter((name) => /\.(?:wrap-in-backoff|use-own-helper)\.fixed\.tsx?$/.test(name));
    const files = readdirSync(folder).filter((name) => /\.(?:wrap-in-backoff|bound-fan-out|await-sleep|raise-at-the-end|retry-before-output|retry-stream-error|make-client-once|ask-the-error)\.fixed\.tsx?$/.test(name));
    assert.ok(files.length > 0);
    const inFolders = ['own.use-own-helper.fixed/main.ts', 'pretry.use-retry-library.fixed/src/weather.ts', 'share.share-backoff-helper.fixed/main.ts'].map((name) => path.join(folder, '..', 'programs', name));
    const program = ts.createProgram([...files.map((name) => path.join(folder, name)), ...inFolders], {
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      noImplicitReturns: true,
      noUnusedLocals: true,
      noUnusedParameters: true,
      target: ts.ScriptTarget.ES2022,
      lib: ['lib.es2022.d.ts'],
      module: ts.ModuleKind.Preserve,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      types: ['node'],
      skipLibCheck: true,
      noEmit: true,
    });
    const found = ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
      const line = file ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
      return `${path.basename(file?.fileName ?? '')}:${line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
    assert.deepEqual(found, []);
  }).timeout(60_000);
});

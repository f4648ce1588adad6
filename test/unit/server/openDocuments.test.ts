import assert from 'node:assert/strict';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { emptyAnalysis } from '../../../src/lint/analysis';
import type { LintDocument, Linter } from '../../../src/lint/linter';
import { openDocuments } from '../../../src/server/openDocuments';

const settings = { enable: true, rules: {} };

describe('a document that makes the linter fail', () => {
  it('is logged and shows nothing, while the others go on', async () => {
    const { documents, linter, logged } = start();
    documents.set('file:///bad.ts', TextDocument.create('file:///bad.ts', 'typescript', 1, 'throw'));
    documents.set('file:///good.ts', TextDocument.create('file:///good.ts', 'typescript', 1, 'fine'));
    assert.equal(await linter.lint('file:///bad.ts'), undefined);
    assert.equal((await linter.lint('file:///good.ts'))?.version, 1);
    assert.equal(logged.length, 1);
    assert.match(logged[0] ?? '', /failed on a typescript document/);
  });

  it('is read again when it has changed', async () => {
    const { documents, linter } = start();
    documents.set('file:///a.ts', TextDocument.create('file:///a.ts', 'typescript', 1, 'throw'));
    await linter.lint('file:///a.ts');
    documents.set('file:///a.ts', TextDocument.create('file:///a.ts', 'typescript', 2, 'fine'));
    assert.equal((await linter.lint('file:///a.ts'))?.version, 2);
  });
});

describe('a document that is closed or changed while its grammar loads', () => {
  it('gives no result once it is closed', async () => {
    const { documents, linter } = start();
    documents.set('file:///a.ts', TextDocument.create('file:///a.ts', 'typescript', 1, 'fine'));
    const asked = linter.lint('file:///a.ts');
    documents.delete('file:///a.ts');
    linter.closed('file:///a.ts');
    assert.equal(await asked, undefined);
  });

  it('gives the result of the text as it is by then', async () => {
    const { documents, linter } = start();
    documents.set('file:///a.ts', TextDocument.create('file:///a.ts', 'typescript', 1, 'fine'));
    const asked = linter.lint('file:///a.ts');
    documents.set('file:///a.ts', TextDocument.create('file:///a.ts', 'typescript', 2, 'finer'));
    const linted = await asked;
    assert.deepEqual([linted?.version, linted?.source.text], [2, 'finer']);
  });
});

describe('a document that is longer than a person writes', () => {
  it('is not read, which is said once, until it is shorter', async () => {
    const { documents, linter, noted } = start();
    documents.set('file:///a.ts', TextDocument.create('file:///a.ts', 'typescript', 1, ';\n'.repeat(1024 * 1024)));
    assert.equal(await linter.lint('file:///a.ts'), undefined);
    assert.equal(await linter.lint('file:///a.ts'), undefined);
    assert.deepEqual(noted, ['file:///a.ts is not read: it is longer than 1048576 characters']);
    documents.set('file:///a.ts', TextDocument.create('file:///a.ts', 'typescript', 2, ';\n'));
    assert.equal((await linter.lint('file:///a.ts'))?.version, 2);
  });
});

function start() {
  const documents = new Map<string, TextDocument>();
  const logged: string[] = [];
  const noted: string[] = [];
  const linter = openDocuments({ linter: choosy, textOf: (uri) => documents.get(uri), settingsOf: () => Promise.resolve(settings), log: (message) => logged.push(message), note: (message) => noted.push(message), ready: () => Promise.resolve() });
  return { documents, linter, logged, noted };
}

/** Fails on one text, as a bug would. */
const choosy: Linter = {
  open: (language, source) => {
    let current = source;
    const document: LintDocument = {
      language,
      get source() {
        return current;
      },
      broken: false,
      uses: new Set(),
      prepare: () => Promise.resolve(),
    update: (next) => (current = next),
      analyze: () => {
        if (current.text === 'throw') throw new Error('a bug');
        return emptyAnalysis;
      },
      quickFixes: () => [],
      suppressions: () => [],
      refactorings: () => [],
      fixAll: () => [],
      dispose: () => undefined,
    };
    return Promise.resolve(document);
  },
  sourceOf: () => undefined,
};

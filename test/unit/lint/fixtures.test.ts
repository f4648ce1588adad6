import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { loadGrammar } from '../../../src/io/grammars';
import type { Analysis } from '../../../src/lint/analysis';
import { directiveWord } from '../../../src/lint/facts/extract';
import { fixes } from '../../../src/lint/fixes/index';
import { type LintDocument, createLinter, languageOf } from '../../../src/lint/linter';
import type { QuickFix } from '../../../src/lint/quickFix';
import { applyEdits, positionAt, sourceText } from '../../../src/lint/source';
import { annotationsIn } from './annotations';

const folder = path.join(__dirname, '..', '..', 'fixtures', 'lint');
/** Earlier than the end of most models in the fixtures: only what is about them looks at it. */
const linter = createLinter(loadGrammar, undefined, () => '2026-06-01');
const files = readdirSync(folder).filter((name) => languageOf(name) !== undefined);
/** A case has a twin `<case>.<fix>.fixed.<ext>` for each fix that repairs it. */
const cases = files.filter((name) => !name.includes('.fixed.'));
const twins = cases.flatMap((name) =>
  fixes.map(({ id }) => ({ name, fix: id, twin: name.replace(/(\.\w+)$/, `.${id}.fixed$1`) })).filter(({ twin }) => existsSync(path.join(folder, twin))),
);

const read = (name: string) => readFileSync(path.join(folder, name), 'utf8');
const open = (name: string, text = read(name)) => linter.open(languageOf(name) ?? 'typescript', sourceText(name, text));
async function analyzed(name: string) {
  const document = await open(name);
  const { source } = document;
  const analysis = document.analyze({});
  document.dispose();
  return { ...analysis, source };
}

const annotations = (name: string, kind: Parameters<typeof annotationsIn>[1]) => annotationsIn(read(name), kind);

/** A comment line of carets marks columns of the line above it: the 0-based line and the columns. */
function underlines(name: string): readonly (readonly [number, { readonly start: number; readonly end: number }])[] {
  return read(name)
    .split(/\r?\n/)
    .flatMap((line, index) => {
      const carets = /^\s*(?:\/\/|#)\s*(\^+)\s*$/.exec(line)?.[1];
      const start = line.indexOf('^');
      return carets === undefined ? [] : [[index - 1, { start, end: start + carets.length }] as const];
    });
}

describe('a fixture’s annotations', () => {
  for (const name of cases) {
    it(`${name}: its findings are the expected ones, at their place, and no other`, async () => {
      const { findings, source } = await analyzed(name);
      const found = findings.map(({ rule, span }) => `${positionAt(source, span.start).line + 1} ${rule}`);
      assert.deepEqual(found.toSorted(), annotations(name, 'expect').toSorted());
      for (const [line, { start, end }] of underlines(name)) {
        const at = findings.find(({ span }) => positionAt(source, span.start).line === line);
        assert.ok(at, `nothing is underlined in line ${line + 1}`);
        assert.deepEqual([positionAt(source, at.span.start).column, positionAt(source, at.span.end).column], [start, end]);
      }
    });
  }

  for (const name of cases.filter((each) => annotations(each, 'call').length > 0)) {
    it(`${name}: its Claude calls are the named ones, with their retry state, and no other`, async () => {
      const { calls, source } = await analyzed(name);
      assert.deepEqual(
        calls.map(({ api, policy, span }) => `${positionAt(source, span.start).line + 1} ${api} ${policy.state}`),
        annotations(name, 'call'),
      );
    });
  }

  for (const name of cases.filter((each) => annotations(each, 'fan').length > 0)) {
    it(`${name}: its calls fan out as said, within the bound that is said`, async () => {
      const { calls, source } = await analyzed(name);
      assert.deepEqual(
        calls.map(({ fanOut: { kind, limit }, span }) => `${positionAt(source, span.start).line + 1} ${kind}${limit === undefined ? '' : ` ${limit}`}`),
        annotations(name, 'fan'),
      );
    });
  }

  it('ok and todo stand where nothing is found', async () => {
    for (const name of cases) {
      const { findings, source } = await analyzed(name);
      const found = new Set(findings.map(({ rule, span }) => `${positionAt(source, span.start).line + 1} ${rule}`));
      for (const kind of ['ok', 'todo'] as const) for (const silent of annotations(name, kind)) assert.ok(!found.has(silent), `${name}:${silent} is found, although ${kind} says that it is not`);
    }
  });

  it('reads code cut off at any place without an exception', async () => {
    for (const name of cases) {
      const text = read(name);
      const document = await open(name);
      for (let end = 0; end < text.length; end += Math.max(23, Math.ceil(text.length / 40))) {
        document.update(sourceText(name, text.slice(0, end)));
        assert.ok(Array.isArray(document.analyze({}).findings));
      }
      document.dispose();
    }
  });

  it('stays silent about a rule that is switched off', async () => {
    const document = await open('guards.ts');
    const rules = new Set(document.analyze({ 'weak-retry': 'off' }).findings.map(({ rule }) => rule));
    document.dispose();
    assert.ok(rules.has('unretried-call'));
    assert.ok(!rules.has('weak-retry'));
  });

  const repaired = new Set<string>(['unretried-call', 'weak-retry', 'nested-retries']);

  it('sets the retries of the SDK once per client, after which these findings are gone and a second time changes nothing', async () => {
    for (const name of ['guards.ts', 'clients.py']) {
      const document = await open(name);
      const fixed = applyEdits(read(name), document.fixAll({}));
      assert.notEqual(fixed, read(name));
      document.update(sourceText(name, fixed));
      assert.deepEqual(document.fixAll({}), []);
      const { calls, findings } = document.analyze({});
      const left = findings.filter(({ rule, call }) => repaired.has(rule) && call !== undefined && calls[call]?.via === 'sdk');
      assert.deepEqual(left, []);
      document.dispose();
    }
  });

  it('keeps quotes, comments and the lines of the options', async () => {
    const text = "import Anthropic from '@anthropic-ai/sdk';\r\nconst client = new Anthropic({\r\n\tapiKey: 'k', // mine\r\n});\r\nclient.messages.create({});\r\n";
    const document = await open('a.ts', text);
    const fixed = applyEdits(text, document.fixAll({}));
    document.dispose();
    assert.equal(fixed, text.replace("\tapiKey", "\tmaxRetries: 8,\r\n\tapiKey"));
  });
});

describe('a fix turns a fixture into its twin, which is repaired and parses', () => {
  for (const { name, fix, twin } of twins) {
    it(twin, async () => {
      const document = await open(name);
      const seen = document.analyze({}).findings.length;
      const fixed = repair(document, fix);
      assert.equal(fixed, read(twin));
      const { findings, broken } = document.analyze({});
      assert.deepEqual(findings.map(({ message }) => message), []);
      assert.equal(broken, false);
      assert.ok(seen > 0);
      // Applied again, the fix finds nothing to do.
      assert.equal(repair(document, fix), fixed);
      document.dispose();
    });
  }

  it('for every fix, or into the twin of a program where it takes several files', () => {
    const ofPrograms = readdirSync(path.join(folder, '..', 'programs')).flatMap((name) => /^\w+\.([\w-]+)\.fixed$/.exec(name)?.[1] ?? []);
    assert.deepEqual([...new Set([...twins.map(({ fix }) => fix), ...ofPrograms])].sort(), fixes.map(({ id }) => id).sort());
  });
});

describe('all safe fixes at once', () => {
  for (const name of cases) {
    it(`leave ${name} readable, and have nothing to do a second time`, async () => {
      const document = await open(name);
      const fixOnce = () => {
        const edits = document.fixAll({});
        const before = document.analyze({});
        document.update(sourceText(name, applyEdits(document.source.text, edits)));
        const { findings, suppressed, broken } = document.analyze({});
        assert.equal(broken, false);
        // Waits that are long enough can turn out to be deaf, which nobody said while they were too short.
        const count = (all: Pick<Analysis, 'findings' | 'suppressed'>, without?: string) => [...all.findings, ...all.suppressed.map(({ finding }) => finding)].filter(({ rule }) => rule !== without).length;
        const isLess = (without?: string) => count({ findings, suppressed }, without) < count(before, without);
        assert.ok(edits.length === 0 || isLess() || isLess('retry-after-ignored'));
      };
      fixOnce();
      // What was repaired needs no comment to suppress it any more.
      if (document.source.text.includes(directiveWord)) fixOnce();
      assert.deepEqual(document.fixAll({}), []);
      document.dispose();
    });
  }
});

/** Applies one fix for one finding after the other, as a person would, until it is offered no more. */
function repair(document: LintDocument, fix: string): string {
  for (let turn = 0; turn < 20; turn++) {
    const next = offered(document).find((quickFix) => quickFix.fix === fix);
    if (!next) return document.source.text;
    document.update(sourceText(document.source.file, applyEdits(document.source.text, next.edits)));
  }
  throw new Error(`${fix} never comes to an end.`);
}

function offered(document: LintDocument): readonly QuickFix[] {
  return document.analyze({}).findings.flatMap((finding) => document.quickFixes(finding));
}

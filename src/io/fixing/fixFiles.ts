import { setImmediate } from 'node:timers/promises';
import type { RuleSettings } from '../../lint/analysis';
import type { Finding } from '../../lint/finding';
import { combine } from '../../lint/fixes/combine';
import { type LintDocument, createLinter } from '../../lint/linter';
import type { QuickFix } from '../../lint/quickFix';
import { type TextEdit, applyEdits, sourceText } from '../../lint/source';
import { type AnalyzedFile, analyzeFiles } from '../analyzeFiles';
import { loadGrammar } from '../grammars';
import type { WorkspaceProgram } from '../program/workspaceProgram';
import { type ReadResult, readSource } from '../readSource';
import { today } from '../today';
import { type Fixable, movedParts } from './fixable';

export interface FixFiles<T extends Fixable<T>> {
  /** Absolute. Fixes change these and no others. */
  readonly files: readonly string[];
  readonly program: WorkspaceProgram;
  readonly settings: (file: string) => RuleSettings;
  /** What an editor holds of a file. */
  readonly opened?: (file: string) => Fixable<T>['source'];
  /** The file for fixes to change, or why they cannot, as a clause. */
  readonly fixable: (file: string) => Promise<T | string>;
  /** Of the fixes for a finding the one to apply. */
  readonly choose: (finding: Finding, fixes: readonly QuickFix[]) => QuickFix | undefined;
  /** Told of each file once it is linted; again where it is linted again. */
  readonly onLinted: (linted: Pick<AnalyzedFile, 'file' | 'source' | 'analysis'>, pass: number) => void;
  /** Told of a file that is left out or not fixed; `text` is a clause. */
  readonly onNote: (file: string, text: string) => void;
  readonly isCancelled?: () => boolean;
}

export interface FixedFiles<T> {
  /** The files that fixes touched, before and after. */
  readonly changed: ReadonlyMap<string, { readonly before: T; readonly after: T }>;
  /** How many fixes were applied. */
  readonly count: number;
  /** True if a file changed after it was linted; it was left as it is by then. */
  readonly isStale: boolean;
}

/** A fix can make another one possible, and that another; no chain that was ever seen has more than three. */
const maxPasses = 10;

/** Applies fixes to files in memory, again and again until none is left. A fix that reaches into a file that is not among them, or makes one, is left out. Undefined once it is cancelled. */
export async function fixFiles<T extends Fixable<T>>({ files, program, settings, opened, fixable, choose, onLinted, onNote, isCancelled }: FixFiles<T>): Promise<FixedFiles<T> | undefined> {
  const texts = new Map<string, Text<T>>();
  let version = 0;
  const sourceNow = (file: string) => texts.get(file)?.now?.source ?? opened?.(file);
  const read = async (file: string): Promise<ReadResult> => {
    const source = sourceNow(file);
    return source ? { kind: 'read', ...source } : readSource(file);
  };
  const host = {
    ...program,
    read: (file: string) => {
      const source = sourceNow(file);
      return source ? { ...source, version: `fixed ${texts.get(file)?.version ?? 0}` } : program.read(file);
    },
  };
  const linter = createLinter(loadGrammar, host, today);
  const known = new Set(files);
  const refused = new Set<string>();
  let isStale = false;
  /** `seen` is what was linted of it, and what the edits were made for. */
  const canChange = async (file: string, seen: string | undefined): Promise<boolean> => {
    if (!known.has(file)) return false;
    const held = texts.get(file) ?? textOf<T>(await fixable(file));
    const isOld = held.now !== undefined && held.now.source?.text !== seen;
    if (isOld) isStale = true;
    const text: Text<T> = isOld ? { version: 0, why: 'it has changed meanwhile' } : held;
    texts.set(file, text);
    if (text.why !== undefined && !refused.has(file)) onNote(file, `not fixed: ${text.why}`);
    if (text.why !== undefined) refused.add(file);
    return text.why === undefined;
  };

  let count = 0;
  let due: ReadonlySet<string> = known;
  const uses = new Map<string, ReadonlySet<string>>();
  for (let pass = 1; ; pass++) {
    const changed = new Set<string>();
    let isRelinked = false;
    const reading = { linter, settings, read, onNote: (file: string, text: string) => (pass === 1 ? onNote(file, text) : undefined) };
    for await (const { file, source, analysis, document } of analyzeFiles(files.filter((one) => due.has(one)), reading)) {
      // Where all texts are at hand nothing else would get a turn, not even who cancels it.
      await setImmediate();
      if (isCancelled?.() === true) return undefined;
      uses.set(file, document.uses);
      onLinted({ file, source, analysis }, pass);
      if (pass > maxPasses || analysis.findings.length === 0) continue;
      const possible: QuickFix[] = [];
      for (const fix of analysis.findings.flatMap((finding) => choose(finding, document.quickFixes(finding).filter(({ creates }) => !creates)) ?? [])) {
        const touched = [...new Set(fix.edits.map(({ span }) => span.file ?? file))];
        const could = await Promise.all(touched.map((target) => canChange(target, (target === file ? source : linter.sourceOf(target))?.text)));
        if (could.every(Boolean)) possible.push(fix);
      }
      const { applied, edits } = combine(possible);
      if (applied.length === 0) continue;
      if (analysis.broken || breaks(document, edits)) {
        if (!refused.has(file)) onNote(file, `not fixed: ${analysis.broken ? 'it has a syntax error' : 'its fixes do not go together'}`);
        refused.add(file);
        continue;
      }
      for (const [target, own] of perFile(edits, file)) {
        const text = texts.get(target);
        if (!text?.now) continue;
        const now = text.now.edited(own);
        texts.set(target, { ...text, now, version: ++version });
        if (now.source && program.changed(target, now.source.text)) isRelinked = true;
        changed.add(target);
      }
      count += applied.length;
    }
    // What rests on no file that has changed comes out as before.
    due = isRelinked ? known : new Set(files.filter((file) => changed.has(file) || [...(uses.get(file) ?? [])].some((used) => changed.has(used))));
    if (changed.size === 0) return { changed: new Map([...texts].flatMap(([file, { before, now }]) => (before && now && before !== now ? [[file, { before, after: now }]] : []))), count, isStale };
  }
}

/** Neither is there where the file cannot be changed. */
interface Text<T> {
  readonly before?: T;
  readonly now?: T;
  /** Why it is left as it is. */
  readonly why?: string;
  readonly version: number;
}

function textOf<T extends object>(found: T | string): Text<T> {
  return typeof found === 'string' ? { why: found, version: 0 } : { before: found, now: found, version: 0 };
}

function perFile(edits: readonly TextEdit[], file: string): ReadonlyMap<string, readonly TextEdit[]> {
  const files = new Map<string, TextEdit[]>();
  for (const edit of edits) {
    const target = edit.span.file ?? file;
    files.set(target, [...(files.get(target) ?? []), edit]);
  }
  return files;
}

/** Nobody looks at what is written for many files at once: a text that parsed has to parse afterwards. */
function breaks(document: LintDocument, edits: readonly TextEdit[]): boolean {
  const { source } = document;
  const own = edits.filter(({ span }) => span.file === undefined);
  if (own.length === 0) return false;
  document.update(sourceText(source.file, applyEdits(source.text, own), movedParts(source.parts, own)));
  return document.broken;
}

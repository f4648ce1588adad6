import { readFile } from 'node:fs/promises';
import { analyzeFiles } from '../io/analyzeFiles';
import { encode, encodingOf } from '../io/encoding';
import { compare } from '../io/files';
import { loadGrammar } from '../io/grammars';
import { editNotebook } from '../io/notebook/editNotebook';
import { decode, isNotebook, readSource, sourceOf } from '../io/readSource';
import { today } from '../io/today';
import { whyProtected, writeFileSafely } from '../io/writeFileSafely';
import type { RuleSettings } from '../lint/analysis';
import { combine } from '../lint/fixes/combine';
import { type LintDocument, createLinter } from '../lint/linter';
import type { QuickFix } from '../lint/quickFix';
import { type Part, type SourceText, type TextEdit, applyEdits, sourceText } from '../lint/source';
import { type LintedFile, named } from './lintPaths';
import type { Project } from './project';

/** Which fixes to apply: those that change nothing but how often and when a call is sent, or all. */
export type Reach = 'safe' | 'unsafe';

export interface Fixing {
  readonly settings: (file: string) => RuleSettings;
  readonly reach: Reach;
  /** Told of a file that is left out or not fixed, by its name; `text` is a clause. */
  readonly onNote: (name: string, text: string) => void;
}

/** A file that fixes change; nothing is written yet. */
export interface Change {
  /** Absolute. */
  readonly file: string;
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** Writes it, unless the file has changed meanwhile. Gives the reason, as a clause, where it could not. */
  readonly write: () => Promise<string | undefined>;
}

export interface FixedProject {
  /** What the linter says of the files once they are changed. */
  readonly files: readonly LintedFile[];
  readonly changes: readonly Change[];
  /** How many fixes were applied. */
  readonly count: number;
}

/** A fix can make another one possible, and that another; no chain that was ever seen has more than three. */
const maxPasses = 10;

/** Applies fixes to the files of a project in memory, again and again until none is left. A fix that reaches into a file that was not named is left out. */
export async function fixPaths({ files, program, nameOf }: Project, { settings, reach, onNote }: Fixing): Promise<FixedProject> {
  const texts = new Map<string, Text>();
  let version = 0;
  const read = async (file: string) => {
    const text = texts.get(file);
    return text?.source ? { kind: 'read', ...text.source } as const : readSource(file);
  };
  const host = {
    ...program,
    read: (file: string) => {
      const text = texts.get(file);
      return text?.source ? { ...text.source, version: `fixed ${text.version}` } : program.read(file);
    },
  };
  const linter = createLinter(loadGrammar, host, today);
  const fixable = new Set(files);
  const refused = new Set<string>();
  const canChange = async (file: string): Promise<boolean> => {
    if (!fixable.has(file)) return false;
    const text = texts.get(file) ?? (await textOf(file));
    texts.set(file, text);
    if (text.why !== undefined && !refused.has(file)) onNote(nameOf(file), `not fixed: ${text.why}`);
    if (text.why !== undefined) refused.add(file);
    return text.why === undefined;
  };

  let count = 0;
  for (let pass = 1; ; pass++) {
    const linted: LintedFile[] = [];
    let changed = false;
    const reading = { linter, settings, read, onNote: (file: string, text: string) => (pass === 1 ? onNote(nameOf(file), text) : undefined) };
    for await (const { file, source, analysis, document } of analyzeFiles(files, reading)) {
      linted.push(named({ file, source, analysis }, nameOf));
      if (pass > maxPasses || analysis.findings.length === 0) continue;
      const possible: QuickFix[] = [];
      for (const fix of analysis.findings.flatMap((finding) => chosen(document.quickFixes(finding), reach) ?? [])) {
        const touched = [...new Set(fix.edits.map(({ span }) => span.file ?? file))];
        if ((await Promise.all(touched.map(canChange))).every(Boolean)) possible.push(fix);
      }
      const { applied, edits } = combine(possible);
      if (applied.length === 0) continue;
      if (analysis.broken || breaks(document, edits, settings(file))) {
        if (!refused.has(file)) onNote(nameOf(file), `not fixed: ${analysis.broken ? 'it has a syntax error' : 'its fixes do not go together'}`);
        refused.add(file);
        continue;
      }
      for (const [target, own] of perFile(edits, file)) {
        const text = texts.get(target);
        const base = target === file ? source : linter.sourceOf(target);
        if (text?.now === undefined || !base) continue;
        const now = isNotebook(target) ? editNotebook(text.now, base.parts ?? [], own) : applyEdits(text.now, own);
        const next = sourceOf(target, now);
        texts.set(target, { ...text, now, version: ++version, ...(next.kind === 'read' && { source: next }) });
        if (next.kind === 'read') program.changed(target, next.text);
      }
      count += applied.length;
      changed = true;
    }
    if (changed) continue;
    const changes = [...texts].flatMap(([file, text]) => changeOf(file, nameOf(file), text) ?? []);
    return { files: linted.sort((a, b) => compare(a.file, b.file)), changes: changes.sort((a, b) => compare(a.name, b.name)), count };
  }
}

/** A file as it is written and as it will be; `now` is absent where it cannot be changed. */
interface Text {
  readonly bytes?: Uint8Array;
  readonly before?: string;
  readonly now?: string;
  /** What is linted of it, once it is changed. */
  readonly source?: { readonly text: string; readonly parts?: readonly Part[] };
  /** Why it is left as it is. */
  readonly why?: string;
  readonly version: number;
}

async function textOf(file: string): Promise<Text> {
  const bytes = await readFile(file).catch(() => undefined);
  const read = bytes && decode(bytes);
  if (!bytes || read?.kind !== 'read') return { version: 0, why: 'it cannot be read' };
  if (read.note !== undefined) return { version: 0, why: 'it is not valid UTF-8, and would lose what cannot be read' };
  const why = await whyProtected(file);
  return { version: 0, ...(why === undefined ? { bytes, before: read.text, now: read.text } : { why }) };
}

function changeOf(file: string, name: string, { bytes, before, now }: Text): Change | undefined {
  if (!bytes || before === undefined || now === undefined || now === before) return undefined;
  const write = async () => {
    const current = await readFile(file).catch(() => undefined);
    if (!current || !Buffer.from(bytes).equals(current)) return 'it has changed meanwhile';
    return writeFileSafely(file, encode(now, encodingOf(bytes)));
  };
  return { file, name, before, after: now, write };
}

/** The fix to apply for one finding. */
function chosen(fixes: readonly QuickFix[], reach: Reach): QuickFix | undefined {
  const safe = fixes.find((fix) => fix.safe && fix.preferred);
  return reach === 'safe' ? safe : (safe ?? fixes.find(({ preferred }) => preferred) ?? fixes.find((fix) => fix.safe) ?? fixes[0]);
}

function perFile(edits: readonly TextEdit[], file: string): ReadonlyMap<string, readonly TextEdit[]> {
  const files = new Map<string, TextEdit[]>();
  for (const edit of edits) {
    const target = edit.span.file ?? file;
    files.set(target, [...(files.get(target) ?? []), edit]);
  }
  return files;
}

/** Nobody looks at what a command writes before it is there: a text that parsed has to parse afterwards. */
function breaks(document: LintDocument, edits: readonly TextEdit[], settings: RuleSettings): boolean {
  const { source } = document;
  const own = edits.filter(({ span }) => span.file === undefined);
  if (own.length === 0) return false;
  document.update(sourceText(source.file, applyEdits(source.text, own), movedParts(source, own)));
  return document.analyze(settings).broken;
}

/** The parts of a text after edits that lie within one part each. */
function movedParts({ parts }: SourceText, edits: readonly TextEdit[]): SourceText['parts'] {
  const grown = (until: number) => edits.reduce((sum, { span, text }) => (span.end <= until ? sum + text.length - (span.end - span.start) : sum), 0);
  return parts?.map((part) => ({ ...part, start: part.start + grown(part.start - 1), end: part.end + grown(part.end) }));
}

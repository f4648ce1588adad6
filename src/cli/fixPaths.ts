import { encode, encodingOf } from '../io/encoding';
import { compare } from '../io/files';
import { fixFiles } from '../io/fixing/fixFiles';
import { type FixableFile, fixableFile, isUnchanged } from '../io/fixing/fixableFile';
import { writeFileSafely } from '../io/writeFileSafely';
import type { RuleSettings } from '../lint/analysis';
import type { QuickFix } from '../lint/quickFix';
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

/** Applies fixes to the files of a project in memory, again and again until none is left. A fix that reaches into a file that was not named is left out. */
export async function fixPaths({ files, program, nameOf }: Project, { settings, reach, onNote }: Fixing): Promise<FixedProject> {
  const linted = new Map<string, LintedFile>();
  const fixed = await fixFiles({
    files,
    program,
    settings,
    fixable: fixableFile,
    choose: (_, fixes) => chosen(fixes, reach),
    onLinted: ({ file, source, analysis }) => linted.set(file, named({ file, source, analysis }, nameOf)),
    onNote: (file, text) => onNote(nameOf(file), text),
  });
  const changes = [...(fixed?.changed ?? [])].flatMap(([file, { before, after }]) => (before.written === after.written ? [] : [changeOf(file, nameOf(file), after, before.written)]));
  return { files: [...linted.values()].sort((a, b) => compare(a.file, b.file)), changes: changes.sort((a, b) => compare(a.name, b.name)), count: fixed?.count ?? 0 };
}

function changeOf(file: string, name: string, { bytes, written }: FixableFile, before: string): Change {
  const write = async () => ((await isUnchanged(file, { bytes })) ? writeFileSafely(file, encode(written, encodingOf(bytes))) : 'it has changed meanwhile');
  return { file, name, before, after: written, write };
}

/** The fix to apply for one finding. */
function chosen(fixes: readonly QuickFix[], reach: Reach): QuickFix | undefined {
  const safe = fixes.find((fix) => fix.safe && fix.preferred);
  return reach === 'safe' ? safe : (safe ?? fixes.find(({ preferred }) => preferred) ?? fixes.find((fix) => fix.safe) ?? fixes[0]);
}

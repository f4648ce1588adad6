import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { type StormId, isStorm } from './storms';

/** A fixture that runs as a program, and what a fix makes of it. */
export interface Proof {
  readonly fix: string;
  /** The name of the fixture, and of its twin. */
  readonly before: string;
  readonly after: string;
  readonly language: 'javascript' | 'python';
  /** What the fixed program is said to get through; a storm that is not claimed is run and shown. */
  readonly storms: readonly { readonly storm: StormId; readonly claimed: boolean }[];
}

export const fixtures = path.join(__dirname, '..', 'fixtures', 'lint');

/** A comment of a program names the storms that prove a fix: `proof: told, spent (not set-sdk-retries)`. `other` is proven by a test of its own, and what follows a dash is for people. */
const claims = /^(?:\/\/|#) proof: (.+?)(?: - .*)?$/m;

/** What each fix is proven by, by name of the fixture. Throws for a storm that there is not. */
export function findProofs(): readonly Proof[] {
  return readdirSync(fixtures)
    .sort()
    .flatMap((after) => {
      const [, name = '', fix = '', extension = ''] = /^(.+?)\.([\w-]+)\.fixed\.(\w+)$/.exec(after) ?? [];
      if (name === '') return [];
      const before = `${name}.${extension}`;
      const storms = claimsOf(before).flatMap((words) => {
        const [, storm = '', unclaimed] = /^([\w-]+)(?: \(not ([\w-]+)\))?$/.exec(words) ?? [];
        if (storm === 'other') return [];
        if (!isStorm(storm)) throw new Error(`${before} names a storm "${words}" that there is not.`);
        return [{ storm, claimed: unclaimed !== fix }];
      });
      return storms.length === 0 ? [] : [{ fix, before, after, language: extension === 'py' ? ('python' as const) : ('javascript' as const), storms }];
    });
}

function claimsOf(fixture: string): readonly string[] {
  return (claims.exec(readFileSync(path.join(fixtures, fixture), 'utf8').replaceAll('\r', ''))?.[1] ?? '').split(/, */).filter((word) => word !== '');
}

/** The test that runs a fix which no storm proves, by its name in `test/unit/fixes/`; undefined where there is none. */
export function ownTest(fix: string): string | undefined {
  const name = `${fix.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}.test.ts`;
  return existsSync(path.join(__dirname, '..', 'unit', 'fixes', name)) ? name : undefined;
}

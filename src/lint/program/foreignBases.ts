import { basesOf } from './classes';
import type { ClassRef } from './fileView';
import { resolve } from './resolve';
import { someOf } from './threeValued';
import type { Value } from './value';

/** More levels than this are not followed. */
const maxDepth = 4;

/** Whether what a class of the program makes is of a class from elsewhere as well: it extends that, over whatever of the program; undefined where it extends yet another one from elsewhere. */
export function extendsForeign(cls: ClassRef, type: Extract<Value, { kind: 'global' | 'symbol' }>, depth = 0): boolean | undefined {
  if (depth > maxDepth) return undefined;
  return someOf(
    basesOf(cls).flatMap((place) =>
      resolve(place).map((base) => {
        if (base.kind === 'class') return extendsForeign(base, type, depth + 1);
        if (base.kind !== 'global' && base.kind !== 'symbol') return undefined;
        if (base.path.at(-1) === type.path.at(-1)) return true;
        // One of the language's own extends no package's.
        return base.kind === 'global' && type.kind === 'symbol' ? false : undefined;
      }),
    ),
  );
}

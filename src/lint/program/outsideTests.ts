import type { Expr } from '../facts/facts';
import { type CallRef, type FileView, outward } from './fileView';

/**
 * A test that calls a function says nothing about how the program calls it: the uses in tests go where there are others. So does
 * a trial under `if __name__ == "__main__":` of a file that others take the function from.
 */
export function outsideTests<T extends { readonly ref: CallRef }>(tested: FileView, uses: readonly T[]): readonly T[] {
  const others = uses.filter(({ ref }) => !isInTestOf(tested, ref));
  if (others.length === 0) return uses;
  return others.some(({ ref }) => ref.chunk.file !== tested) ? others.filter(({ ref }) => ref.chunk.file !== tested || !isRunByItself(ref)) : others;
}

/** True for a call that runs only where its file is the program. */
function isRunByItself({ chunk, call }: CallRef): boolean {
  for (const { region } of outward(chunk, call.region)) if (region.kind === 'then' && isMain(region.test)) return true;
  return false;
}

/** `__name__ == "__main__"`, `require.main === module`, `import.meta.main`. */
function isMain(test: Expr): boolean {
  if (test.kind === 'member') return test.name === 'main' && test.object.kind === 'member' && test.object.name === 'meta';
  if (test.kind !== 'binary' || test.op !== '===') return false;
  const sides = [test.left, test.right];
  const isNamed = (name: string) => sides.some((side) => side.kind === 'name' && side.name === name);
  if (isNamed('__name__')) return sides.some((side) => side.kind === 'string' && side.value === '__main__');
  return isNamed('module') && sides.some((side) => side.kind === 'member' && side.name === 'main' && side.object.kind === 'name' && side.object.name === 'require');
}

/** True for a place in a test of what another file holds. */
export function isInTestOf(tested: FileView, { chunk }: Pick<CallRef, 'chunk'>): boolean {
  return isTestOf(chunk.file.path, tested.path);
}

/** Only the part of the paths in which they differ counts: a whole project can lie in a folder named `test`. */
function isTestOf(path: string | undefined, tested: string | undefined): boolean {
  if (path === undefined || tested === undefined || path === tested) return false;
  const [parts, others] = [path.split(/[\\/]/), tested.split(/[\\/]/)];
  const common = parts.findIndex((part, index) => part !== others[index]);
  return common >= 0 && isTestPath(parts.slice(common).join('/')) && !isTestPath(others.slice(common).join('/'));
}

/** True for a file that its path says to be a test. */
export function isTestPath(path: string): boolean {
  return /(?:^|\/)(?:tests?|__tests__|__mocks__|specs?|e2e)\/|[._-](?:test|spec|e2e)\.[cm]?[jt]sx?$|(?:^|\/)test-[^/]*\.[cm]?[jt]sx?$|(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest)\.py$/i.test(path);
}

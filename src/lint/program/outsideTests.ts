import type { CallRef, FileView } from './fileView';

/** A test that calls a function says nothing about how the program calls it: the uses in tests go where there are others. */
export function outsideTests<T extends { readonly ref: CallRef }>(tested: FileView, uses: readonly T[]): readonly T[] {
  const others = uses.filter(({ ref }) => !isInTestOf(tested, ref));
  return others.length > 0 ? others : uses;
}

/** True for a place in a test of what another file holds. */
export function isInTestOf(tested: FileView, { chunk }: CallRef): boolean {
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
  return /(?:^|\/)(?:tests?|__tests__|__mocks__|specs?|e2e)\/|[._-](?:test|spec|e2e)\.[cm]?[jt]sx?$|(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest)\.py$/i.test(path);
}

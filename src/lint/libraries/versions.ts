import coerce from 'semver/functions/coerce';
import gte from 'semver/functions/gte';

/** Whether a version is another or a later one; undefined where it is not known. */
export function isAtLeast(version: string | undefined, least: string): boolean | undefined {
  const found = coerce(version, { includePrerelease: true });
  return found ? gte(found, least) : undefined;
}

import coerce from 'semver/functions/coerce';
import compare from 'semver/functions/compare';
import type { LockFile, VersionFiles } from './versionFiles';

/** The lock files of Poetry, uv, PDM (`[[package]]` tables in TOML) and Pipenv. */
export const pythonLocks: readonly LockFile[] = [
  { file: /^(?:poetry|uv|pdm|pylock)\.(?:lock|toml)$/, versions: (text, name) => all(text, `\\[\\[packages?\\]\\]\\s*\\nname = "${spelled(name)}"\\s*\\nversion = "([^"]+)"`) },
  { file: /^Pipfile\.lock$/, versions: (text, name) => all(text, `"${spelled(name)}"\\s*:\\s*\\{[^{}]*"version"\\s*:\\s*"==([^"]+)"`) },
];

export const pythonManifests: Omit<VersionFiles, 'locks'> = {
  manifests: [
    { file: /^requirements.*\.txt$/, range: (text, name) => all(text, `^[ \\t]*${spelled(name)}[ \\t]*(?:\\[[^\\]\\n]*\\])?[ \\t]*([=~><!][^;#\\n\\\\]*)`)[0] },
    // `"name[extra]>=1"` in a list, `name = "^1"` or `name = { version = "^1" }` in Poetry's tables.
    { file: /^(?:pyproject\.toml|Pipfile)$/, range: (text, name) => all(text, `["']${spelled(name)}[ \\t]*(?:\\[[^\\]\\n]*\\])?[ \\t]*\\(?([=~><!][^"';)\\n]*)`)[0] ?? all(text, `^${spelled(name)}[ \\t]*=[ \\t]*(?:\\{[^}\\n]*version[ \\t]*=[ \\t]*)?["']([^"'\\n]+)["']`)[0] },
  ],
  satisfies: (version, range) => {
    const lowest = lowestIn(range);
    const [found, wanted] = [coerce(version), coerce(lowest)];
    return !found || !wanted || compare(found, wanted) >= 0;
  },
  lowest: lowestIn,
};

/** `==1.2`, `~=1.2`, `>=1.2,<2`, `^1.2` start at 1.2; `<2` alone starts nowhere. */
function lowestIn(range: string): string | undefined {
  return /(?:^|,)\s*(?:===?|~=|>=|\^|~)?\s*v?(\d[\w.]*)/.exec(range)?.[1];
}

/** Names are the same whatever the letter case and whether `-`, `_` or `.` parts them: packaging.python.org, "Names and normalization". */
function spelled(name: string): string {
  return name.split(/[-_.]+/).join('[-_.]+');
}

function all(text: string, pattern: string): readonly string[] {
  return [...text.matchAll(new RegExp(pattern, 'gim'))].map(([, version = '']) => version.trim());
}

import minVersion from 'semver/ranges/min-version';
import satisfies from 'semver/functions/satisfies';
import type { LockFile, VersionFiles } from './versionFiles';

/** The lock files of npm, pnpm, Yarn 1 and later, and Bun, searched as text: they are large, and one package is wanted. */
export const scriptLocks: readonly LockFile[] = [
  { file: /^(?:npm-shrinkwrap|package-lock)\.json$/, versions: npmVersions },
  // `name@1.2.3(peer@4):`, `/name@1.2.3:` or `/name/1.2.3_peer:`: lockfileVersion 9, 6 and 5.
  { file: /^pnpm-lock\.yaml$/, versions: (text, name) => all(text, `^[ \\t]+['"]?/?${escaped(name)}[@/](\\d[^(:'"_\\s]*)[^\\n]*:`) },
  // `name@^1.0.0:` or `"name@npm:^1.0.0, name@npm:^1.1.0":`, and the version on one of the lines below.
  { file: /^yarn\.lock$/, versions: (text, name) => all(text, `^(?:"|[^\\n#]*?, ?"?)?${escaped(name)}@[^\\n]*:\\r?\\n(?:[ \\t]+[^\\n]*\\r?\\n)??[ \\t]+version:? "?(\\d[^"\\s]*)`) },
  { file: /^bun\.lock$/, versions: (text, name) => all(text, `\\[\\s*"${escaped(name)}@(\\d[^"]*)"`) },
];

export const scriptManifests: Omit<VersionFiles, 'locks'> = {
  manifests: [{ file: /^package\.json$/, range: rangeIn }],
  satisfies: (version, range) => satisfies(version, range, { includePrerelease: true }),
  lowest: (range) => {
    try {
      // `*` and `latest` name no version.
      const found = minVersion(range)?.version;
      return found === '0.0.0' ? undefined : found;
    } catch {
      return undefined;
    }
  },
};

/** `"packages/app/node_modules/name": { "version": ...` (lockfileVersion 2 and 3); `"name": { "version": ...` (1). */
function npmVersions(text: string, name: string, inside: string): readonly string[] {
  const found = [...text.matchAll(new RegExp(`"((?:[^"\\n]*/)?)node_modules/${escaped(name)}"\\s*:\\s*\\{\\s*"version"\\s*:\\s*"([^"]+)"`, 'g'))].map(([, place = '', version = '']) => ({ place: place.replace(/\/$/, ''), version }));
  if (found.length === 0) return all(text, `"${escaped(name)}"\\s*:\\s*\\{\\s*"version"\\s*:\\s*"([^"]+)"`);
  const own = found.filter(({ place }) => place === '' || place === inside || inside.startsWith(`${place}/`)).sort((a, b) => b.place.length - a.place.length);
  return [...own, ...found.filter((one) => !own.includes(one))].map(({ version }) => version);
}

const kinds = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];

function rangeIn(text: string, name: string): string | undefined {
  const manifest: unknown = JSON.parse(text);
  for (const kind of kinds) {
    const listed = isRecord(manifest) ? manifest[kind] : undefined;
    const range = isRecord(listed) ? listed[name] : undefined;
    if (typeof range === 'string') return range.replace(/^(?:workspace:|npm:(?:@[^@]+|[^@]+)@)/, '');
  }
  return undefined;
}

function all(text: string, pattern: string): readonly string[] {
  return [...text.matchAll(new RegExp(pattern, 'gm'))].map(([, version = '']) => version);
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

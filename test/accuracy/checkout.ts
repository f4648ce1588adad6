import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What the linter reads of a repository: sources, and the manifests that say how names and versions resolve. */
const wanted = /\.(?:[cm]?[jt]sx?|pyw?|ipynb)$|(?:^|\/)(?:package(?:-lock)?\.json|pnpm-lock\.yaml|pnpm-workspace\.yaml|yarn\.lock|[tj]sconfig[^/]*\.json|pyproject\.toml|requirements[^/]*\.txt|(?:poetry|uv|pdm|Pipfile)\.lock|\.gitignore)$/;

export interface Checkout {
  readonly repo: string;
  readonly commit: string;
  /** Where the files go. */
  readonly folder: string;
  /** A folder of git repositories named `owner+name`; without it they are cloned from GitHub. */
  readonly snapshots: string | undefined;
}

/** Lays the files of a commit into a folder; false if the repository or the commit cannot be had. */
export function checkout({ repo, commit, folder, snapshots }: Checkout): boolean {
  const git = snapshots === undefined ? cloned(repo, `${folder}.git`) : snapshotOf(repo, snapshots);
  if (git === undefined) return false;
  const run = (...args: readonly string[]) => execFileSync('git', ['-C', git, ...args], { encoding: 'utf8', maxBuffer: 512 * 1024 * 1024, stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const blobs = run('ls-tree', '-r', '-z', commit).split('\0').flatMap((entry) => {
      const [meta = '', file = ''] = entry.split('\t');
      const [, type, hash] = meta.split(' ');
      return type === 'blob' && hash !== undefined && wanted.test(file) && !/(?:^|\/)(?:node_modules|dist)\//.test(file) ? [{ hash, file }] : [];
    });
    const contents = contentsOf(git, blobs.map(({ hash }) => hash));
    for (const [index, { file }] of blobs.entries()) {
      const content = contents[index];
      if (content === undefined) continue;
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), content);
    }
    // Marks the folder as the root of its program.
    mkdirSync(path.join(folder, '.git'), { recursive: true });
    return true;
  } catch {
    return false;
  }
}

/** The objects of these names, in order; undefined for one that a snapshot lacks. */
function contentsOf(git: string, hashes: readonly string[]): readonly (Buffer | undefined)[] {
  const output = execFileSync('git', ['-C', git, 'cat-file', '--batch'], { input: hashes.map((hash) => `${hash}\n`).join(''), maxBuffer: 1024 * 1024 * 1024, stdio: ['pipe', 'pipe', 'ignore'] });
  let at = 0;
  return hashes.map(() => {
    const end = output.indexOf('\n', at);
    const size = / blob (\d+)$/.exec(output.toString('utf8', at, end))?.[1];
    at = end + 1;
    if (size === undefined) return undefined;
    const content = output.subarray(at, at + Number(size));
    at += Number(size) + 1;
    return content;
  });
}

function snapshotOf(repo: string, snapshots: string): string | undefined {
  const base = path.join(snapshots, repo.replace('/', '+'));
  return [path.join(base, 'repo'), base].find((candidate) => existsSync(candidate));
}

function cloned(repo: string, target: string): string | undefined {
  try {
    execFileSync('git', ['clone', '--quiet', '--bare', '--filter=blob:limit=1m', `https://github.com/${repo}.git`, target], { stdio: 'ignore', timeout: 300_000, env: { ...process.env, GIT_TERMINAL_PROMPT: '0' } });
    return target;
  } catch {
    return undefined;
  }
}

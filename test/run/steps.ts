import { createRequire } from 'node:module';
import path from 'node:path';

/** One part of `npm test`. */
export interface Step {
  readonly name: string;
  /** A script for Node, and its arguments. */
  readonly command: readonly string[];
  /** `tests`: mocha writes its counts; `one`: the exit code is one check. */
  readonly counts: 'one' | 'tests';
  /** Steps that must have passed before. */
  readonly needs: readonly string[];
  /** `first` runs alone; the other two run side by side. */
  readonly lane: 'first' | 'left' | 'right';
  /** After so many minutes it is ended; 10 if absent. */
  readonly limitMinutes?: number;
}

const projectRoot = path.resolve(__dirname, '../..');
const require_ = createRequire(path.join(projectRoot, 'package.json'));
const tool = (name: string, file: string) => path.join(path.dirname(require_.resolve(`${name}/package.json`)), file);
const tsx = tool('tsx', 'dist/cli.mjs');
const mocha = [tool('mocha', 'bin/mocha.js'), '--reporter', './test/support/countingReporter.ts'];

export const steps: readonly Step[] = [
  { name: 'build', command: ['esbuild.js', '--production'], counts: 'one', needs: [], lane: 'first' },
  { name: 'demo', command: [tsx, 'test/demo/start.ts', '--no-editor'], counts: 'one', needs: ['build'], lane: 'first' },
  // Alone: what keeps the machine busy delays real requests, and none of those that are simulated.
  { name: 'simulator', command: [...mocha, '--no-config', '--no-package', '--require', 'tsx/cjs', 'test/simulator/*.test.ts'], counts: 'tests', needs: [], lane: 'first', limitMinutes: 20 },
  { name: 'unit', command: mocha, counts: 'tests', needs: ['build'], lane: 'left', limitMinutes: 25 },
  { name: 'typecheck', command: [tool('typescript', 'bin/tsc'), '--noEmit'], counts: 'one', needs: [], lane: 'left' },
  { name: 'webview-types', command: [tool('typescript', 'bin/tsc'), '--noEmit', '-p', 'src/webview'], counts: 'one', needs: [], lane: 'left' },
  { name: 'models', command: [...mocha, '--no-config', '--no-package', '--require', 'tsx/cjs', '--timeout', '180000', 'test/models/*.test.ts'], counts: 'tests', needs: [], lane: 'left', limitMinutes: 30 },
  { name: 'storms', command: [...mocha, '--no-config', '--no-package', '--require', 'tsx/cjs', '--timeout', '180000', 'test/storms/*.test.ts'], counts: 'tests', needs: [], lane: 'left', limitMinutes: 20 },
  { name: 'rehearse', command: [...mocha, '--no-config', '--no-package', '--require', 'tsx/cjs', '--timeout', '180000', 'test/rehearse/*.test.ts'], counts: 'tests', needs: [], lane: 'left', limitMinutes: 20 },
  { name: 'package', command: [tsx, 'test/vscode/package.ts'], counts: 'one', needs: ['build'], lane: 'right' },
  { name: 'integration', command: [tsx, 'test/vscode/integration.ts'], counts: 'tests', needs: ['build'], lane: 'right' },
  {
    name: 'ui',
    command: [...mocha, '--no-config', '--no-package', '--require', 'tsx/cjs', '--timeout', '120000', '--file', 'test/vscode/ui/support/freshScreenshots.ts', 'test/vscode/ui/*.test.ts'],
    counts: 'tests',
    needs: ['package'],
    lane: 'right',
  },
  { name: 'lint', command: [tool('eslint', 'bin/eslint.js'), '.', '--max-warnings', '0'], counts: 'one', needs: [], lane: 'right' },
];

/** The steps of these names with all that they need, or a sentence where there is no such step; all of them for no name. */
export function chooseSteps(names: readonly string[]): readonly Step[] | string {
  if (names.length === 0) return steps;
  const unknown = names.find((name) => !steps.some((step) => step.name === name));
  if (unknown !== undefined) return `There is no step "${unknown}". Steps are: ${steps.map(({ name }) => name).join(', ')}.`;
  const wanted = new Set(names);
  // Needs stand before the steps that need them, so one walk from the end finds them all.
  for (const step of [...steps].reverse()) if (wanted.has(step.name)) step.needs.forEach((need) => wanted.add(need));
  return steps.filter(({ name }) => wanted.has(name));
}

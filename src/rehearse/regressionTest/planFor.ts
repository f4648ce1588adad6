import type { Refusal, TestFramework, TestPlan } from './testPlan';

/** Where the call is, and what is known of its project. */
export interface CallSource {
  /** Of the file, relative to the folder that Python imports from, with `/`. */
  readonly path: string;
  readonly language: 'typescript' | 'javascript' | 'python';
  readonly text: string;
  /** 0-based, of the call. */
  readonly line: number;
  /** The nearest package.json, parsed; undefined where there is none. */
  readonly manifest?: unknown;
}

/** A test to generate, and the name of its file, which belongs beside the call's. */
export interface PlannedTest {
  readonly plan: TestPlan;
  readonly fileName: string;
}

/**
 * Plans a regression test for the call: with the project's own test framework, and through the exported function that makes the call where
 * that one can be called without arguments. Else the test says where to fill in the call.
 */
export function planFor(source: CallSource, refusal: Refusal): PlannedTest {
  const name = source.path.slice(source.path.lastIndexOf('/') + 1).replace(/\.[^.]+$/, '');
  const exported = exportedAround(source);
  const own = exported !== undefined && { exported };
  if (source.language === 'python') {
    const module = source.path.replace(/\.py$/, '').replaceAll('/', '.');
    return { plan: { framework: 'pytest', refusal, module, modules: 'esm', ...own }, fileName: `test_${name}_429.py` };
  }
  const framework = frameworkOf(source.manifest);
  const modules = isCommonJs(source, framework) ? 'commonjs' : 'esm';
  const ending = /\.[^.]+$/.exec(source.path)?.[0] ?? '.js';
  // Vitest and Jest resolve a module without its ending; Node itself does not.
  const module = `./${name}${source.language === 'typescript' && framework !== 'node:test' ? '' : ending}`;
  return { plan: { framework, refusal, module, modules, ...own }, fileName: `${name}.429.test${modules === 'commonjs' ? '.cjs' : '.mjs'}` };
}

function frameworkOf(manifest: unknown): TestFramework {
  const names = JSON.stringify(manifest ?? '');
  if (/"vitest(?:\/|")/.test(names)) return 'vitest';
  return /"(?:jest|ts-jest|@jest\/globals)"/.test(names) ? 'jest' : 'node:test';
}

function isCommonJs({ path, text, manifest }: CallSource, framework: TestFramework): boolean {
  if (/\.[cm]/.test(path.slice(path.lastIndexOf('.')))) return /\.c[jt]s$/.test(path);
  if (framework === 'jest') return true;
  if (typeof manifest === 'object' && manifest !== null && 'type' in manifest && manifest.type === 'module') return false;
  return !/^\s{0,8}(?:import|export)\b/m.test(text);
}

/** The nearest function above the call that the module exports, if it takes no arguments. */
function exportedAround({ language, text, line }: CallSource): string | undefined {
  const above = text.split('\n').slice(0, line + 1).reverse();
  const head = language === 'python' ? /^(?:async )?def (\w+)\(([^)]*)\)?/ : /^export (?:async )?(?:function (\w+)|const (\w+) = (?:async )?(?:function )?)\s?\(([^)]*)\)?/;
  const other = language === 'python' ? /^(?:class|@|\S.*=\s*$)/ : /^(?:class|(?:async )?function|const \w+ = (?:async )?\()/;
  const found = above.find((each) => head.test(each) || other.test(each));
  const match = found === undefined ? null : head.exec(found);
  const parameters = match?.at(-1)?.trim();
  return parameters === '' ? (match?.[1] ?? match?.[2]) : undefined;
}

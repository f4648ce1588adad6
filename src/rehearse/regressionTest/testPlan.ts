export type TestFramework = 'vitest' | 'jest' | 'node:test' | 'pytest';

/** What the service does to the call that a test makes. */
export type Refusal = 'rate-limit' | 'overloaded' | 'stream-error' | 'spend-cap';

/** What a regression test is to hold on to. */
export interface TestPlan {
  readonly framework: TestFramework;
  readonly refusal: Refusal;
  /** What the test imports: `../src/ask.js`, or `app.ask` in Python. */
  readonly module: string;
  /** The function that makes the call. Absent where it is not known: the test then fails until its one marked line is filled in. */
  readonly exported?: string;
  /** Whether the program's modules are CommonJS; only for JavaScript. */
  readonly modules: 'esm' | 'commonjs';
}

import { javascriptTest } from './javascriptTest';
import { pythonTest } from './pythonTest';
import type { TestPlan } from './testPlan';

/**
 * The text of a test for the user's own suite, which needs nothing of Headroom: a server on 127.0.0.1 refuses the call twice, or for good
 * at a spend cap, and the test asks that the program gets its answer, waits as told, and sends no more than it has to.
 */
export function regressionTest(plan: TestPlan): string {
  return plan.framework === 'pytest' ? pythonTest(plan) : javascriptTest(plan);
}

import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** What a run of tests came to. A skipped test counts as failed: nothing may be left out in silence. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** Prints like mocha's `spec` reporter and writes the counts so far, as JSON, to the file that `HEADROOM_RESULTS` names. */
export default class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    runner.on(Mocha.Runner.constants.EVENT_TEST_END, () => {
      const { passes, failures, pending } = this.stats;
      const counts: Counts = { passed: passes, failed: failures + pending };
      if (process.env.HEADROOM_RESULTS !== undefined) writeFileSync(process.env.HEADROOM_RESULTS, JSON.stringify(counts));
    });
  }
}

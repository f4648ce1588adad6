// `npm test`: runs every step, whatever the others came to, and ends with the line `N passed, N failed`.
// `npm test -- unit lint` runs these two, with what they need.
import { mkdirSync } from 'node:fs';
import { runStep, type Outcome } from './run/runStep';
import { chooseSteps, type Step } from './run/steps';

async function main(names: readonly string[]): Promise<number> {
  const chosen = chooseSteps(names);
  if (typeof chosen === 'string') {
    console.error(chosen);
    return sumUp([{ step: 'choice', passed: 0, failed: 1, seconds: 0, failures: '' }]);
  }
  mkdirSync('out', { recursive: true });
  const first = await runLane(chosen.filter(({ lane }) => lane === 'first'), []);
  const lanes = await Promise.all((['left', 'right'] as const).map((name) => runLane(chosen.filter(({ lane }) => lane === name), first)));
  return sumUp([...first, ...lanes.flat()]);
}

/** Two lanes at a time keep two processors busy; the steps of one lane run one after the other. What a step needs is in its own lane or in `before`. */
async function runLane(lane: readonly Step[], before: readonly Outcome[]): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const step of lane) outcomes.push(await afterNeeds(step, [...before, ...outcomes]));
  return outcomes;
}

/** A step whose needs failed cannot show anything: it counts as failed, with the reason. */
async function afterNeeds(step: Step, before: readonly Outcome[]): Promise<Outcome> {
  const broken = before.find((outcome) => step.needs.includes(outcome.step) && outcome.failed > 0);
  if (broken === undefined) return runStep(step);
  console.log(`\n=== ${step.name}: cannot run, because ${broken.step} failed`);
  return { step: step.name, passed: 0, failed: 1, seconds: 0, failures: '' };
}

function sumUp(outcomes: readonly Outcome[]): number {
  const sum = (count: (outcome: Outcome) => number) => outcomes.reduce((total, outcome) => total + count(outcome), 0);
  // Again, at the end: whoever sees only that part of a long output must see why.
  for (const { step, failures } of outcomes) if (failures !== '') console.log(`\n=== ${step} failed\n${failures}`);
  console.log('\n=== results');
  for (const { step, passed, failed, seconds } of outcomes) {
    console.log(`${failed === 0 ? 'ok    ' : 'FAILED'} ${step.padEnd(12)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed ${seconds.toFixed(1).padStart(7)} s`);
  }
  console.log(`\n${sum(({ passed }) => passed)} passed, ${sum(({ failed }) => failed)} failed`);
  return sum(({ failed }) => failed) === 0 ? 0 : 1;
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error);
    console.log('\n0 passed, 1 failed');
    process.exitCode = 1;
  },
);

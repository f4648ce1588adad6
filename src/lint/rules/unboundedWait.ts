import { patientGuard } from '../policy/faultyLayers';
import { capitalized } from './capitalized';
import { type Rule, docsUrl } from './rule';

export const unboundedWait: Rule = {
  id: 'unbounded-wait',
  severity: 'hint',
  title: 'The retry waits however long the server says, hours or days',
  why: '`retry-after` mostly names seconds or a few minutes, and hours where the quota of a subscription or of a gateway is used up. A retry that sleeps for as long as it is told then hangs without a word: agents stood still for days (pi #4991) until they bounded that wait or gave up on a long one (oh-my-pi #7028, openclaw #68474). Whoever waits is served better by an error that says when to come back.',
  examples: [
    {
      language: 'ts',
      bad: "const seconds = Number(error.headers?.get('retry-after') ?? 20);\nawait sleep(seconds * 1000);",
      good: "const seconds = Number(error.headers?.get('retry-after') ?? 20);\nif (seconds > 120) throw error;\nawait sleep(seconds * 1000);",
    },
    {
      language: 'python',
      bad: 'time.sleep(float(error.response.headers.get("retry-after", 20)))',
      good: 'seconds = float(error.response.headers.get("retry-after", 20))\nif seconds > 120:\n    raise\ntime.sleep(seconds)',
    },
  ],
  off: 'The program is a job that nobody waits for, and something outside notices when it stands still.',
  docsUrl: docsUrl('unbounded-wait'),
  check: ({ policy: { layers } }) => {
    if (layers.some(({ hasDeadline }) => hasDeadline)) return undefined;
    const patient = patientGuard(layers);
    return patient && `${capitalized(patient.name)} waits after a 429 for as long as \`retry-after\` says, be it hours or days: it neither limits that wait nor gives up.`;
  },
};

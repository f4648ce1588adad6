import { endlessLayer } from '../policy/faultyLayers';
import { capitalized } from './capitalized';
import { type Rule, docsUrl } from './rule';

export const unboundedRetry: Rule = {
  id: 'unbounded-retry',
  severity: 'warning',
  title: 'The retry has no limit of attempts or time',
  why: 'Not every 429 ends: a spend cap or a missing entitlement answers 429 for days, and a retry without a limit asks for ever, as those did that met “Extra usage is required for long context requests” (claude-code #42616). The failure never reaches anybody who could act on it.',
  examples: [
    { language: 'ts', bad: 'while (true) {\n  try {\n    return await ask();\n  } catch {\n    await sleep(5000);\n  }\n}', good: 'for (let attempt = 1; ; attempt++) {\n  try {\n    return await ask();\n  } catch (error) {\n    if (attempt === 8) throw error;\n    await sleep(1000 * 2 ** attempt);\n  }\n}' },
    { language: 'python', bad: '@retry(wait=wait_exponential(max=60))', good: '@retry(wait=wait_exponential(max=60), stop=stop_after_attempt(8))' },
  ],
  off: 'Something outside ends the program after a while, and somebody is told.',
  docsUrl: docsUrl('unbounded-retry'),
  check: ({ policy: { layers } }) => {
    const endless = endlessLayer(layers);
    return endless && `${capitalized(endless.name)} has no limit of attempts or time: a 429 that does not pass, such as a spend cap, is asked again for ever.`;
  },
};

import { percentText, shortDuration } from '../../src/simulate/comparisonText';
import type { Outcome } from '../../src/simulate/outcome';
import type { Case } from './cases';
import type { Real } from './measure';

/** What the simulator says of a case, as the beginning of its row: the same each time. */
export function simulatedCells({ title }: Case, { success, requests, drainedAt }: Outcome): string {
  return `| ${[title, percentText(success), Math.round(requests), shortDuration(drainedAt)].join(' | ')} |`;
}

/** The whole page. */
export function page(rows: readonly { readonly one: Case; readonly outcome: Outcome; readonly real: Real }[], date: string): string {
  const lines = rows.map(({ one, outcome, real }) => `${simulatedCells(one, outcome)} ${[percentText(real.success), Math.round(real.requests), shortDuration(real.drainedAt)].join(' | ')} |`);
  return `${intro(date)}\n${lines.join('\n')}\n`;
}

const intro = (date: string) => `# The simulator against the emulator

\`headroom simulate\` runs a workload in thought. Here the same workloads were sent by the real \`@anthropic-ai/sdk\` to the emulator, whose buckets really emptied, on ${date}: 20 seeds each, with the same calls, sizes and times on both sides, and six times as fast as the clock. \`npm run simulations\` writes this page. A test runs it again and fails where the share of answered calls differs by more than 3 points or the number of requests by more than 10 %.

The numbers are means of the 20 seeds. What differs is the SDK's own chance, and the time that a real request takes on the way, which the simulator takes for 20 to 150 ms.

| Workload | Answered, simulated | Requests | Done after | Answered, real | Requests | Done after |
|---|--:|--:|--:|--:|--:|--:|`;

import assert from 'node:assert/strict';
import { diagnose } from '../../../src/diagnose/diagnose';
import { readEvidence } from '../../../src/diagnose/readEvidence';
import { reportOf } from '../../../src/diagnose/report';

/** A log whose waits begin anew several times, as those of one layer within another do. */
const storm = [0, 2, 4, 7, 12, 14, 16, 19, 24, 26, 28, 31].flatMap((second, index) => [
  `2026-01-05 10:00:${String(second).padStart(2, '0')} anthropic.RateLimitError: Error code: 429 - {"type":"error","error":{"type":"rate_limit_error","message":"This request would exceed your organization's rate limit of 50 requests per minute"}}`,
  `2026-01-05 10:00:${String(second + 1).padStart(2, '0')} INFO anthropic._base_client Retrying request to /v1/messages in ${[0.5, 1, 2, 4][index % 4]} seconds`,
]);

describe('the report of a diagnosis', () => {
  it('names what drives the traffic after the verdict and before what to do', () => {
    const diagnosis = diagnose(readEvidence(storm.join('\n')), []);
    assert.ok(diagnosis.drivers.length > 0);
    const report = reportOf(diagnosis);
    const at = ['## What drives it', `- **${diagnosis.drivers[0]!.title}** (`, '## What to do', '## Evidence'].map((text) => report.indexOf(text));
    assert.ok(at.every((place, index) => place > (at[index - 1] ?? 0)), report);
    for (const { advice, sources } of diagnosis.drivers) {
      for (const line of advice) assert.ok(report.includes(`. ${line}\n`), line);
      for (const source of sources) assert.ok(report.includes(`- <${source}>`));
    }
  });

  it('has no such section where nothing drives it', () => {
    assert.doesNotMatch(reportOf(diagnose(readEvidence(storm[0]!), [])), /What drives it/);
  });
});

import assert from 'node:assert/strict';
import { type ConfiguredLimits, readLimitGroup } from '../../../src/limits/configuredLimits';
import { configuredNotes } from '../../../src/limits/configuredNotes';
import { configuredReport } from '../../../src/limits/configuredReport';
import { configuredText } from '../../../src/limits/configuredText';
import type { Snapshot } from '../../../src/limits/snapshot';

const rpm = { type: 'requests_per_minute', value: 50 };
const itpm = { type: 'input_tokens_per_minute_cache_aware', value: 30_000 };
const sonnet = { kind: 'model_group', name: 'Claude Sonnet 4.x', models: ['claude-sonnet-4-5', 'claude-sonnet-4-6'], limits: [rpm, itpm] };
const limits: ConfiguredLimits = {
  at: Date.parse('2026-11-26T10:00:00Z'),
  organization: [sonnet, { kind: 'batch', name: 'batch', models: [], limits: [{ type: 'enqueued_batch_requests', value: 100_000 }] }],
  workspaces: [{ name: 'Nightly', groups: [{ ...sonnet, limits: [{ ...rpm, value: 20, organization: 50 }, { ...itpm, value: 40_000, organization: 30_000 }] }] }],
};

describe('an entry of the Rate Limits API', () => {
  it('is read as the newest version of the API has it, and as the first one had', () => {
    const models = ['claude-sonnet-4-5', 'claude-sonnet-4-6'];
    assert.deepEqual(readLimitGroup({ type: 'rate_limit', id: 'rl_1', group: { type: 'model_group', id: 'rlg_1', display_name: 'Claude Sonnet 4.x' }, models, limits: [rpm, itpm] }), sonnet);
    assert.deepEqual(readLimitGroup({ type: 'rate_limit', group_type: 'model_group', models, limits: [rpm, itpm] }), { ...sonnet, name: 'claude-sonnet-4-5' });
    assert.deepEqual(readLimitGroup({ group_type: 'web_search', models: null, limits: [{ type: 'tool_uses_per_second', value: 30 }] }), { kind: 'web_search', name: 'web search', models: [], limits: [{ type: 'tool_uses_per_second', value: 30 }] });
  });

  it('has what a workspace set, and not what it inherits', () => {
    const read = readLimitGroup({ group: { type: 'batch' }, models: null, limits: [{ ...rpm, org_limit: 60, source: { type: 'workspace' } }, { ...itpm, org_limit: 30_000, source: { type: 'organization' } }, { type: 'tokens_per_day', value: 5, org_limit: null }] });
    assert.deepEqual(read?.limits, [{ ...rpm, organization: 60 }, { type: 'tokens_per_day', value: 5 }]);
  });

  it('is left out where it cannot be read', () => {
    for (const entry of [undefined, null, 'x', [], {}, { group: 'batch', limits: [rpm] }, { group_type: 'batch' }, { group_type: 'batch', limits: rpm }, { group_type: 'batch', limits: [{ type: 'x', value: '5' }, { value: 5 }, { type: 'x', value: -1 }, null] }]) assert.equal(readLimitGroup(entry), undefined);
  });
});

describe('configured limits beside a reading', () => {
  const reading = (model: string, ids: readonly ('requests' | 'input-tokens')[]): Snapshot => ({ at: 0, model, status: 200, buckets: ids.map((id) => ({ id, limit: 1, remaining: 1 })) });

  it('add what the headers left out, and the workspaces that have less', () => {
    assert.deepEqual(configuredNotes(limits, { readings: [reading('claude-sonnet-4-6', ['requests'])] }), [
      'Configured for claude\\-sonnet\\-4\\-6, though its headers do not say so: 30,000 input tokens per minute.',
      'Workspace Nightly has less of claude\\-sonnet\\-4\\-6 than its organization: 20 of 50 RPM.',
    ]);
  });

  it('are those of the model’s class where the model is not named, and nothing for another', () => {
    assert.equal(configuredNotes(limits, { readings: [reading('claude-sonnet-4-20250514', ['requests', 'input-tokens'])] }).length, 1);
    assert.deepEqual(configuredNotes(limits, { readings: [reading('claude-haiku-5-5', [])] }), []);
    assert.deepEqual(configuredNotes(undefined, { readings: [reading('claude-sonnet-4-6', [])] }), []);
  });

  it('are all there is where an answer carries no limit at all', () => {
    const notes = configuredNotes(limits, { readings: [], result: { kind: 'answered', at: 0, snapshot: reading('claude-sonnet-4-6', []) } });
    assert.match(notes[0] ?? '', /50 requests per minute, 30,000 input tokens per minute/);
  });

  it('speak once of each class, by its last reading', () => {
    assert.equal(configuredNotes(limits, { readings: [reading('claude-sonnet-4-5', []), reading('claude-sonnet-4-6', ['requests', 'input-tokens'])] }).length, 1);
  });
});

describe('the report of configured limits', () => {
  it('shows those of the organization and of each workspace beside it', () => {
    const report = configuredReport(limits);
    assert.match(report, /Read 2026-11-26 10:00 UTC/);
    assert.match(report, /\| Claude Sonnet 4\\\.x \(claude\\-sonnet\\-4\\-5, claude\\-sonnet\\-4\\-6\) \| requests per minute \| 50 \|\n\| {2}\| input tokens per minute \| 30,000 \|/);
    assert.match(report, /## Workspace Nightly\n\n.*\n.*\n\| Claude Sonnet.* \| requests per minute \| \*\*20\*\* \| 50 \|\n\| {2}\| input tokens per minute \| 40,000 \| 30,000 \|/);
    assert.match(configuredReport({ ...limits, workspaces: [], leftOut: 3 }), /No workspace has limits of its own[\s\S]*3 more workspaces were not asked about/);
  });

  it('makes nothing of what a name or a type holds', () => {
    const hostile = '[x](command:headroom.setAdminKey) | <img src=x> `a`\n# b';
    const report = configuredReport({ at: 0, organization: [{ kind: 'x', name: hostile, models: [hostile, 'other'], limits: [{ type: hostile, value: 1 }] }], workspaces: [{ name: hostile, groups: [] }] });
    assert.doesNotMatch(report, /(?<!\\)\[x\]|<img|(?<!\\)`|\n# b/);
  });

  it('is a line for each limit in a terminal, without control characters', () => {
    assert.equal(configuredText(limits), 'organization  Claude Sonnet 4.x  50 requests per minute\norganization  Claude Sonnet 4.x  30,000 input tokens per minute\norganization  batch  100,000 enqueued batch requests\nworkspace Nightly  Claude Sonnet 4.x  20 of 50 requests per minute\nworkspace Nightly  Claude Sonnet 4.x  40,000 of 30,000 input tokens per minute\n');
    const hostile = configuredText({ ...limits, workspaces: [{ name: '\u001b[2J\nx', groups: [sonnet] }] });
    assert.ok(!hostile.includes('\u001b') && !hostile.includes('\nx'));
  });
});

import { bucketName } from './bucketNames';
import type { ConfiguredLimits, LimitGroup } from './configuredLimits';
import { bucketOfLimiter, limiterName } from './limiterNames';
import { escapeMarkdown } from './markdown';
import { modelClass } from './modelClass';
import type { Monitor } from './monitorState';
import type { Snapshot } from './snapshot';
import { countInWords } from './words';

/**
 * What the configured limits add to the last reading of each model class, as sentences in Markdown: the limits that its headers
 * left out, and the workspaces that have lower ones than their organization.
 */
export function configuredNotes(limits: ConfiguredLimits | undefined, { readings, result }: Pick<Monitor, 'readings' | 'result'>): readonly string[] {
  // An answer without any limit is no reading.
  const all = [...(result && 'snapshot' in result ? [result.snapshot] : []), ...readings];
  const newest = new Map(all.map((reading) => [modelClass(reading.model), reading]));
  return limits ? [...newest.values()].flatMap((reading) => [...leftOutBy(reading, limits), ...lowerFor(reading, limits)]) : [];
}

function leftOutBy({ model, buckets }: Snapshot, { organization }: ConfiguredLimits): readonly string[] {
  const told = new Set(buckets.flatMap(({ id, limit }) => (limit === undefined ? [] : [id])));
  const missing = groupFor(model, organization)?.limits.filter(({ type }) => {
    const bucket = bucketOfLimiter(type);
    return bucket !== undefined && !told.has(bucket) && !bucket.startsWith('fast-');
  });
  if (!missing || missing.length === 0) return [];
  return [`Configured for ${escapeMarkdown(model)}, though its headers do not say so: ${missing.map(({ type, value }) => `${countInWords(value)} ${escapeMarkdown(limiterName(type))}`).join(', ')}.`];
}

function lowerFor({ model }: Snapshot, { workspaces }: ConfiguredLimits): readonly string[] {
  return workspaces.flatMap(({ name, groups }) => {
    const lower = (groupFor(model, groups)?.limits ?? []).filter(({ value, organization }) => organization !== undefined && value < organization);
    if (lower.length === 0) return [];
    const which = lower.map(({ type, value, organization = 0 }) => `${countInWords(value)} of ${countInWords(organization)} ${shortName(type)}`);
    return [`Workspace ${escapeMarkdown(name)} has less of ${escapeMarkdown(model)} than its organization: ${which.join(', ')}.`];
  });
}

function shortName(type: string): string {
  const bucket = bucketOfLimiter(type);
  return bucket ? bucketName(bucket).short : escapeMarkdown(limiterName(type));
}

/** The group that names the model, else one that names another of its class. */
function groupFor(model: string, groups: readonly LimitGroup[]): LimitGroup | undefined {
  return groups.find(({ models }) => models.includes(model)) ?? groups.find(({ models }) => models.some((other) => modelClass(other) === modelClass(model)));
}

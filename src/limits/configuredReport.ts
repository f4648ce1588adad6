import type { ConfiguredLimit, ConfiguredLimits, LimitGroup, WorkspaceLimits } from './configuredLimits';
import { limiterName } from './limiterNames';
import { escapeMarkdown } from './markdown';
import { countInWords } from './words';

/** The configured limits as a Markdown document. Everything from outside is escaped. */
export function configuredReport({ at, organization, workspaces, leftOut = 0 }: ConfiguredLimits): string {
  const parts = [
    '# Configured rate limits',
    `Read ${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC. Models of one group share its limits.`,
    '## Organization',
    organization.length === 0 ? 'The API named no limit.' : table(['Group', 'Limit', 'Configured'], organization.flatMap((group) => group.limits.map((limit) => [nameOf(group, limit), escapeMarkdown(limiterName(limit.type)), countInWords(limit.value)]))),
    ...workspaces.flatMap(workspacePart),
    ...(workspaces.length === 0 ? ['## Workspaces', 'No workspace has limits of its own: each has those of the organization.'] : ['What a workspace does not name it has from the organization. Where both have a limit, the lower one counts.']),
    ...(leftOut > 0 ? [`${leftOut} more workspaces were not asked about.`] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

function workspacePart({ name, groups }: WorkspaceLimits): readonly string[] {
  const rows = groups.flatMap((group) =>
    group.limits.map((limit) => {
      const { value, organization } = limit;
      const isLower = organization !== undefined && value < organization;
      return [nameOf(group, limit), escapeMarkdown(limiterName(limit.type)), isLower ? `**${countInWords(value)}**` : countInWords(value), organization === undefined ? '' : countInWords(organization)];
    }),
  );
  return [`## Workspace ${escapeMarkdown(name)}`, table(['Group', 'Limit', 'Workspace', 'Organization'], rows)];
}

/** Once for each group. */
function nameOf({ name, models, limits }: LimitGroup, limit: ConfiguredLimit): string {
  if (limit !== limits[0]) return '';
  const listed = models.filter((model) => model !== name);
  return `${escapeMarkdown(name)}${listed.length === 0 ? '' : ` (${listed.map(escapeMarkdown).join(', ')})`}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, index) => (index < 2 ? ':--' : '--:'))), ...rows.map(line)].join('\n');
}

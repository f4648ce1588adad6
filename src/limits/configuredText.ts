import type { ConfiguredLimit, ConfiguredLimits, LimitGroup } from './configuredLimits';
import { limiterName } from './limiterNames';
import { countInWords } from './words';

/** The configured limits as lines of text, one for each limit. */
export function configuredText({ organization, workspaces, leftOut = 0 }: ConfiguredLimits): string {
  const lines = [
    ...linesOf('organization', organization),
    ...workspaces.flatMap(({ name, groups }) => linesOf(`workspace ${name}`, groups)),
    ...(leftOut > 0 ? [`${leftOut} more workspaces were not asked about`] : []),
  ];
  return lines.map((line) => `${plain(line)}\n`).join('');
}

function linesOf(scope: string, groups: readonly LimitGroup[]): readonly string[] {
  return groups.flatMap(({ name, limits }) => limits.map((limit) => `${scope}  ${name}  ${valueOf(limit)} ${limiterName(limit.type)}`));
}

function valueOf({ value, organization }: ConfiguredLimit): string {
  return `${countInWords(value)}${organization === undefined ? '' : ` of ${countInWords(organization)}`}`;
}

/** A name could move the cursor of a terminal, or write another line. */
function plain(line: string): string {
  return line.replace(/\p{Cc}/gu, ' ');
}

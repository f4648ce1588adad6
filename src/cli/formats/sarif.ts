import { createHash } from 'node:crypto';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ArtifactLocation, Location, Log, ReportingDescriptor, Result } from 'sarif';
import { repository, version } from '../../../package.json';
import type { Finding, Severity } from '../../lint/finding';
import { rules } from '../../lint/rules/index';
import type { Rule } from '../../lint/rules/rule';
import { rulePage } from '../../lint/rules/rulePage';
import type { Location as At } from '../../lint/source';
import { lineText } from '../lineText';
import type { LintedFile } from '../lintPaths';
import type { Format, Report } from './format';
import { placeOf } from './place';

/** For code scanning: SARIF 2.1.0 (docs.oasis-open.org/sarif/sarif/v2.1.0). Files are named relative to the working folder. */
export const sarif: Format = {
  id: 'sarif',
  check: (report) => {
    const log: Log = {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'Headroom', version, semanticVersion: version, informationUri: repository.url.replace(/\.git$/, ''), rules: rules.map(descriptor) } },
          originalUriBaseIds: { [base]: { uri: pathToFileURL(`${report.folder}${path.sep}`).href } },
          columnKind: 'utf16CodeUnits',
          results: report.files.flatMap((linted) => resultsOf(linted, report)),
        },
      ],
    };
    return `${JSON.stringify(log, null, 2)}\n`;
  },
};

/** The name that other tools give the folder they ran in. */
const base = '%SRCROOT%';

function descriptor(rule: Rule): ReportingDescriptor {
  const { id, title, why, off, docsUrl, severity } = rule;
  return {
    id,
    shortDescription: { text: `${title}.` },
    fullDescription: { text: why },
    help: { text: `${why}\n\nWhen to switch it off: ${off}`, markdown: rulePage(rule) },
    helpUri: docsUrl,
    defaultConfiguration: { level: levels[severity] },
    properties: { tags: ['reliability'] },
  };
}

const levels: Readonly<Record<Severity, Result.level>> = { error: 'error', warning: 'warning', information: 'note', hint: 'note' };

interface Judged {
  readonly finding: Finding;
  /** Where one result of a run has them, all must have (3.27.23). */
  readonly suppressions: NonNullable<Result['suppressions']>;
  readonly baselineState?: Result['baselineState'];
}

function resultsOf(linted: LintedFile, report: Report): readonly Result[] {
  const { known } = linted;
  const state = (baselineState: Result['baselineState']) => known && { baselineState };
  const { findings, suppressed } = linted.analysis;
  const all: readonly Judged[] = [
    ...findings.map((finding) => ({ finding, suppressions: [], ...state('new') })),
    ...(known ?? []).map((finding) => ({ finding, suppressions: [{ kind: 'external' as const, justification: 'The baseline holds it.' }], ...state('unchanged') })),
    ...suppressed.map(({ finding, reason }) => ({ finding, suppressions: [{ kind: 'inSource' as const, ...(reason !== undefined && { justification: reason }) }], ...state('unchanged') })),
  ];
  const seen = new Map<string, number>();
  return all
    .toSorted((a, b) => a.finding.span.start - b.finding.span.start)
    .map(({ finding, ...judged }) => {
      const { rule, severity, message, span, reasons } = finding;
      const related = reasons.map((reason, id): Location => ({ id, ...locationOf(linted, reason.span, report), message: { text: reason.message } }));
      return {
        ruleId: rule,
        ruleIndex: rules.findIndex(({ id }) => id === rule),
        level: levels[severity],
        message: { text: message },
        locations: [locationOf(linted, span, report)],
        ...(related.length > 0 && { relatedLocations: related }),
        partialFingerprints: { 'headroomLine/v1': fingerprint(linted, finding, seen) },
        ...judged,
      };
    });
}

/** The same for the same line wherever it stands; equal lines of a file are counted. */
function fingerprint({ source }: LintedFile, finding: Finding, seen: Map<string, number>): string {
  const key = `${finding.rule}\n${lineText(source, finding)}`;
  const number = seen.get(key) ?? 0;
  seen.set(key, number + 1);
  return createHash('sha256').update(`${key}\n${number}`).digest('hex').slice(0, 32);
}

function locationOf(linted: LintedFile, at: At, { folder, inFile }: Report): Location {
  const place = placeOf(linted, at);
  const { line, column, endLine, endColumn } = inFile(place);
  const region = { startLine: line, startColumn: column, endLine, endColumn };
  return { physicalLocation: { artifactLocation: artifactOf(place.file, folder), region }, ...(place.cell !== undefined && { logicalLocations: [{ fullyQualifiedName: `cell ${place.cell}, line ${place.line}` }] }) };
}

/** No way may lead out of a base. */
function artifactOf(file: string, folder: string): ArtifactLocation {
  const isOutside = file.startsWith('../') || path.isAbsolute(file);
  return isOutside ? { uri: pathToFileURL(path.resolve(folder, file)).href } : { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: base };
}

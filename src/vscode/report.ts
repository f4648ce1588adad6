import { Uri, workspace } from 'vscode';
import type { CallSummary } from '../diagnose/callSummary';
import type { Diagnosis } from '../diagnose/diagnose';
import { reportOf } from '../diagnose/report';
import { openPreview } from './openPreview';

/** Shows diagnoses as read-only Markdown documents. */
export interface ReportView {
  dispose(): void;
  /** Opens the report beside the active editor, as a preview where VS Code has one. `from` says where the error was taken from. */
  show(diagnosis: Diagnosis, from: string | undefined): Promise<void>;
  /** The last report as Markdown to paste elsewhere, without links into this machine. */
  lastAsMarkdown(): string | undefined;
}

export const reportScheme = 'headroom-report';

export function openReportView(): ReportView {
  const texts = new Map<string, string>();
  let last: string | undefined;
  let number = 0;
  const provider = workspace.registerTextDocumentContentProvider(reportScheme, {
    provideTextDocumentContent: (uri) => texts.get(uri.query) ?? 'This diagnosis is no longer kept. Run "Claude API: Diagnose 429" again.\n',
  });
  return {
    show: async (diagnosis, from) => {
      const origin = from === undefined ? {} : { from };
      last = reportOf(diagnosis, origin);
      // A new address for each report: a preview that is already open then shows the new one for certain.
      number++;
      texts.set(String(number), reportOf(diagnosis, { ...origin, link: linkToCall }));
      texts.delete(String(number - mostKept));
      await openPreview(Uri.from({ scheme: reportScheme, path: '/Diagnosis of a 429.md', query: String(number) }));
    },
    lastAsMarkdown: () => last,
    dispose: () => provider.dispose() as unknown,
  };
}

const mostKept = 20;

/** VS Code resolves an absolute path in Markdown against the first folder of the workspace, and `#L12,5` as a place, though none in a notebook. */
function linkToCall({ file, cell, line, column }: CallSummary): string | undefined {
  const [folder, ...more] = workspace.workspaceFolders ?? [];
  if (!folder || file.startsWith('/') || file.startsWith('..') || /^[a-z]+:/i.test(file)) return undefined;
  const prefix = `${folder.name}/`;
  // With several folders a relative path begins with the folder's name.
  if (more.length > 0 && !file.startsWith(prefix)) return undefined;
  const path = more.length > 0 ? file.slice(prefix.length) : file;
  return `/${path.split('/').map(encodeURIComponent).join('/')}${cell === undefined ? `#L${line},${column}` : ''}`;
}

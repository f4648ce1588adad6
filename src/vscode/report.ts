import { commands, env, type ExtensionContext, Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import { diagnose, type Diagnosis } from '../diagnose/diagnose';
import { diagnosisJson, type DiagnosisJson } from '../diagnose/diagnosisJson';
import { type DiagnosisMessage, type DiagnosisRequest, isLinkOf, keptDiagnosis, readDiagnosisRequest } from '../diagnose/diagnosisMessage';
import { reportOf } from '../diagnose/report';
import type { LintClient } from './client';
import { createDiagnosisView } from './diagnosisView';
import { documentOfCall, type OpenedCall } from './documentOfCall';
import { fixCall, type FixOptions } from './fixCall';
import { availableSteps, runStep } from './steps';

/** Shows diagnoses, and does what their page asks for. */
export interface ReportView {
  dispose(): void;
  /** Opens the report beside the active editor. `from` says where the error was taken from. */
  show(diagnosis: Diagnosis, from: string | undefined): Promise<void>;
  /** Fills the panel that a window had open before it was closed, with the state that its page has kept. */
  restore(panel: WebviewPanel, state: unknown): void;
  /** The last report as Markdown to paste elsewhere, without links into this machine. */
  lastAsMarkdown(): string | undefined;
  /** The last diagnosis for other programs, redacted. */
  lastAsJson(): DiagnosisJson | undefined;
  /** What its page was told last; `undefined` where it is not open. */
  shown(): DiagnosisMessage | undefined;
  /** Does what a message of its page asks for, and nothing for any other message. */
  receive(message: unknown): Promise<void>;
}

interface Current {
  readonly diagnosis: Diagnosis;
  readonly from?: string;
  readonly changed?: string;
}

/** Makes the view, which is not open yet. */
export function openReportView(context: Pick<ExtensionContext, 'extensionUri'>, client: Pick<LintClient, 'calls' | 'fixes'>): ReportView {
  let current: Current | undefined;
  let shown: DiagnosisMessage | undefined;
  const view = createDiagnosisView(context, { onMessage: (message) => void receive(message), onClosed: () => (shown = undefined) });

  async function tell(): Promise<void> {
    const told = current;
    if (!told) return;
    const { diagnosis, from, changed } = told;
    const actions = await availableSteps(diagnosis);
    // Meanwhile another error was diagnosed, which is told by itself.
    if (told !== current) return;
    shown = { type: 'diagnosis', shown: { diagnosis: diagnosisJson(diagnosis), ...(from !== undefined && { from }) }, actions, ...(changed !== undefined && { changed }) };
    await view.tell(shown);
  }

  async function receive(message: unknown): Promise<void> {
    const request = readDiagnosisRequest(message);
    if (!request || !current) return;
    await answer(request, current);
  }

  async function answer(request: DiagnosisRequest, asked: Current): Promise<void> {
    switch (request.type) {
      case 'load':
        return tell();
      case 'copy':
        await commands.executeCommand('headroom.copyReport');
        return;
      case 'save':
        await commands.executeCommand('headroom.saveReport');
        return;
      case 'link':
        if (isLinkOf({ diagnosis: diagnosisJson(asked.diagnosis) }, request.address)) await env.openExternal(Uri.parse(request.address, true));
        return;
      case 'step':
        return runStep(request.action, asked.diagnosis, () => openCall(asked, 0));
      case 'open':
        await openCall(asked, request.call);
        return;
      case 'fix':
        return fix(asked, request.call, request);
    }
  }

  async function openCall({ diagnosis }: Current, index: number): Promise<OpenedCall | undefined> {
    const call = diagnosis.calls[index]?.call;
    if (!call) return undefined;
    const opened = await documentOfCall(call);
    if (!opened) {
      void window.showWarningMessage(`${call.file} could not be opened at line ${call.line}: it may have changed since. Run "Claude API: Diagnose 429" again.`);
      return undefined;
    }
    // Not over the report.
    const viewColumn = view.column() === ViewColumn.One ? ViewColumn.Beside : ViewColumn.One;
    await window.showTextDocument(opened.document, { selection: opened.range.with({ end: opened.range.start }), viewColumn });
    return opened;
  }

  async function fix(asked: Current, index: number, options: FixOptions): Promise<void> {
    const opened = await openCall(asked, index);
    const title = opened && (await fixCall(client, opened, options));
    if (title === undefined) return;
    const calls = await client.calls();
    if (current !== asked) return;
    const diagnosis = diagnose(asked.diagnosis.evidence, calls);
    current = { ...asked, diagnosis, changed: `“${title}” was applied. ${stillFailing(diagnosis)}` };
    await tell();
  }

  return {
    show: async (diagnosis, from) => {
      current = { diagnosis, ...(from !== undefined && { from }) };
      view.open();
      await tell();
    },
    restore: (panel, state) => {
      const kept = keptDiagnosis(state);
      // What was diagnosed in this window since is newer.
      current ??= kept;
      if (current) view.attach(panel);
      else panel.dispose();
    },
    lastAsMarkdown: () => current && reportOf(current.diagnosis, current.from === undefined ? {} : { from: current.from }),
    lastAsJson: () => current && diagnosisJson(current.diagnosis),
    shown: () => shown,
    receive,
    dispose: () => view.dispose(),
  };
}

function stillFailing({ calls }: Diagnosis): string {
  const failing = calls.filter(({ outcome }) => outcome === 'fails' || outcome === 'wastes').length;
  if (failing === 0) return 'No call that this error concerns fails any more, as far as it can be told.';
  return failing === 1 ? '1 call that this error concerns still fails.' : `${failing} calls that this error concerns still fail.`;
}

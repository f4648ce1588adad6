import path from 'node:path';
import { CodeAction, CodeActionKind, type ExtensionContext, type LogOutputChannel, type Position, type Range, type TextDocument } from 'vscode';
import { CodeActionRequest, CodeActionTriggerKind, LanguageClient, TransportKind } from 'vscode-languageclient/node';
import type { CallSummary } from '../diagnose/callSummary';
import { type CallToSimulateParams, type CallToSimulateResult, type CallsResult, callToSimulateRequest, callsRequest, recordLimitsKind } from '../server/protocol';
import type { CallToSimulate } from '../simulate/callToSimulate';

/** The editor's side of the linter, whose server runs in a process of its own and is started again when it crashes. */
export interface LintClient {
  /** The Claude calls of the open folders and documents. Starts the server if need be; rejects when it cannot. */
  calls(): Promise<readonly CallSummary[]>;
  /** The changes that let the clients which a stretch of a document makes note their limits. */
  recorders(document: TextDocument, range: Range): Promise<readonly CodeAction[]>;
  /** The quick fixes for the findings in a stretch of a document, what repairs first. Those for many files at once are not among them. */
  fixes(document: TextDocument, range: Range): Promise<readonly CodeAction[]>;
  /** The Claude call at a position, on its line, or the only one of a document, with what each fix makes of it. */
  callToSimulate(document: TextDocument, position: Position): Promise<CallToSimulate | undefined>;
  restart(): Promise<void>;
  dispose(): Promise<void>;
}

const languages = ['typescript', 'typescriptreact', 'javascript', 'javascriptreact', 'python'];

/** Starts the linter without waiting for it. */
export function startClient(context: Pick<ExtensionContext, 'extensionPath'>, log: LogOutputChannel): LintClient {
  const module = path.join(context.extensionPath, 'dist', 'server.js');
  const client = new LanguageClient(
    'headroom',
    'Headroom for Claude',
    { module, transport: TransportKind.ipc },
    // No scheme: documents that were never saved, files of virtual workspaces and cells of notebooks are linted too.
    { documentSelector: languages.map((language) => ({ language })), outputChannel: log },
  );
  const actions = async (document: TextDocument, range: Range, kind: string) => {
    const context = { diagnostics: [], only: [kind], triggerKind: CodeActionTriggerKind.Invoked };
    const textDocument = client.code2ProtocolConverter.asTextDocumentIdentifier(document);
    const found = await client.sendRequest(CodeActionRequest.type, { textDocument, range: client.code2ProtocolConverter.asRange(range), context });
    return (await client.protocol2CodeConverter.asCodeActionResult(found ?? [])).filter((action) => action instanceof CodeAction);
  };
  client.start().catch((error: unknown) => log.error(`The linter did not start: ${error instanceof Error ? error.message : String(error)}`));
  return {
    calls: async () => (await client.sendRequest<CallsResult>(callsRequest)).calls,
    recorders: async (document, range) => actions(document, range, recordLimitsKind),
    fixes: async (document, range) => (await actions(document, range, CodeActionKind.QuickFix.value)).filter(({ edit }) => edit !== undefined),
    callToSimulate: async (document, position) => {
      const asked: CallToSimulateParams = { uri: client.code2ProtocolConverter.asUri(document.uri), position: client.code2ProtocolConverter.asPosition(position) };
      return (await client.sendRequest<CallToSimulateResult>(callToSimulateRequest, asked)) ?? undefined;
    },
    restart: () => client.restart(),
    dispose: () => client.dispose(),
  };
}

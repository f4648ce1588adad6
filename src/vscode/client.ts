import path from 'node:path';
import { CodeAction, type ExtensionContext, type LogOutputChannel, type Range, type TextDocument } from 'vscode';
import { CodeActionRequest, CodeActionTriggerKind, LanguageClient, TransportKind } from 'vscode-languageclient/node';
import type { CallSummary } from '../diagnose/callSummary';
import { type CallsResult, callsRequest, recordLimitsKind } from '../server/protocol';

/** The editor's side of the linter, whose server runs in a process of its own and is started again when it crashes. */
export interface LintClient {
  /** The Claude calls of the open folders and documents. Starts the server if need be; rejects when it cannot. */
  calls(): Promise<readonly CallSummary[]>;
  /** The changes that let the clients which a stretch of a document makes note their limits. */
  recorders(document: TextDocument, range: Range): Promise<readonly CodeAction[]>;
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
  client.start().catch((error: unknown) => log.error(`The linter did not start: ${error instanceof Error ? error.message : String(error)}`));
  return {
    calls: async () => (await client.sendRequest<CallsResult>(callsRequest)).calls,
    recorders: async (document, range) => {
      const context = { diagnostics: [], only: [recordLimitsKind], triggerKind: CodeActionTriggerKind.Invoked };
      const textDocument = client.code2ProtocolConverter.asTextDocumentIdentifier(document);
      const found = await client.sendRequest(CodeActionRequest.type, { textDocument, range: client.code2ProtocolConverter.asRange(range), context });
      return (await client.protocol2CodeConverter.asCodeActionResult(found ?? [])).filter((action) => action instanceof CodeAction);
    },
    restart: () => client.restart(),
    dispose: () => client.dispose(),
  };
}

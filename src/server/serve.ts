import { type Connection, type Diagnostic, DidChangeConfigurationNotification, DocumentDiagnosticReportKind, type InitializeParams, TextDocumentSyncKind, TextDocuments } from 'vscode-languageserver';
import type { Linter } from '../lint/linter';
import { actionsFor, fixAllKind } from './actionsFor';
import { diagnosticOf } from './diagnosticOf';
import { hoverOf } from './hoverOf';
import { type Linted, openDocuments } from './openDocuments';
import { type CallsResult, callsRequest } from './protocol';
import { pulledSettings } from './pulledSettings';
import { readSettings } from './settings';
import { trackEdits } from './trackEdits';
import { workspaceCalls } from './workspaceCalls';

/** Serves the linter over a connection until it closes: documents in, diagnostics, hovers and fixes out. */
export function serve(connection: Connection, linter: Linter): void {
  let client = capabilitiesOf({});
  let pushedSettings: unknown;
  const log = (message: string) => connection.console.error(message);
  /** What nobody waits for must not end the process when the client is gone meanwhile. */
  const inBackground = (work: Promise<unknown>) => void work.catch((error: unknown) => log(error instanceof Error ? error.message : String(error)));
  const settings = pulledSettings(async (uri) => readSettings(client.configuration ? await connection.workspace.getConfiguration({ scopeUri: uri, section: 'headroom' }) : pushedSettings));
  const documents = new TextDocuments(trackEdits((uri, edit) => state.edited(uri, edit)));
  const state = openDocuments({ linter, textOf: (uri) => documents.get(uri), settingsOf: (uri) => settings.of(uri), log });

  connection.onInitialize((params) => {
    client = capabilitiesOf(params);
    pushedSettings = params.initializationOptions;
    return {
      serverInfo: { name: 'headroom' },
      capabilities: {
        positionEncoding: 'utf-16',
        textDocumentSync: TextDocumentSyncKind.Incremental,
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: ['quickfix', fixAllKind] },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        ...(client.pull ? { diagnosticProvider: { identifier: 'headroom', interFileDependencies: false, workspaceDiagnostics: false } } : {}),
      },
    };
  });

  connection.onInitialized(() => {
    if (client.registersConfiguration) inBackground(connection.client.register(DidChangeConfigurationNotification.type, { section: 'headroom' }));
  });

  connection.onDidChangeConfiguration(({ settings: pushed }: { readonly settings: unknown }) => {
    pushedSettings = sectionOf(pushed) ?? pushedSettings;
    settings.forget();
    if (client.refresh) inBackground(connection.languages.diagnostics.refresh());
    if (!client.pull) for (const uri of documents.keys()) inBackground(push(uri));
  });

  connection.languages.diagnostics.on(async ({ textDocument: { uri }, previousResultId }) => {
    const linted = await state.lint(uri);
    if (linted && linted.resultId === previousResultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId: linted.resultId };
    return { kind: DocumentDiagnosticReportKind.Full, items: diagnosticsOf(linted), ...(linted ? { resultId: linted.resultId } : {}) };
  });

  connection.onHover(async ({ textDocument: { uri }, position }) => {
    const linted = await state.lint(uri);
    return (linted && hoverOf(linted, position)) ?? null;
  });

  connection.onCodeAction(async ({ textDocument: { uri }, range, context }) => {
    const linted = await state.lint(uri);
    return linted ? [...actionsFor(linted, { range, context })] : [];
  });

  connection.onRequest(callsRequest, async (token: { readonly isCancellationRequested: boolean }): Promise<CallsResult> => {
    const folders = client.folders ? await connection.workspace.getWorkspaceFolders() : null;
    const isCancelled = () => token.isCancellationRequested;
    return { calls: await workspaceCalls({ linter, folders: folders ?? [], openUris: documents.keys(), lintOpen: (uri) => state.lint(uri), settingsOf: (uri) => settings.of(uri), isCancelled, note: (text) => connection.console.info(text) }) };
  });

  /** For clients that cannot ask. A result for an older text is not sent: the newer text has one of its own under way. */
  async function push(uri: string): Promise<void> {
    const linted = await state.lint(uri);
    const version = documents.get(uri)?.version;
    if (version === undefined || (linted && linted.version !== version)) return;
    await connection.sendDiagnostics({ uri, version, diagnostics: [...diagnosticsOf(linted)] });
  }

  documents.onDidChangeContent(({ document: { uri } }) => {
    if (!client.pull) inBackground(push(uri));
  });
  documents.onDidClose(({ document: { uri } }) => {
    state.closed(uri);
    settings.forget(uri);
    if (!client.pull) inBackground(connection.sendDiagnostics({ uri, diagnostics: [] }));
  });
  documents.listen(connection);
  connection.listen();
}

function diagnosticsOf(linted: Linted | undefined): Diagnostic[] {
  return linted ? linted.shown.map((finding) => diagnosticOf(finding, linted.source)) : [];
}

/** What this client can do that decides how the server talks to it. */
function capabilitiesOf({ capabilities: { textDocument, workspace } = {} }: Partial<InitializeParams>) {
  return {
    pull: textDocument?.diagnostic !== undefined,
    refresh: workspace?.diagnostics?.refreshSupport === true,
    configuration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    folders: workspace?.workspaceFolders === true,
  };
}

/** Clients without `workspace/configuration` push all their settings, or those of the section alone. */
function sectionOf(pushed: unknown): unknown {
  return typeof pushed === 'object' && pushed !== null && 'headroom' in pushed ? pushed.headroom : undefined;
}

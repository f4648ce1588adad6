import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import {
  type CodeAction,
  type CodeActionTriggerKind,
  type Diagnostic,
  type DidChangeNotebookDocumentParams,
  type DocumentDiagnosticReport,
  type Hover,
  type PublishDiagnosticsParams,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
  createProtocolConnection,
} from 'vscode-languageserver-protocol/node';
import type { CallToSimulateResult, CallsResult } from '../../../src/server/protocol';

export interface ServerOptions {
  /** What the client holds below `headroom`. */
  readonly settings?: unknown;
  /** Pull is what VS Code does; push is what older editors need. */
  readonly diagnostics?: 'pull' | 'push';
  readonly folder?: string;
  /** Whether the client asks for the edits of an action once it is chosen, as VS Code does. */
  readonly actions?: 'resolved' | 'whole';
  /** Whether the client makes files that an edit asks for. */
  readonly createsFiles?: boolean;
  /** The script and its arguments, when it is not the server's own. */
  readonly command?: readonly string[];
}

export interface NotebookText {
  readonly uri: string;
  readonly text: string;
}

/** As LSP has it. */
export type NotebookChange = NonNullable<DidChangeNotebookDocumentParams['change']['cells']>;

export interface TestServer {
  open(uri: string, text: string, languageId?: string): Promise<void>;
  /** Types: replaces a range, or the whole text when there is none. */
  change(uri: string, version: number, text: string, range?: Range): Promise<void>;
  close(uri: string): Promise<void>;
  /** Opens a notebook whose cells of Python these are, by their addresses. */
  openNotebook(uri: string, cells: readonly NotebookText[], type?: string): Promise<void>;
  changeNotebook(uri: string, version: number, cells: NotebookChange): Promise<void>;
  closeNotebook(uri: string, cells: readonly string[]): Promise<void>;
  report(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport>;
  diagnostics(uri: string): Promise<readonly Diagnostic[]>;
  hover(uri: string, line: number, character: number): Promise<Hover | null>;
  actions(uri: string, line: number, only?: readonly string[], triggerKind?: CodeActionTriggerKind): Promise<readonly CodeAction[]>;
  /** An action as it is once it was chosen. */
  resolve(action: CodeAction): Promise<CodeAction>;
  calls(): Promise<CallsResult>;
  callToSimulate(uri: string, line: number, character: number): Promise<CallToSimulateResult>;
  /** Changes the settings and resolves when the server has asked for a refresh. */
  configure(settings: unknown): Promise<void>;
  /** Says that files changed on disk: 1 created, 2 changed, 3 deleted. */
  filesChanged(changes: readonly { readonly uri: string; readonly type: 1 | 2 | 3 }[]): Promise<void>;
  /** Resolves when the server next asks the client to pull again. */
  refreshed(): Promise<void>;
  /** The next diagnostics that the server sends by itself. */
  published(): Promise<PublishDiagnosticsParams>;
  stop(): Promise<number>;
}

const root = path.resolve(__dirname, '../../..');

/** Starts the language server as an editor would, as a process that talks over standard input and output. */
export async function startServer({ settings = {}, diagnostics = 'pull', folder, actions = 'resolved', createsFiles = false, command = ['src/server/main.ts'] }: ServerOptions = {}): Promise<TestServer> {
  const child = spawn(process.execPath, ['--require', 'tsx/cjs', ...command, '--stdio'], { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  let current = settings;
  let refreshed: () => void = () => undefined;
  const sent: PublishDiagnosticsParams[] = [];
  let waiting: ((params: PublishDiagnosticsParams) => void) | undefined;
  connection.onRequest('workspace/configuration', ({ items }: { items: readonly unknown[] }) => items.map(() => current));
  connection.onRequest('workspace/diagnostic/refresh', () => {
    refreshed();
    return null;
  });
  connection.onRequest('client/registerCapability', () => null);
  const folders = folder === undefined ? null : [{ uri: `file://${folder}`, name: path.basename(folder) }];
  connection.onRequest('workspace/workspaceFolders', () => folders);
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    if (waiting) waiting(params);
    else sent.push(params);
    waiting = undefined;
  });
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    workspaceFolders: folders,
    capabilities: {
      textDocument: { publishDiagnostics: { relatedInformation: true }, ...(actions === 'resolved' && { codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } } }), ...(diagnostics === 'pull' ? { diagnostic: { dynamicRegistration: false } } : {}) },
      workspace: { configuration: true, workspaceFolders: true, didChangeConfiguration: { dynamicRegistration: true }, diagnostics: { refreshSupport: diagnostics === 'pull' }, ...(createsFiles && { workspaceEdit: { documentChanges: true, resourceOperations: ['create'] } }) },
    },
  });
  await connection.sendNotification('initialized', {});

  const report = (uri: string, previousResultId?: string) => connection.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', { textDocument: { uri }, previousResultId });
  return {
    open: (uri, text, languageId = 'typescript') => connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } }),
    change: (uri, version, text, range) => connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [range ? { range, text } : { text }] }),
    close: (uri) => connection.sendNotification('textDocument/didClose', { textDocument: { uri } }),
    openNotebook: (uri, cells, notebookType = 'jupyter-notebook') =>
      connection.sendNotification('notebookDocument/didOpen', {
        notebookDocument: { uri, notebookType, version: 1, cells: cells.map((cell) => ({ kind: 2, document: cell.uri })) },
        cellTextDocuments: cells.map((cell) => ({ uri: cell.uri, languageId: 'python', version: 1, text: cell.text })),
      }),
    changeNotebook: (uri, version, cells) => connection.sendNotification('notebookDocument/didChange', { notebookDocument: { uri, version }, change: { cells } }),
    closeNotebook: (uri, cells) => connection.sendNotification('notebookDocument/didClose', { notebookDocument: { uri }, cellTextDocuments: cells.map((cell) => ({ uri: cell })) }),
    report,
    diagnostics: async (uri) => {
      const answer = await report(uri);
      return answer.kind === 'full' ? answer.items : [];
    },
    hover: (uri, line, character) => connection.sendRequest('textDocument/hover', { textDocument: { uri }, position: { line, character } }),
    actions: (uri, line, only, triggerKind) =>
      connection.sendRequest('textDocument/codeAction', {
        textDocument: { uri },
        range: { start: { line, character: 0 }, end: { line, character: 200 } },
        context: { diagnostics: [], ...(only && { only }), ...(triggerKind && { triggerKind }) },
      }),
    resolve: (action) => connection.sendRequest('codeAction/resolve', action),
    calls: () => connection.sendRequest('headroom/calls'),
    callToSimulate: (uri, line, character) => connection.sendRequest('headroom/callToSimulate', { uri, position: { line, character } }),
    configure: async (next) => {
      const done = new Promise<void>((resolve) => (refreshed = resolve));
      current = next;
      await connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
      await (diagnostics === 'pull' ? done : Promise.resolve());
    },
    filesChanged: (changes) => connection.sendNotification('workspace/didChangeWatchedFiles', { changes }),
    refreshed: () => new Promise<void>((resolve) => (refreshed = resolve)),
    published: () => {
      const first = sent.shift();
      return first ? Promise.resolve(first) : new Promise((resolve) => (waiting = resolve));
    },
    stop: async () => {
      const ended = exitOf(child);
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      const code = await ended;
      connection.dispose();
      return code;
    },
  };
}

function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? -1)));
}

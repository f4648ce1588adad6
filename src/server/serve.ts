import { pathToFileURL } from 'node:url';
import { type CancellationToken, type Connection, DidChangeConfigurationNotification, DidChangeWatchedFilesNotification, DocumentDiagnosticReportKind, type InitializeParams, TextDocumentSyncKind, TextDocuments, type WorkspaceEdit } from 'vscode-languageserver';
import { type PlacedProblem, configFiles, configName } from '../io/config/configFiles';
import { workspaceProgram } from '../io/program/workspaceProgram';
import { today } from '../io/today';
import { type LoadGrammar, createLinter } from '../lint/linter';
import { actionsFor, fixAllKind, fixNotebookKind, fixRule } from './actionsFor';
import { callToSimulateAt } from './callToSimulateAt';
import { configDiagnostics } from './configDiagnostics';
import { diagnosticsOf } from './diagnosticsOf';
import { fileOf } from './fileOf';
import { type FixAllAction, fixAllActionOf } from './fixAllAction';
import { hoverOf } from './hoverOf';
import { type OpenText, openDocuments } from './openDocuments';
import { notebookSync, openNotebooks } from './openNotebooks';
import { type CallToSimulateParams, type CallToSimulateResult, type CallsResult, callToSimulateRequest, callsRequest, recordLimitsKind } from './protocol';
import { pulledSettings } from './pulledSettings';
import { inProject, readSettings } from './settings';
import { staleCells } from './staleCells';
import { trackEdits } from './trackEdits';
import { workspaceCalls } from './workspaceCalls';
import { workspaceFix } from './workspaceFix';

/** Serves the linter over a connection until it closes: documents in, diagnostics, hovers and fixes out. */
export function serve(connection: Connection, loadGrammar: LoadGrammar): void {
  let client = capabilitiesOf({});
  let pushedSettings: unknown;
  let roots: readonly string[] = [];
  const log = (message: string) => connection.console.error(message);
  const note = (message: string) => connection.console.info(message);
  /** What nobody waits for must not end the process when the client is gone meanwhile. */
  const inBackground = (work: Promise<unknown>) => void work.catch((error: unknown) => log(error instanceof Error ? error.message : String(error)));
  const configs = configFiles({ roots: () => roots, onRead: showConfig });
  const ownSettings = async (uri: string) => readSettings(client.configuration ? await connection.workspace.getConfiguration({ scopeUri: uri, section: 'headroom' }) : pushedSettings);
  const settings = pulledSettings(async (uri) => {
    const own = await ownSettings(uri);
    const file = fileOf(uri);
    return file === undefined ? own : inProject(own, configs.of(file));
  });
  const program = workspaceProgram({ roots: () => roots, note });
  const linter = createLinter(loadGrammar, program, today);
  const documents = new TextDocuments(trackEdits((uri, edit) => state.edited(uri, edit)));
  const notebooks = openNotebooks();
  const cells = staleCells();
  const textOf = (uri: string): OpenText | undefined => documents.get(uri) ?? notebooks.textOf(uri);
  /** What is linted for a document: itself, or for a cell its notebook. */
  const homeOf = (uri: string) => notebooks.notebookOf(uri) ?? uri;
  const versionOf = (cell: string) => notebooks.versionOf(cell) ?? null;
  const openUris = () => [...documents.keys(), ...notebooks.uris()];
  const state = openDocuments({ linter, textOf, settingsOf: (uri) => settings.of(uri), log, note, ready: () => program.load() });

  connection.onInitialize((params) => {
    client = capabilitiesOf(params);
    pushedSettings = params.initializationOptions;
    roots = (params.workspaceFolders ?? []).flatMap(({ uri }) => fileOf(uri) ?? []);
    return {
      serverInfo: { name: 'headroom' },
      capabilities: {
        positionEncoding: 'utf-16',
        textDocumentSync: TextDocumentSyncKind.Incremental,
        notebookDocumentSync: notebookSync,
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: ['quickfix', fixAllKind, fixNotebookKind, recordLimitsKind], resolveProvider: client.resolvesActions },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        ...(client.pull ? { diagnosticProvider: { identifier: 'headroom', interFileDependencies: true, workspaceDiagnostics: false } } : {}),
      },
    };
  });

  connection.onInitialized(() => {
    if (client.registersConfiguration) inBackground(connection.client.register(DidChangeConfigurationNotification.type, { section: 'headroom' }));
    if (client.watches) inBackground(connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: watchedFiles.map((globPattern) => ({ globPattern })) }));
    if (client.folders)
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => fileOf(uri)));
        roots = [...roots.filter((root) => !gone.has(root)), ...added.flatMap(({ uri }) => fileOf(uri) ?? [])];
        program.reload();
        configs.forget();
        settings.forget();
        if (state.outdated()) refresh();
      });
  });

  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) changed(uri);
    const touched = changes.filter(({ uri }) => uri.endsWith(`/${configName}`));
    if (touched.length === 0) return;
    // One that is gone is not read again, and has no problems.
    for (const { uri } of touched) inBackground(connection.sendDiagnostics({ uri, diagnostics: [] }));
    configs.forget();
    settings.forget();
    refresh();
  });

  /** Clients show diagnostics of any file, also where they ask for those of sources. */
  function showConfig(file: string, problems: readonly PlacedProblem[]): void {
    for (const { start, message } of problems) note(`${file}:${start.line + 1}:${start.column + 1}: ${message}`);
    inBackground(connection.sendDiagnostics({ uri: pathToFileURL(file).href, diagnostics: configDiagnostics(problems) }));
  }

  /** A file changed, in the editor or on disk: what rests on it is linted again. */
  function changed(uri: string): void {
    const file = fileOf(uri);
    if (file === undefined) return;
    const text = textOf(uri)?.getText();
    // Opening a file changes nothing.
    if (text !== undefined && text === linter.sourceOf(file)?.text) return;
    const others = program.changed(file, text);
    if (state.outdated(others ? undefined : file)) refresh();
  }

  const refresh = coalesced(async () => {
    if (client.refresh) await connection.languages.diagnostics.refresh();
    else if (!client.pull) await Promise.all(openUris().map(push));
  }, inBackground);

  connection.onDidChangeConfiguration(({ settings: pushed }: { readonly settings: unknown }) => {
    pushedSettings = sectionOf(pushed) ?? pushedSettings;
    settings.forget();
    refresh();
  });

  connection.languages.diagnostics.on(async ({ textDocument: { uri }, previousResultId }) => {
    const linted = await state.lint(homeOf(uri));
    if (linted?.source.parts && cells.answered(linted, uri)) refresh();
    if (linted && linted.resultId === previousResultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId: linted.resultId };
    return { kind: DocumentDiagnosticReportKind.Full, items: diagnosticsOf(linted, uri), ...(linted ? { resultId: linted.resultId } : {}) };
  });

  connection.onHover(async ({ textDocument: { uri }, position }) => {
    const linted = await state.lint(homeOf(uri));
    return (linted && hoverOf(linted, uri, position)) ?? null;
  });

  connection.onCodeAction(async ({ textDocument: { uri }, range, context }) => {
    const linted = await state.lint(homeOf(uri));
    return linted ? [...actionsFor(linted, { uri, range, context, versionOf, createsFiles: client.createsFiles, fixesAll: { later: client.resolvesActions, inWorkspace: roots.length > 0 } })] : [];
  });

  connection.onCodeActionResolve(async (action, token) => {
    const wanted = fixAllActionOf(action.data);
    if (!wanted) return action;
    const edit = wanted.scope === 'file' ? await fixInFile(wanted) : await fixInWorkspace(wanted, action.title, token);
    return edit ? { ...action, edit } : action;
  });

  async function fixInFile({ rule, uri }: FixAllAction): Promise<WorkspaceEdit | undefined> {
    const linted = await state.lint(homeOf(uri));
    return linted && fixRule(linted, rule, { versionOf });
  }

  async function fixInWorkspace({ rule }: FixAllAction, title: string, token: CancellationToken): Promise<WorkspaceEdit | undefined> {
    const shown = client.showsProgress ? await connection.window.createWorkDoneProgress() : undefined;
    shown?.begin(title, 0, undefined, true);
    try {
      let last = 0;
      const found = await workspaceFix(rule, {
        folders: roots.map((root) => pathToFileURL(root).href),
        openTexts: () => openUris().flatMap((uri) => textOf(uri) ?? []),
        versionOf,
        settingsOf: ownSettings,
        configOf: (file) => configs.of(file),
        isCancelled: () => token.isCancellationRequested || shown?.token.isCancellationRequested === true,
        progress: (done, all) => {
          const percent = Math.floor((done * 100) / all);
          if (percent > last) shown?.report((last = percent));
        },
        note,
      });
      if (found === 'changing') connection.window.showWarningMessage('Nothing was fixed: files of the workspace changed all the time while they were read.');
      return typeof found === 'string' ? undefined : found;
    } finally {
      shown?.done();
    }
  }

  connection.onRequest(callsRequest, async (token: { readonly isCancellationRequested: boolean }): Promise<CallsResult> => {
    const folders = client.folders ? await connection.workspace.getWorkspaceFolders() : null;
    const isCancelled = () => token.isCancellationRequested;
    return { calls: await workspaceCalls({ linter, folders: folders ?? [], openUris: openUris(), cellsOnDisk: (file) => program.read(file)?.parts, lintOpen: (uri) => state.lint(uri), settingsOf: ownSettings, configOf: (file) => configs.of(file), isCancelled, note }) };
  });

  connection.onRequest(callToSimulateRequest, async ({ uri, position }: CallToSimulateParams): Promise<CallToSimulateResult> => {
    const home = homeOf(uri);
    const linted = await state.lint(home);
    return (linted && (await callToSimulateAt(linted, { uri, position, home, program, openTexts: openUris().flatMap((one) => textOf(one) ?? []) }))) ?? null;
  });

  /** For clients that cannot ask. A result for an older text is not sent: the newer text has one of its own under way. */
  async function push(uri: string): Promise<void> {
    const linted = await state.lint(uri);
    const text = textOf(uri);
    if (!text || (linted && linted.version !== text.version)) return;
    const shown = text.parts?.map(({ name }) => ({ uri: String(name), version: notebooks.versionOf(String(name)) })) ?? [{ uri, version: text.version }];
    await Promise.all(shown.map((one) => connection.sendDiagnostics({ ...one, diagnostics: diagnosticsOf(linted, one.uri) })));
  }

  function edited(uri: string): void {
    if (!client.pull) inBackground(push(uri));
    // Nothing else is shown that could rest on it.
    if (openUris().length > 1) changed(uri);
  }

  function closed(uri: string, shown: readonly string[]): void {
    state.closed(uri);
    settings.forget(uri);
    withdraw(shown);
    changed(uri);
  }

  function withdraw(shown: readonly string[]): void {
    cells.forget(shown);
    if (!client.pull) for (const uri of shown) inBackground(connection.sendDiagnostics({ uri, diagnostics: [] }));
  }

  documents.onDidChangeContent(({ document: { uri } }) => edited(uri));
  documents.onDidClose(({ document: { uri } }) => closed(uri, [uri]));
  documents.listen(connection);
  notebooks.listen(connection, {
    changed: (uri, removed) => {
      withdraw(removed);
      edited(uri);
    },
    closed,
  });
  connection.listen();
}

/**
 * Sources, configs, and the files that say what a module name means and which version of a package it is.
 * Braces within braces match nothing in VS Code.
 */
const watchedFiles: readonly string[] = [
  '**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs,py,pyw,ipynb}',
  `**/{${configName},tsconfig*.json,jsconfig*.json,package.json,pnpm-workspace.yaml,package-lock.json,npm-shrinkwrap.json,pnpm-lock.yaml,yarn.lock,bun.lock}`,
  '**/{requirements*.txt,pyproject.toml,Pipfile,Pipfile.lock,poetry.lock,uv.lock,pdm.lock,pylock.toml}',
];

/** Starts the work, or has it start once more when it is under way: many changes at once cost two runs. */
function coalesced(work: () => Promise<void>, inBackground: (work: Promise<unknown>) => void): () => void {
  const asked = { running: 0, again: 0 };
  const run = async (): Promise<void> => {
    asked.running = 1;
    asked.again = 0;
    await work().finally(() => (asked.running = 0));
    if (asked.again > 0) await run();
  };
  return () => {
    if (asked.running > 0) asked.again = 1;
    else inBackground(run());
  };
}

/** What this client can do that decides how the server talks to it. */
function capabilitiesOf({ capabilities: { textDocument, workspace, window } = {} }: Partial<InitializeParams>) {
  return {
    createsFiles: workspace?.workspaceEdit?.resourceOperations?.includes('create') === true,
    pull: textDocument?.diagnostic !== undefined,
    refresh: workspace?.diagnostics?.refreshSupport === true,
    configuration: workspace?.configuration === true,
    watches: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    folders: workspace?.workspaceFolders === true,
    resolvesActions: textDocument?.codeAction?.dataSupport === true && textDocument.codeAction.resolveSupport?.properties.includes('edit') === true,
    showsProgress: window?.workDoneProgress === true,
  };
}

/** Clients without `workspace/configuration` push all their settings, or those of the section alone. */
function sectionOf(pushed: unknown): unknown {
  return typeof pushed === 'object' && pushed !== null && 'headroom' in pushed ? pushed.headroom : undefined;
}

import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  DiagnosticSeverity,
  DocumentDiagnosticReportKind,
  ProposedFeatures,
  type Range,
  TextDocumentSyncKind,
  TextDocuments,
  createConnection,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { loadGrammar } from '../io/grammars';
import type { Analysis, RuleSettings } from '../lint/analysis';
import type { LanguageId } from '../lint/call';
import type { Finding } from '../lint/finding';
import { type LintDocument, createLinter } from '../lint/linter';
import { explainPolicy } from '../lint/policy/explain';
import { rules as knownRules } from '../lint/rules/index';
import { type SourceText, type Span, type TextEdit, offsetAt, positionAt, sourceText } from '../lint/source';

/** The language server: documents in, diagnostics and hovers out. */
const connection = createConnection(ProposedFeatures.all);
const documents = new TextDocuments(TextDocument);
const linter = createLinter(loadGrammar);
const opened = new Map<string, { readonly document: LintDocument; version: number }>();

const fixAllKind = `${CodeActionKind.SourceFixAll}.headroom`;

const languageIds: Readonly<Record<string, LanguageId>> = { typescript: 'typescript', typescriptreact: 'tsx', javascript: 'javascript', javascriptreact: 'javascript', python: 'python' };

const severities = { hint: DiagnosticSeverity.Hint, information: DiagnosticSeverity.Information, warning: DiagnosticSeverity.Warning, error: DiagnosticSeverity.Error };

interface Settings {
  readonly enable?: boolean;
  readonly rules?: RuleSettings;
}

connection.onInitialize(() => ({
  capabilities: {
    textDocumentSync: TextDocumentSyncKind.Incremental,
    hoverProvider: true,
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind] },
    diagnosticProvider: { identifier: 'headroom', interFileDependencies: false, workspaceDiagnostics: false },
  },
}));

connection.onDidChangeConfiguration(() => {
  void connection.languages.diagnostics.refresh();
});

documents.onDidClose(({ document: { uri } }) => {
  opened.get(uri)?.document.dispose();
  opened.delete(uri);
});

connection.languages.diagnostics.on(async ({ textDocument: { uri } }) => {
  const result = await lint(uri);
  const items = result ? result.analysis.findings.map((finding) => diagnosticOf(finding, uri, result.source)) : [];
  return { kind: DocumentDiagnosticReportKind.Full, items };
});

connection.onHover(async ({ textDocument: { uri }, position }) => {
  const result = await lint(uri);
  if (!result) return null;
  const offset = offsetAt(result.source, { line: position.line, column: position.character });
  const call = result.analysis.calls.findLast(({ calleeSpan }) => calleeSpan.start <= offset && offset <= calleeSpan.end);
  return call ? { contents: { kind: 'markdown', value: explainPolicy(call).join('  \n') }, range: rangeOf(result.source, call.calleeSpan) } : null;
});

connection.onCodeAction(async ({ textDocument: { uri }, range, context }) => {
  const result = await lint(uri);
  const document = opened.get(uri)?.document;
  if (!result || !document) return [];
  const wants = (kind: string) => !context.only || context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
  const edit = (edits: readonly TextEdit[]) => ({ changes: { [uri]: edits.map(({ span, text }) => ({ range: rangeOf(result.source, span), newText: text })) } });
  const actions: CodeAction[] = [];
  if (wants(CodeActionKind.QuickFix))
    for (const finding of result.analysis.findings) {
      const diagnostic = diagnosticOf(finding, uri, result.source);
      if (diagnostic.range.end.line < range.start.line || diagnostic.range.start.line > range.end.line) continue;
      for (const { title, preferred, edits } of document.quickFixes(finding))
        actions.push({ title, kind: CodeActionKind.QuickFix, isPreferred: preferred, diagnostics: [diagnostic], edit: edit(edits) });
    }
  if (context.only && wants(fixAllKind)) {
    const edits = document.fixAll(result.rules);
    if (edits.length > 0) actions.push({ title: 'Fix all Headroom findings', kind: fixAllKind, edit: edit(edits) });
  }
  return actions;
});

/** The analysis of a document as it is now; undefined when it is closed, not ours, or changed meanwhile. */
async function lint(uri: string): Promise<{ readonly source: SourceText; readonly analysis: Analysis; readonly rules: RuleSettings } | undefined> {
  const settings = ((await connection.workspace.getConfiguration({ scopeUri: uri, section: 'headroom' })) ?? {}) as Settings;
  const text = documents.get(uri);
  const language = text && languageIds[text.languageId];
  if (!language || settings.enable === false) return undefined;
  const source = sourceText(uri, text.getText());
  try {
    const known = opened.get(uri);
    const entry = known?.document.language === language ? known : { document: await linter.open(language, source), version: text.version };
    if (documents.get(uri)?.version !== text.version) return undefined;
    opened.set(uri, entry);
    if (entry.version !== text.version) entry.document.update(source);
    entry.version = text.version;
    const rules = settings.rules ?? {};
    return { source, analysis: entry.document.analyze(rules), rules };
  } catch (error) {
    connection.console.error(`Could not lint a document: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

function diagnosticOf({ rule, severity, span, message, reasons }: Finding, uri: string, source: SourceText): Diagnostic {
  const href = knownRules.find(({ id }) => id === rule)?.docsUrl;
  return {
    range: rangeOf(source, span),
    severity: severities[severity],
    source: 'headroom',
    code: rule,
    codeDescription: href === undefined ? undefined : { href },
    message,
    relatedInformation: reasons.map((reason) => ({ location: { uri, range: rangeOf(source, reason.span) }, message: reason.message })),
  };
}

function rangeOf(source: SourceText, { start, end }: Span): Range {
  const [from, to] = [positionAt(source, start), positionAt(source, end)];
  return { start: { line: from.line, character: from.column }, end: { line: to.line, character: to.column } };
}

documents.listen(connection);
connection.listen();

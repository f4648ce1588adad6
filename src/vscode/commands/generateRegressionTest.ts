import { commands, type Disposable, type TextDocument, Uri, window, workspace } from 'vscode';
import type { LintClient } from '../client';
import { planFor, type PlannedTest } from '../../rehearse/regressionTest/planFor';
import { regressionTest } from '../../rehearse/regressionTest/regressionTest';
import type { Refusal } from '../../rehearse/regressionTest/testPlan';

const languages = { typescript: 'typescript', typescriptreact: 'typescript', javascript: 'javascript', javascriptreact: 'javascript', python: 'python' } as const;

const refusals: readonly { readonly label: string; readonly refusal: Refusal }[] = [
  { label: 'It waits out a 429 as retry-after says', refusal: 'rate-limit' },
  { label: 'It gets through an overload (529)', refusal: 'overloaded' },
  { label: 'It sends a stream again that broke off', refusal: 'stream-error' },
  { label: 'It stops at once at a spend cap', refusal: 'spend-cap' },
];

/**
 * "Generate Regression Test": writes a test for the call at the cursor into a new document beside it, which is not saved. An argument
 * `{ refusal }` chooses what it is about. Resolves to the text.
 */
export function registerGenerateRegressionTest(client: Pick<LintClient, 'callToSimulate'>): Disposable {
  return commands.registerCommand('headroom.generateRegressionTest', (argument: unknown) => generate(client, argument));
}

async function generate(client: Pick<LintClient, 'callToSimulate'>, argument: unknown): Promise<string | undefined> {
  const editor = window.activeTextEditor;
  const language = editor && languages[editor.document.languageId as keyof typeof languages];
  const call = editor && language && (await client.callToSimulate(editor.document, editor.selection.active));
  if (!call) return void window.showInformationMessage('Put the cursor on a Claude call, and run "Claude API: Generate Regression Test" again.');
  const refusal = refusalIn(argument) ?? (await window.showQuickPick(refusals, { title: 'Generate Regression Test', placeHolder: 'What shall the test hold on to?' }))?.refusal;
  if (!refusal) return undefined;
  const { document } = editor;
  const planned = planFor({ path: importPath(document), language, text: document.getText(), line: call.place.line, manifest: await manifestOf(document.uri) }, refusal);
  const text = regressionTest(planned.plan);
  await open(document, planned, text);
  return text;
}

function refusalIn(argument: unknown): Refusal | undefined {
  return typeof argument === 'object' && argument !== null && 'refusal' in argument ? refusals.find(({ refusal }) => refusal === argument.refusal)?.refusal : undefined;
}

/** A file that is there already is not touched: the new text then has no name. */
async function open(beside: TextDocument, { fileName, plan }: PlannedTest, text: string): Promise<void> {
  const target = Uri.joinPath(beside.uri, '..', fileName);
  const isThere = await Promise.resolve(workspace.fs.stat(target)).then(() => true, () => false);
  const language = plan.framework === 'pytest' ? 'python' : 'javascript';
  const document = isThere || beside.isUntitled ? await workspace.openTextDocument({ language, content: text }) : await workspace.openTextDocument(target.with({ scheme: 'untitled' }));
  const shown = await window.showTextDocument(document);
  if (document.getText() === '') await shown.edit((edit) => edit.insert(document.positionAt(0), text));
}

/** Python imports from the workspace's folder, or from its `src`. */
function importPath(document: TextDocument): string {
  return workspace.asRelativePath(document.uri, false).replaceAll('\\', '/').replace(/^src\/(?=.*\.py$)/, '');
}

/** The nearest package.json above a file, within its workspace folder. */
async function manifestOf(uri: Uri): Promise<unknown> {
  const root = workspace.getWorkspaceFolder(uri)?.uri.path;
  for (let folder = Uri.joinPath(uri, '..'); root !== undefined && folder.path.startsWith(root); folder = Uri.joinPath(folder, '..')) {
    const found = await Promise.resolve(workspace.fs.readFile(Uri.joinPath(folder, 'package.json'))).then((bytes) => JSON.parse(new TextDecoder().decode(bytes)) as unknown, () => undefined).catch(() => undefined);
    if (found !== undefined) return found;
    if (folder.path === '/') return undefined;
  }
  return undefined;
}

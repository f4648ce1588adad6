import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, filesAreWatched, openFile, workspaceFolder } from './support/files';
import { expectFindings, expectSeverities } from './support/findings';
import { unretried } from './support/samples';
import { until } from './support/until';

describe('headroom.config.json', () => {
  const file = () => vscode.Uri.joinPath(workspaceFolder(), 'configured/headroom.config.json');
  const write = (text: string) => vscode.workspace.fs.writeFile(file(), new TextEncoder().encode(text));
  before(() => filesAreWatched('configured'));
  afterEach(closeAll);

  it('changes what is shown as soon as it is saved, and wins over the settings', async () => {
    const document = await openFile('configured/a.ts', unretried);
    await expectFindings(document, ['unretried-call@6']);
    await write('{ "rules": { "unretried-call": "off" } }');
    await expectFindings(document, []);
    const settings = vscode.workspace.getConfiguration('headroom', document.uri);
    await settings.update('rules', { 'unretried-call': 'warning' }, vscode.ConfigurationTarget.Workspace);
    await write('{ "rules": { "unretried-call": "error" } }');
    await expectSeverities(document, ['unretried-call@6 Error']);
    await settings.update('rules', undefined, vscode.ConfigurationTarget.Workspace);
    await write('{ "exclude": ["a.ts"] }');
    await expectFindings(document, []);
    await vscode.workspace.fs.delete(file());
    await expectFindings(document, ['unretried-call@6']);
  });

  it('shows what is wrong with it where it stands, until it is repaired', async () => {
    await openFile('configured/b.ts', unretried);
    const problems = () => vscode.languages.getDiagnostics(file()).filter(({ source }) => source === 'headroom').map(({ message, range }) => `${range.start.line + 1} ${message}`);
    await write('{\n  "rules": { "no-such-rule": "off" }\n}\n');
    const [problem] = await until(problems, ({ length }) => length === 1);
    assert.match(problem ?? '', /^2 There is no rule "no-such-rule"\. Rules are: unretried-call, /);
    await write('{}\n');
    await until(problems, ({ length }) => length === 0);
    await vscode.workspace.fs.delete(file());
  });
});

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import { testKey } from '../../support/testKey';
import { answering } from './support/answering';
import { closeAll, openFile, workspaceFolder } from './support/files';
import { until } from './support/until';

const run = (command: string, ...given: readonly unknown[]) => vscode.commands.executeCommand(command, ...given);

/** Answers each status in turn, with the key of the request in the message and in headers, as a careless gateway does. */
async function startEcho(statuses: readonly number[]) {
  let asked = 0;
  const server = createServer((request, response) => {
    const key = request.headers['x-api-key'] ?? request.headers.authorization;
    const status = statuses[asked++ % statuses.length] ?? 500;
    request.resume();
    response.writeHead(status, { 'content-type': 'application/json', 'x-echo': String(key), 'request-id': 'req_echo' });
    response.end(JSON.stringify({ type: 'error', error: { type: 'invalid_request_error', message: `Refused: ${String(key)} (x-api-key: ${String(key)})` } }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: () => asked, close: () => new Promise((resolve) => server.close(resolve)) };
}

/** What the run leaves on disk is searched for these keys when VS Code has ended. */
describe('keys on all their ways', () => {
  const keys = [testKey('everywhere'), testKey('elsewhere')] as const;
  const meant = { showInformationMessage: () => Promise.resolve('Allow'), showWarningMessage: () => Promise.resolve(undefined), showErrorMessage: () => Promise.resolve(undefined) };

  afterEach(closeAll);
  after(async () => {
    await run('headroom.stopPings');
    for (const name of ['second', 'default']) await answering({ ...meant, showQuickPick: () => Promise.resolve(name) }, () => run('headroom.clearApiKey'));
    await vscode.workspace.getConfiguration('headroom').update('baseUrl', undefined, vscode.ConfigurationTarget.Global);
  });

  it('stand in no report: not of an answer that repeats them, of a pasted error, nor of an answer that never came', async () => {
    await openFile('everywhere.ts', 'export {};\n');
    const echo = await startEcho([400, 500, 429, 401]);
    const reports: string[] = [];
    const report = async (argument?: unknown) => {
      await answering({ ...meant, showInputBox: () => Promise.resolve('') }, () => run('headroom.diagnose', argument));
      await run('headroom.copyReport');
      reports.push(await until(() => vscode.env.clipboard.readText(), (text) => text.startsWith('# Diagnosis')));
      await vscode.env.clipboard.writeText('');
    };
    try {
      await vscode.workspace.getConfiguration('headroom').update('baseUrl', echo.url, vscode.ConfigurationTarget.Global);
      await vscode.env.clipboard.writeText('');
      const [first, second] = keys;
      await answering({ ...meant, showInputBox: () => Promise.resolve(first) }, () => run('headroom.setApiKey'));
      await answering(meant, () => run('headroom.allowPings'));
      await report();
      for (let again = 0; again < 3; again++) {
        await answering(meant, () => run('headroom.ping'));
        await report();
      }
      assert.ok(echo.asked() >= 4, String(echo.asked()));
      await report({ text: `401 {"error":{"message":"invalid ${first}"}}\nx-api-key: ${first}\nauthorization: Bearer ${second}` });
      const typed = ['second', second];
      await echo.close();
      await answering({ ...meant, showQuickPick: (items: readonly vscode.QuickPickItem[]) => Promise.resolve(items[0]), showInputBox: () => Promise.resolve(typed.shift()) }, () => run('headroom.setApiKey'));
      await report();
    } finally {
      await echo.close();
    }
    await run('headroom.showLog');
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(workspaceFolder(), 'exported-report.md'), new TextEncoder().encode(reports.join('\n')));
    assert.equal(reports.length, 6);
    for (const key of keys) assert.ok(!reports.join('\n').includes(key));
  });
});

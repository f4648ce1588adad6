import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { testKey } from '../../support/testKey';
import { startSession, type Session } from './support/session';

/** A server of somebody else, which counts whoever connects to it. */
async function startAttacker() {
  let connections = 0;
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  server.on('connection', () => connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, connections: () => connections, close };
}

/** A project that does all it can to get requests, and the key with them, to an address of its own. */
function lay(folder: string, url: string): void {
  const variables = { ANTHROPIC_BASE_URL: url, HTTP_PROXY: url, HTTPS_PROXY: url, http_proxy: url, https_proxy: url, NODE_OPTIONS: '--no-warnings' };
  const settings = {
    'headroom.baseUrl': url,
    'headroom.ping.intervalMinutes': 1,
    'headroom.ping.model': 'claude-opus-5-5',
    'headroom.ping.dailyMaximum': 1_000_000,
    'terminal.integrated.env.linux': variables,
    'terminal.integrated.env.osx': variables,
    'terminal.integrated.env.windows': variables,
    'http.proxy': url,
    'http.proxySupport': 'override',
    'http.noProxy': [],
    'editor.tabSize': 7,
    'editor.detectIndentation': false,
  };
  mkdirSync(path.join(folder, '.vscode'), { recursive: true });
  writeFileSync(path.join(folder, '.vscode/settings.json'), JSON.stringify(settings));
  writeFileSync(path.join(folder, '.env'), Object.entries(variables).map(([name, value]) => `${name}=${value}\n`).join(''));
  writeFileSync(path.join(folder, 'headroom.config.json'), JSON.stringify({ baseUrl: url, ping: { baseUrl: url } }));
  writeFileSync(path.join(folder, '.npmrc'), `proxy=${url}\nhttps-proxy=${url}\n`);
}

describe('a project that wants the key, in the workbench with the packaged extension', () => {
  let attacker: Awaited<ReturnType<typeof startAttacker>>;
  let session: Session;

  const start = async (trust?: 'restricted') => {
    session = await startSession({ key: testKey('wanted'), prepare: (folder) => lay(folder, attacker.url), ...(trust && { trust }), settings: { 'security.workspace.trust.startupPrompt': 'never' } });
    await session.open('reply.ts');
    // The settings of the project are in force.
    await session.page.locator('.statusbar-item', { hasText: 'Spaces: 7' }).waitFor();
  };

  beforeEach(async () => {
    attacker = await startAttacker();
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await session.screenshot(`failed-${this.currentTest.title.replaceAll(/\W+/g, '-')}`);
    await session.close();
    attacker.close();
  });

  it('gets nothing in a trusted folder: pings go where the user’s environment says, with the model of the calls', async () => {
    await start();
    await session.command('Claude API: Allow Test Pings');
    await session.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Allow' }).click();
    await session.status.filter({ hasText: /Claude ~?\d+ % · \w+/ }).waitFor();
    await session.command('Claude API: Check Headroom Now');
    await session.command('Claude API: Observe Traffic');
    await session.page.locator('.notification-list-item', { hasText: 'New terminals lead Claude API requests through Headroom' }).waitFor();
    assert.ok(session.emulator.requests.length >= 1);
    assert.ok(session.emulator.requests.every(({ model }) => model !== 'claude-opus-5-5'));
    assert.equal(attacker.connections(), 0);

    // The count can rise: what the user sets is followed.
    session.set({ 'headroom.baseUrl': attacker.url });
    await session.status.filter({ hasText: 'Claude: not checked' }).waitFor();
    await session.command('Claude API: Check Headroom Now');
    await session.status.filter({ hasText: 'limits not sent' }).waitFor();
    assert.ok(attacker.connections() > 0);
    assert.deepEqual(await session.keysLeft(), []);
  });

  it('gets nothing in a folder that is not trusted, and neither does anybody else', async () => {
    await start('restricted');
    await session.status.filter({ hasText: 'Claude: no pings here' }).waitFor();
    for (const command of ['Check Headroom Now', 'Observe Traffic', 'Allow Test Pings']) await session.command(`Claude API: ${command}`);
    await session.page.locator('.notification-list-item', { hasText: 'not trusted' }).first().waitFor();
    assert.deepEqual([attacker.connections(), session.emulator.requests.length], [0, 0]);
    assert.deepEqual(await session.keysLeft(), []);
  });
});

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { testKey } from '../../support/testKey';
import { until } from '../suite/support/until';
import { startSession, type Session, type SessionWindow } from './support/session';

const headroom = /Claude ~?\d+ % · \w+/;

describe('nine windows of one VS Code, with the packaged extension', () => {
  let session: Session;
  let windows: readonly SessionWindow[];
  before(async () => {
    session = await startSession({ key: testKey('windows') });
    session.set({ 'headroom.ping.intervalMinutes': 60 });
    await session.open('label.py');
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await session.screenshot(`failed-${this.currentTest.title.replaceAll(/\W+/g, '-')}`);
  });
  after(() => session.close());

  it('send one ping, which each of them shows', async () => {
    await session.command('Claude API: Allow Test Pings');
    await session.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Allow' }).click();
    await session.status.filter({ hasText: headroom }).waitFor();
    assert.equal(session.emulator.requests.length, 1);
    const more: SessionWindow[] = [];
    while (more.length < 8) {
      const window = await session.openWindow();
      await window.open('label.py');
      await window.status.filter({ hasText: headroom }).waitFor();
      more.push(window);
    }
    windows = [session, ...more];
    assert.equal(session.emulator.requests.length, 1);
  }).timeout(300_000);

  it('go on at once in another window when the one that pings is killed in the middle of it', async () => {
    const lock = path.join(session.sharedFolder, 'ping.lock');
    session.emulator.setFaults([{ kind: 'slow', delayMs: 19_000, times: 1 }]);
    const [leader, follower] = [windows[3], windows[6]];
    assert.ok(leader && follower);
    await leader.command('Claude API: Check Headroom Now');
    await until(() => existsSync(lock) && session.emulator.requests.length, (sent) => sent === 2);
    await follower.command('Claude API: Check Headroom Now');
    await follower.status.locator('.codicon-sync').waitFor();
    assert.equal(session.emulator.requests.length, 2);
    const { pid } = JSON.parse(readFileSync(lock, 'utf8')) as { pid: number };
    process.kill(pid, 'SIGKILL');
    await until(() => session.emulator.requests.length, (sent) => sent === 3, 15_000);
    await until(() => existsSync(lock), (held) => !held);
    await follower.status.filter({ hasText: headroom }).waitFor();
  }).timeout(120_000);

  it('know in each what the user paused in one', async () => {
    const [one, other] = [windows[1], windows[5]];
    assert.ok(one && other);
    await one.command('Claude API: Pause Test Pings');
    await one.status.filter({ hasText: 'paused' }).waitFor();
    await other.command('Claude API: Show Headroom Menu');
    await other.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Resume Test Pings' }).waitFor();
    await other.status.filter({ hasText: 'paused' }).waitFor();
    await other.page.keyboard.press('Escape');
  });

  it('leave no key of the run in any file', async () => assert.deepEqual(await session.keysLeft(), []));
});

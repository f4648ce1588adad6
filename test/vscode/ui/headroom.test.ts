import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import { testKey } from '../../support/testKey';
import { startSession, type Session } from './support/session';

describe('headroom and diagnosis in the workbench, with the packaged extension', () => {
  let session: Session;
  before(async () => {
    session = await startSession({ key: testKey('environment') });
    await session.open('reply.ts');
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await session.screenshot(`failed-${this.currentTest.title.replaceAll(/\W+/g, '-')}`);
  });
  after(() => session.close());

  it('sends nothing before the user allows it, and says so', async () => {
    await session.status.filter({ hasText: 'Claude: pings off' }).waitFor();
    assert.equal(session.emulator.requests.length, 0);
    await session.screenshot('status-pings-off');
  });

  it('names the price of a ping, and shows the headroom after the user agreed', async () => {
    await session.command('Claude API: Allow Test Pings');
    const dialog = session.page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    await session.screenshot('consent');
    await dialog.getByRole('button', { name: 'Allow' }).click();
    await session.status.filter({ hasText: /Claude ~?\d+ % · \w+/ }).waitFor();
    await session.screenshot('status-headroom');
    const [ping, ...more] = session.emulator.requests;
    assert.equal(more.length, 0);
    assert.equal(ping?.path, '/v1/messages');
  });

  it('shows the limits in a table when the mouse is over the item', async () => {
    await session.status.hover();
    const table = session.page.locator('.monaco-hover table').first();
    await table.waitFor();
    assert.match(await table.innerText(), /limit[\s\S]*remaining/i);
    await session.screenshot('status-tooltip');
    await session.page.mouse.move(600, 500);
  });

  it('says what is used up and how long to wait after a 429', async () => {
    session.emulator.setFaults([{ kind: 'input-tokens-limit', times: 1, retryAfterSeconds: 3 }]);
    await session.command('Claude API: Check Headroom Now');
    await session.status.filter({ hasText: /Claude: 429 · ITPM · wait/ }).waitFor();
    await session.screenshot('status-429');
    await session.status.filter({ hasText: /Claude: 429 · ITPM$/ }).waitFor();
  });

  it('diagnoses the last ping when there is no other error', async () => {
    await session.command('Claude API: Diagnose 429');
    await session.page.locator('.quick-input-widget', { hasText: 'press Enter to diagnose the last test ping' }).waitFor();
    await session.page.keyboard.press('Enter');
    await report(session).getByRole('heading', { name: 'Diagnosis: Input tokens per minute' }).waitFor();
    await session.screenshot('diagnosis');
  });

  it('leads from the diagnosis to the calls of the project that it concerns', async () => {
    await report(session).getByRole('link', { name: 'src/digest.ts:13' }).click();
    await session.page.locator('.tab.active', { hasText: 'digest.ts' }).waitFor();
    await session.page.locator('.statusbar-item', { hasText: 'Ln 13' }).waitFor();
  });

  it('says when the key is refused', async () => {
    session.emulator.setFaults([{ kind: 'authentication', times: 1 }]);
    await session.command('Claude API: Check Headroom Now');
    await session.status.filter({ hasText: '401' }).waitFor();
    await session.screenshot('status-401');
  });

  it('says when the API cannot be reached', async () => {
    await session.emulator.close();
    await session.command('Claude API: Stop Test Pings');
    await session.status.filter({ hasText: 'Claude: pings off' }).waitFor();
    await session.command('Claude API: Allow Test Pings');
    await session.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Allow' }).click();
    await session.status.filter({ hasText: 'Claude: offline' }).waitFor();
    await session.screenshot('status-offline');
  });

  it('diagnoses a pasted error in a report that can be copied', async () => {
    await session.command('Claude API: Diagnose 429');
    const input = session.page.locator('.quick-input-widget input[type=text]');
    await input.fill('RateLimitError: 429 {"type":"error","error":{"type":"rate_limit_error","message":"This request would exceed your organization\'s rate limit of 50 requests per minute"}}');
    await session.page.keyboard.press('Enter');
    await report(session).getByRole('heading', { name: /Diagnosis: .*requests/i }).waitFor();
    await session.command('Claude API: Copy Diagnosis as Markdown');
    await session.page.locator('.statusbar', { hasText: 'Diagnosis copied' }).waitFor();
    assert.match(await session.page.evaluate('navigator.clipboard.readText()'), /^# Diagnosis: /);
  });

  it('leaves no key of the run in any file', async () => assert.deepEqual(await session.keysLeft(), []));
});

/** The newest Markdown preview; each stands in two frames. */
function report({ page }: Session): FrameLocator {
  return page.locator('iframe.webview').last().contentFrame().locator('#active-frame').contentFrame();
}

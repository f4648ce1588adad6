import assert from 'node:assert/strict';
import { startSession, type Session } from './support/session';
import { until } from '../suite/support/until';

describe('headroom and diagnosis in the workbench, with the packaged extension', () => {
  let session: Session;
  before(async () => {
    session = await startSession({ key: 'sk-ant-emulator' });
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
  });

  it('says when the key is refused', async () => {
    session.emulator.setFaults([{ kind: 'unauthorized', times: 1 }]);
    await session.command('Claude API: Check Headroom Now');
    await session.status.filter({ hasText: '401' }).waitFor();
    await session.screenshot('status-401');
  });

  it('diagnoses a pasted error in a report that can be copied', async () => {
    await session.command('Claude API: Diagnose 429');
    const input = session.page.locator('.quick-input-widget input[type=text]');
    await input.fill('RateLimitError: 429 {"type":"error","error":{"type":"rate_limit_error","message":"This request would exceed your organization\'s rate limit of 30,000 input tokens per minute"}}');
    await session.page.keyboard.press('Enter');
    await session.page.locator('.tab', { hasText: /diagnosis/i }).first().waitFor();
    const report = session.page.frameLocator('iframe.webview').frameLocator('#active-frame');
    await report.getByRole('heading', { name: 'Diagnosis: Input tokens per minute' }).waitFor();
    await session.screenshot('diagnosis');
  });

  it('names the calls of the project in the report', async () => {
    const report = session.page.frameLocator('iframe.webview').frameLocator('#active-frame');
    await until(() => report.locator('body').innerText(), (text) => text.includes('src/reply.ts:7'));
  });
});

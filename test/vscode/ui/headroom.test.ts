import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import type { Fault } from '../../../src/emulator/faults';
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
    await report(session).getByRole('heading', { name: 'Diagnosis: Input tokens per minute' }).waitFor();
    await report(session).getByText('Taken from the last test ping').waitFor();
    await session.screenshot('diagnosis');
  });

  it('leads from the diagnosis to the calls of the project that it concerns', async () => {
    await report(session).getByRole('button', { name: 'Open src/digest.ts:13' }).click();
    await session.page.locator('.tab.active', { hasText: 'digest.ts' }).waitFor();
    await session.page.locator('.statusbar-item', { hasText: 'Ln 13' }).waitFor();
  });

  it('warns when little is left, and more loudly when next to nothing is', async () => {
    for (const [used, words, background, name] of [
      [83, /Claude ~?(?:1\d|2[0-4]) % · RPM/, 'warning', 'status-low'],
      [95, /Claude ~?\d % · RPM/, 'error', 'status-critical'],
    ] as const) {
      session.emulator.setLimits({ rpm: 100 });
      for (let sent = 0; sent < used; sent++) await request(session);
      await session.command('Claude API: Check Headroom Now');
      await session.status.filter({ hasText: words }).waitFor();
      await session.screenshot(name);
      assert.match((await session.status.getAttribute('class')) ?? '', new RegExp(`${background}-kind`));
    }
  });

  it('says what else a ping can meet', async () => {
    const faults: readonly (readonly [Fault, string, string])[] = [
      [{ kind: 'spend-limit' }, 'Claude: 429 · spend limit', 'status-spend-limit'],
      [{ kind: 'overloaded' }, 'Claude: overloaded (529)', 'status-529'],
      [{ kind: 'api-error' }, 'Claude: ping failed (500)', 'status-failed'],
      [{ kind: 'slow', rateLimitHeaders: false }, 'Claude: limits not sent', 'status-no-headers'],
    ];
    for (const [fault, words, name] of faults) {
      session.emulator.setFaults([{ ...fault, times: 1 }]);
      await session.command('Claude API: Check Headroom Now');
      await session.status.filter({ hasText: words }).waitFor();
      await session.screenshot(name);
    }
  });

  it('says when the key is refused', async () => {
    session.emulator.setFaults([{ kind: 'authentication', times: 1 }]);
    await session.command('Claude API: Check Headroom Now');
    await session.status.filter({ hasText: 'Claude: key refused (401)' }).waitFor();
    await session.screenshot('status-401');
  });

  it('pings with another key at once, and says that nothing was checked with the one that is left', async () => {
    await session.command('Claude API: Set API Key');
    await session.page.locator('.quick-input-widget input[type=password]').fill(testKey('typed'));
    session.emulator.setFaults([{ kind: 'slow', delayMs: 2000, times: 1 }]);
    await session.page.keyboard.press('Enter');
    await session.status.filter({ hasText: 'Claude: checking' }).waitFor();
    await session.screenshot('status-checking');
    await session.status.filter({ hasText: /Claude ~?\d+ %/ }).waitFor();
    await session.command('Claude API: Clear API Key');
    await session.status.filter({ hasText: 'Claude: not checked' }).waitFor();
    await session.screenshot('status-not-checked');
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
    await session.command('Claude API: Diagnose 429 From...');
    const input = session.page.locator('.quick-input-widget input[type=text]');
    await session.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Paste an Error' }).click();
    await session.page.locator('.quick-input-widget', { hasText: 'Paste the error or log lines' }).waitFor();
    await input.fill('RateLimitError: 429 {"type":"error","error":{"type":"rate_limit_error","message":"This request would exceed your organization\'s rate limit of 50 requests per minute"}}');
    await session.page.keyboard.press('Enter');
    await report(session).getByRole('heading', { name: /Diagnosis: .*requests/i }).waitFor();
    await session.command('Claude API: Copy Diagnosis as Markdown');
    await session.page.locator('.statusbar', { hasText: 'Diagnosis copied' }).waitFor();
    assert.match(await session.page.evaluate('navigator.clipboard.readText()'), /^# Diagnosis: /);
  });

  it('leaves no key of the run in any file', async () => assert.deepEqual(await session.keysLeft(), []));
});

describe('the status bar item where no request may be sent', () => {
  it('says so', async () => {
    const session = await startSession({ key: testKey('environment'), settings: { 'headroom.baseUrl': 'http://example.com' } });
    try {
      await session.open('reply.ts');
      await session.status.filter({ hasText: 'Claude: no pings here' }).waitFor();
      await session.screenshot('status-refused');
      assert.equal(session.emulator.requests.length, 0);
    } finally {
      await session.close();
    }
  });
});

/** A request of the user's own program, for the model that the pings of the sample name. */
async function request({ emulator: { url } }: Session): Promise<void> {
  const body = JSON.stringify({ model: 'claude-haiku-4-5', max_tokens: 1, messages: [{ role: 'user', content: 'Hi' }] });
  const response = await fetch(`${url}/v1/messages`, { method: 'POST', headers: { 'x-api-key': testKey('program'), 'anthropic-version': '2023-06-01', 'content-type': 'application/json' }, body });
  assert.equal(response.status, 200);
}

/** The view of the diagnosis, which stands in two frames. */
function report({ page }: Session): FrameLocator {
  return page.locator('iframe.webview').last().contentFrame().locator('#active-frame').contentFrame();
}

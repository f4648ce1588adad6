import assert from 'node:assert/strict';
import { testKey } from '../../support/testKey';
import { startSession, type Session } from './support/session';
import { until } from '../suite/support/until';

describe('linting in the workbench, with the packaged extension', () => {
  let session: Session;
  before(async () => {
    session = await startSession();
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await session.screenshot(`failed-${this.currentTest.title.replaceAll(/\W+/g, '-')}`);
  });
  after(() => session.close());

  it('underlines a call that nothing sends again', async () => {
    await session.open('reply.ts');
    await session.page.locator('.squiggly-warning').first().waitFor();
  });

  it('lists it among the problems, with its rule', async () => {
    await session.command('Problems: Focus on Problems View');
    const row = session.page.locator('.markers-panel .monaco-list-row', { hasText: 'unretried-call' });
    await row.waitFor();
    assert.match(await row.innerText(), /429[\s\S]*headroom/);
    await session.screenshot('problems');
  });

  it('explains the policy of a call under the mouse', async () => {
    await session.page.locator('.view-line', { hasText: 'claude.messages.create' }).getByText('create', { exact: true }).first().hover();
    const hover = session.page.locator('.monaco-hover', { hasText: '429' }).first();
    await hover.waitFor();
    await session.screenshot('hover');
    await session.page.keyboard.press('Escape');
  });

  it('repairs it from the light bulb', async () => {
    const line = session.page.locator('.view-line', { hasText: 'claude.messages.create' });
    await line.getByText('create', { exact: true }).first().click();
    await session.page.locator('.monaco-editor [class*="codicon-light-bulb"], .monaco-editor [class*="lightbulb"]').first().waitFor();
    await session.page.keyboard.press('Control+.');
    const fix = session.page.locator('.action-widget .monaco-list-row', { hasText: /retr/i }).first();
    await fix.waitFor();
    await session.screenshot('quick-fix');
    await fix.click();
    await session.page.locator('.view-line', { hasText: /maxRetries:\s[1-9]/ }).waitFor();
    await session.page.locator('.squiggly-warning').first().waitFor({ state: 'detached' });
    await session.screenshot('fixed');
  });

  it('saves the repaired file', async () => {
    await session.page.keyboard.press('Control+S');
    await until(() => session.read('src/reply.ts'), (text) => /maxRetries: [1-9]/.test(text));
  });

  it('underlines Python too, as an error where a loop sends the call', async () => {
    await session.open('label.py');
    await session.page.locator('.squiggly-error').first().waitFor();
    await session.screenshot('python');
  });

  it('asks for a key when there is none, and pings with the one it is given', async () => {
    await session.command('Claude API: Allow Test Pings');
    await session.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Allow' }).click();
    await session.status.filter({ hasText: 'Claude: no API key' }).waitFor();
    await session.screenshot('status-no-key');
    const input = session.page.locator('.quick-input-widget input[type=password]');
    await input.fill(testKey('typed'));
    await session.screenshot('set-key');
    await session.page.keyboard.press('Enter');
    await session.status.filter({ hasText: /Claude ~?\d+ %/ }).waitFor();
    assert.equal(session.emulator.requests.length, 1);
  });

  it('leaves no key of the run in any file', async () => assert.deepEqual(await session.keysLeft(), []));
});

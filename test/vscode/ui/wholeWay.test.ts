import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { testKey } from '../../support/testKey';
import { startSession, type Session } from './support/session';

const program = `import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic({ maxRetries: 0 });
const answer = await client.messages.create({ model: 'claude-haiku-4-5', max_tokens: 9, messages: [{ role: 'user', content: 'Hi' }] });
console.log('answered with', answer.content.length, 'block');
`;

describe('the whole way from a 429 to a program that survives it, in the workbench', () => {
  let session: Session;
  let view: FrameLocator;

  before(async () => {
    session = await startSession({
      key: testKey('environment'),
      // A terminal that draws by the graphics card has no text to look for.
      settings: { 'terminal.integrated.gpuAcceleration': 'off' },
      prepare: (folder) => writeFileSync(path.join(folder, 'ask.mjs'), program),
    });
    await session.page.setViewportSize({ width: 1600, height: 1200 });
    view = session.page.locator('iframe.webview').last().contentFrame().locator('#active-frame').contentFrame();
    await session.open('ask.mjs');
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await session.screenshot(`failed-${this.currentTest.title.replaceAll(/\W+/g, '-')}`);
  });
  after(() => session.close());

  /** Runs the program in the terminal that has the focus, and waits for a part of what it prints. */
  async function run(printed: string): Promise<void> {
    await session.page.keyboard.type('clear; node ask.mjs');
    await session.page.keyboard.press('Enter');
    await session.page.locator('.terminal-wrapper.active .xterm-rows', { hasText: printed }).waitFor();
  }

  async function newTerminal(): Promise<void> {
    await session.command('Terminal: Create New Terminal');
    await session.page.locator('.terminal-wrapper.active .xterm-rows', { hasText: /[$#]/ }).waitFor();
    await session.page.locator('.terminal-wrapper.active .xterm-helper-textarea').focus();
  }

  it('meets a 429 in a program that is run in a terminal', async () => {
    session.emulator.setFaults([{ kind: 'input-tokens-limit', times: 1, retryAfterSeconds: 1 }]);
    await newTerminal();
    // The end of what Node prints of an exception that nobody caught.
    await run('Node.js v');
    await session.screenshot('whole-way-provoked');
  });

  it('finds that error by itself, and names its cause and the call that made it', async () => {
    await session.command('Claude API: Diagnose 429');
    await view.getByRole('heading', { level: 1, name: 'Diagnosis: Input tokens per minute' }).waitFor();
    await view.getByText('the terminal command').waitFor();
    await view.locator('.call', { hasText: 'ask.mjs:4' }).getByText('Fails:').waitFor();
    await session.screenshot('whole-way-diagnosed');
  });

  it('leads to that call, and mends it from the report', async () => {
    await view.getByRole('button', { name: /^Open ask\.mjs:4/ }).press('Enter');
    await session.page.locator('.statusbar-item', { hasText: 'Ln 4' }).waitFor();
    await view.getByRole('button', { name: /^Fix ask\.mjs:4/ }).press('Enter');
    await session.page.locator('.quick-input-list .monaco-list-row', { hasText: 'SDK' }).first().click();
    await session.page.locator('.tab.dirty', { hasText: 'ask.mjs' }).waitFor();
    await view.locator('.call', { hasText: 'ask.mjs:4' }).getByText('Survives:').waitFor();
    await session.page.locator('.tab', { hasText: 'ask.mjs' }).click();
    await session.page.keyboard.press('Control+S');
    await session.page.locator('.tab.dirty', { hasText: 'ask.mjs' }).waitFor({ state: 'detached' });
    assert.doesNotMatch(session.read('ask.mjs'), /maxRetries: 0/);
    await session.screenshot('whole-way-mended');
  });

  it('survives the same 429 when it is run again', async () => {
    session.emulator.setFaults([{ kind: 'input-tokens-limit', times: 1, retryAfterSeconds: 1 }]);
    await session.page.locator('.terminal-wrapper.active .xterm-helper-textarea').focus();
    await run('answered with 1 block');
  });

  it('passes the rehearsal, of which nothing reaches the API', async () => {
    const sent = session.emulator.requests.length;
    await session.command('Claude API: Rehearse a 429');
    await session.page.locator('.quick-input-widget input[type=text]').fill('input-tokens-per-minute');
    await session.page.locator('.quick-input-list .monaco-list-row', { hasText: 'input-tokens-per-minute' }).first().click();
    await session.page.locator('.statusbar-item', { hasText: 'Rehearsing: 0 requests' }).waitFor();
    await newTerminal();
    await run('answered with 1 block');
    await session.page.locator('.statusbar-item', { hasText: 'Rehearsing: 3 requests' }).waitFor();
    await session.screenshot('whole-way-rehearsing');
    await session.command('Claude API: Stop Rehearsal');
    await session.page.locator('iframe.webview').last().contentFrame().locator('#active-frame').contentFrame().getByRole('heading', { name: 'Rehearsal: passed' }).waitFor();
    await session.screenshot('whole-way-passed');
    assert.equal(session.emulator.requests.length, sent);
  });

  it('leaves no key of the run in any file', async () => assert.deepEqual(await session.keysLeft(), []));
});

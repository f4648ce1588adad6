import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator, Locator } from 'playwright-core';
import type { HistoryEntry } from '../../../src/limits/history';
import { seededRandom } from '../../../src/emulator/seededRandom';
import { until } from '../suite/support/until';
import { testKey } from '../../support/testKey';
import { startSession, type Session } from './support/session';

const hostile = '=<img src=x onerror="document.title=1">';

/** Two days of a program that is busy now and then and meets some 429s, and a 429 of a model with a hostile name. */
function pastDays(now: number): readonly HistoryEntry[] {
  const random = seededRandom(7);
  const minutes = Array.from({ length: 2880 / 4 }, (_one, index) => (index + 1) * 4);
  const entries = minutes.map((ago): HistoryEntry => {
    const busy = Math.max(0, Math.sin(ago / 40)) * (0.7 + 0.3 * random());
    const left = Math.max(0, 1 - 1.4 * busy);
    const limited = left === 0;
    return {
      at: now - ago * 60_000,
      model: 'claude-haiku-4-5',
      status: limited ? 429 : 200,
      ...(random() < 0.5 && { source: 'pass-through' }),
      ...(limited && { retryAfterSeconds: 12 }),
      buckets: [
        { id: 'requests', limit: 1000, remaining: Math.round(1000 - 400 * busy) },
        { id: 'input-tokens', limit: 50_000, remaining: Math.round(50_000 * left) },
        { id: 'output-tokens', limit: 10_000, remaining: Math.round(10_000 * (1 - 0.6 * busy)) },
      ],
    };
  });
  return [...entries, { at: now - 60_000, model: hostile, status: 429, buckets: [] }];
}

describe('the details view in the workbench, with the packaged extension', () => {
  const refused: string[] = [];
  let session: Session;
  let view: FrameLocator;
  let haiku: Locator;

  before(async () => {
    const lines = pastDays(Date.now()).map((entry) => JSON.stringify(entry));
    session = await startSession({ key: testKey('environment'), history: `half a line\n${lines.join('\n')}\n{"at":1` });
    session.page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) refused.push(message.text());
    });
    await session.open('reply.ts');
    await session.status.filter({ hasText: 'Claude: pings off' }).waitFor();
    await session.page.keyboard.press('Control+W');
    view = session.page.locator('iframe.webview').last().contentFrame().locator('#active-frame').contentFrame();
    haiku = view.locator('main > section', { has: view.getByRole('heading', { name: 'claude-haiku-4-5' }) });
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await session.screenshot(`failed-${this.currentTest.title.replaceAll(/\W+/g, '-')}`);
  });
  after(() => session.close());

  const button = (name: string | RegExp) => view.getByRole('button', { name });
  const chart = () => haiku.getByRole('application');
  const focused = () => view.locator(':focus');
  const isPressed = (name: string) => button(name).getAttribute('aria-pressed');

  it('shows what was read before VS Code was started, with nothing allowed and nothing sent', async () => {
    await session.command('Claude API: Show Headroom Details');
    await haiku.getByText('no current reading').waitFor();
    await haiku.locator('canvas').waitFor();
    await haiku.getByRole('row', { name: /rate limited \(429\), wait 12 s/ }).first().waitFor();
    assert.equal(session.emulator.requests.length, 0);
  });

  it('shows a hostile name of a model as text', async () => {
    await view.getByRole('heading', { name: hostile, exact: true }).waitFor();
    assert.equal(await view.locator('img').count(), 0);
    assert.equal(await view.locator('title').textContent(), 'Claude Headroom');
  });

  it('shows what a ping says as it comes, and leaves the focus where it is', async () => {
    await session.command('Claude API: Allow Test Pings');
    await session.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Allow' }).click();
    await haiku.getByText(/^by a test ping, /).waitFor();
    await haiku.getByRole('rowheader', { name: /input tokens per minute \(ITPM\)/ }).waitFor();
    const [before] = await haiku.getByRole('region').getByRole('row').nth(1).allInnerTexts();
    await button('24 hours').focus();
    await session.page.keyboard.press('Enter');
    await until(() => isPressed('24 hours'), (pressed) => pressed === 'true');
    session.emulator.setFaults([{ kind: 'input-tokens-limit', times: 1, retryAfterSeconds: 3 }]);
    await button('Check Now').focus();
    await session.page.keyboard.press('Enter');
    await until(() => haiku.getByRole('region').getByRole('row').nth(1).innerText(), (row) => row !== before && row.includes('rate limited (429), wait 3 s'));
    assert.equal(await focused().innerText(), 'Check Now');
    await view.locator('#status', { hasText: 'Now: rate limited, 429, input tokens per minute' }).waitFor();
  });

  it('tells each reading to who goes through them with the keys', async () => {
    await button('1 hour').click();
    await session.page.keyboard.press('Tab');
    for (let tabs = 0; tabs < 20 && (await focused().getAttribute('aria-roledescription')) !== 'chart'; tabs++) await session.page.keyboard.press('Tab');
    const told = async (key: string, words: RegExp) => {
      await session.page.keyboard.press(key);
      return until(() => view.locator('[aria-live]').innerText(), (text) => words.test(text));
    };
    const last = await told('ArrowLeft', /: rate limited \(429\), wait 3 s, 0 % left of input tokens per minute/);
    const before = await told('ArrowLeft', /: \d+ % left of input tokens per minute/);
    assert.equal(await told('ArrowRight', /wait 3 s/), last);
    assert.notEqual(before, last);
    await told('Home', /left of requests per minute/);
    await told('End', /wait 3 s/);
    assert.equal(await focused().getAttribute('aria-roledescription'), 'chart');
    await session.screenshot('details-keyboard');
  });

  it('follows the theme, also to high contrast', async () => {
    await session.command('View: Close Primary Side Bar');
    await session.page.setViewportSize({ width: 1280, height: 1000 });
    await button('24 hours').click();
    const picture = () => chart().locator('canvas').evaluate((canvas: { toDataURL(): string }) => canvas.toDataURL());
    const other = 'Toggle between Light/Dark Themes';
    for (const [change, kind, name] of [
      [() => session.command(other), 'vscode-dark', 'details-dark'],
      // As the system asks for it.
      [() => session.page.emulateMedia({ colorScheme: 'dark', forcedColors: 'active' }), 'vscode-high-contrast', 'details-high-contrast'],
      [() => session.page.emulateMedia({ forcedColors: 'none' }), 'vscode-dark', undefined],
      [() => session.command(other), 'vscode-light', 'details-light'],
    ] as const) {
      const before = await picture();
      await change();
      await view.locator(`body[data-vscode-theme-kind=${kind}]`).waitFor();
      await until(picture, (now) => now !== before);
      if (name !== undefined) await session.screenshot(name);
    }
  });

  it('fits a narrow window', async () => {
    await session.page.setViewportSize({ width: 520, height: 900 });
    const widths = () => view.locator('body').evaluate((body: { readonly scrollWidth: number; readonly clientWidth: number }) => [body.scrollWidth, body.clientWidth]);
    await until(widths, ([content = 1, visible = 0]) => content <= visible);
    await session.screenshot('details-narrow');
    await session.page.setViewportSize({ width: 1280, height: 800 });
  });

  it('shows the same range again after it was hidden', async () => {
    await session.open('digest.ts');
    await session.page.keyboard.press('Control+W');
    await until(() => isPressed('24 hours'), (pressed) => pressed === 'true');
    await haiku.locator('canvas').waitFor();
  });

  it('exports all as CSV in which no cell is a formula', async () => {
    const file = path.join(session.folder, 'export.csv');
    await button('Export as CSV').click();
    const name = session.page.locator('.quick-input-widget input[type=text]');
    await name.fill(file);
    const text = await until(async () => {
      // The dialog takes no Enter while it still reads the folder.
      if (await name.isVisible()) await name.press('Enter');
      try {
        return readFileSync(file, 'utf8');
      } catch {
        return '';
      }
    }, (csv) => csv.endsWith('\r\n'));
    assert.ok(text.includes(`,"'${hostile.replaceAll('"', '""')}",ping,429,`));
    assert.ok(text.split('\r\n').length > 1000);
  });

  it('clears the history after a question, and says what to do for a new one', async () => {
    await session.command('Claude API: Stop Test Pings');
    await button('Clear History').click();
    await session.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Clear' }).click();
    await view.getByRole('heading', { name: 'Nothing was read yet' }).waitFor();
    await session.screenshot('details-empty');
    await button('Allow Test Pings').click();
    await session.page.locator('.monaco-dialog-box', { hasText: 'Allow test pings' }).getByRole('button', { name: 'Cancel' }).click();
    assert.equal(await button('Set API Key').count(), 0);
  });

  it('broke its content security policy nowhere', () => assert.deepEqual(refused, []));
});

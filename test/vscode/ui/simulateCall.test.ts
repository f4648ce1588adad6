import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { until } from '../suite/support/until';
import { startSession, type Session } from './support/session';

describe('the simulation of a call in the workbench, with the packaged extension', () => {
  const refused: string[] = [];
  let session: Session;
  let view: FrameLocator;

  before(async () => {
    session = await startSession();
    session.page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) refused.push(message.text());
    });
    session.page.on('pageerror', (error) => refused.push(String(error)));
    await session.page.setViewportSize({ width: 1500, height: 1300 });
    view = session.page.locator('iframe.webview').last().contentFrame().locator('#active-frame').contentFrame();
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await session.screenshot(`failed-${this.currentTest.title.replaceAll(/\W+/g, '-')}`);
  });
  after(() => session.close());

  const field = (label: string) => view.getByLabel(label, { exact: true });
  const row = (name: string | RegExp) => view.getByRole('row', { name });
  const answered = async () => (await row(/^as it is/).getByRole('cell').first().innerText()).trim();
  const announced = () => view.locator('[aria-live]').innerText();
  const type = async (label: string, text: string) => {
    // VS Code takes Control+A to itself, and selects a while later.
    await field(label).selectText();
    await session.page.keyboard.type(text);
  };

  it('opens for the only call of the file, with its policy, its fixes and the limits of the Start tier', async () => {
    await session.open('digest.ts');
    await session.command('Claude API: Simulate This Call');
    await view.getByRole('heading', { name: 'digest.ts:13' }).waitFor();
    await session.page.locator('.tab.active', { hasText: 'Simulate digest.ts:13' }).waitFor();
    await view.getByText('messages.create, claude-haiku-4-5').waitFor();
    await view.getByText('These are the limits of the Start tier, as none of claude-haiku-4-5 were read.').waitFor();
    for (const way of [/^as it is/, /^SDK default/, /^Let the SDK retry 8 times/, /^paced/]) await row(way).first().waitFor();
    assert.equal(await field('Calls').inputValue(), '200');
    assert.equal(await field('They begin').inputValue(), 'at-once');
    assert.equal(session.emulator.requests.length, 0);
  });

  it('changes the numbers as a field is changed with the keyboard, and says the result aloud', async () => {
    const before = await answered();
    assert.equal(before, '100.0 %');
    await type('Requests a minute', '50');
    await until(answered, (now) => now !== before);
    await until(announced, (said) => said.length > 0 && said.startsWith('99.9 % get their answer'));
    await field('Requests a minute').press('Tab');
    assert.equal(await view.locator(':focus').getAttribute('id'), 'itpm');
    assert.equal(await field('Limits').inputValue(), 'own');
    await view.getByText('These are the limits of the Start tier').waitFor({ state: 'hidden' });
    await session.screenshot('simulation-light');
  });

  it('says beside a field what is wrong, and keeps the last result', async () => {
    const before = await answered();
    await type('Calls', '9999');
    await view.locator('#calls-problem', { hasText: 'It takes whole numbers from 1 to 2,000.' }).waitFor();
    assert.equal(await field('Calls').getAttribute('aria-invalid'), 'true');
    await view.getByText('The numbers below are those from before').waitFor();
    assert.equal(await answered(), before);
    await session.screenshot('simulation-wrong');
    await type('Calls', '300');
    await view.getByText('The numbers below are those from before').waitFor({ state: 'hidden' });
    assert.equal(await field('Calls').getAttribute('aria-invalid'), null);
  });

  it('runs into a storm that is chosen', async () => {
    await field('Limits').selectOption('scale');
    assert.equal(await field('Requests a minute').inputValue(), '10000');
    await until(answered, (now) => now === '100.0 %');
    await field('What goes wrong besides').selectOption('overloaded');
    await until(answered, (now) => now === '0.0 %');
    await until(announced, (said) => said !== '' && !said.startsWith('As it is, 99.9 %'));
    await field('What goes wrong besides').selectOption('none');
    await until(answered, (now) => now === '100.0 %');
  });

  it('follows the theme, also to high contrast', async () => {
    await type('Requests a minute', '50');
    await until(answered, (now) => now !== '100.0 %');
    await session.command('View: Close Primary Side Bar');
    await view.getByRole('heading').first().click();
    const other = 'Toggle between Light/Dark Themes';
    for (const [change, kind, name] of [
      [() => session.command(other), 'vscode-dark', 'simulation-dark'],
      [() => session.page.emulateMedia({ colorScheme: 'dark', forcedColors: 'active' }), 'vscode-high-contrast', 'simulation-high-contrast'],
      [() => session.page.emulateMedia({ forcedColors: 'none' }), 'vscode-dark', undefined],
      [() => session.command(other), 'vscode-light', undefined],
    ] as const) {
      await change();
      await view.locator(`body[data-vscode-theme-kind=${kind}]`).waitFor();
      if (name !== undefined) await session.screenshot(name);
    }
  });

  it('fits a narrow window', async () => {
    await session.page.setViewportSize({ width: 520, height: 1100 });
    const widths = () => view.locator('body').evaluate((body: { readonly scrollWidth: number; readonly clientWidth: number }) => [body.scrollWidth, body.clientWidth]);
    await until(widths, ([content = 1, visible = 0]) => content <= visible);
    await session.screenshot('simulation-narrow');
    await session.page.setViewportSize({ width: 1500, height: 1300 });
  });

  it('has the same numbers in its fields again after it was hidden', async () => {
    await type('Calls', '123');
    await until(announced, (said) => said !== '');
    await session.command('File: New Untitled Text File');
    await view.getByLabel('Calls', { exact: true }).waitFor({ state: 'hidden' });
    await session.page.keyboard.press('Control+W');
    await until(() => field('Calls').inputValue(), (value) => value === '123');
  });

  it('reads the code again, and says so where the call is gone', async () => {
    const reload = async () => view.getByRole('button', { name: 'Read the Code Again' }).press('Enter');
    const write = (text: string) => writeFileSync(path.join(session.folder, 'src/digest.ts'), text);
    write(`\n${session.read('src/digest.ts')}`);
    await until(async () => {
      await reload();
      return view.getByRole('heading', { name: 'digest.ts:14' }).count();
    }, (count) => count === 1);
    assert.equal(await field('Calls').inputValue(), '123');
    write('export {};\n');
    await until(async () => {
      await reload();
      return view.getByRole('alert').count();
    }, (count) => count === 1);
    assert.match(await view.getByRole('alert').innerText(), /not there any more/);
    assert.equal(await field('Calls').inputValue(), '123');
  });

  it('broke its content security policy nowhere', () => assert.deepEqual(refused, []));
});

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { until } from '../suite/support/until';
import { startSession, type Session } from './support/session';

const hostile = '<img src=x onerror="document.title=1"><script>document.title=1</script> [click](https://evil.example) **bold** ` `` &amp;';

/** A log whose waits begin anew several times, with hostile mark-up where the API's answer is quoted. */
const log = [0, 2, 4, 7, 12, 14, 16, 19, 24, 26, 28, 31].flatMap((second, index) => {
  const time = (of: number) => `2026-01-05 10:00:${String(second + of).padStart(2, '0')}`;
  const body = JSON.stringify({ type: 'error', error: { type: 'rate_limit_error', message: `This request would exceed your organization's rate limit of 50 requests per minute ${hostile}` } });
  return [`${time(0)} anthropic.RateLimitError: Error code: 429 - ${body}`, `${time(1)} INFO anthropic._base_client Retrying request to /v1/messages in ${[0.5, 1, 2, 4][index % 4]} seconds`];
});

/** What the tests ask of an element of the page. */
interface FocusableElement {
  readonly innerText: string;
  readonly ownerDocument: { readonly defaultView: { getComputedStyle(element: FocusableElement): { readonly outlineStyle: string } } };
  getAttribute(name: string): string | null;
}

describe('the view of a diagnosis in the workbench, with the packaged extension', () => {
  const refused: string[] = [];
  let session: Session;
  let view: FrameLocator;

  before(async () => {
    session = await startSession({ prepare: (folder) => writeFileSync(path.join(folder, 'app.log'), log.join('\n')) });
    session.page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) refused.push(message.text());
    });
    session.page.on('pageerror', (error) => refused.push(String(error)));
    await session.page.setViewportSize({ width: 1600, height: 1300 });
    view = session.page.locator('iframe.webview').last().contentFrame().locator('#active-frame').contentFrame();
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await session.screenshot(`failed-${this.currentTest.title.replaceAll(/\W+/g, '-')}`);
  });
  after(() => session.close());

  const button = (name: string | RegExp) => view.getByRole('button', { name });

  it('shows the verdict, what drives it, the evidence, the timeline and the code, and announces the verdict', async () => {
    await session.open('app.log');
    await session.page.keyboard.press('Control+A');
    await session.command('Claude API: Diagnose 429');
    await view.getByRole('heading', { level: 1, name: /^Diagnosis: .*[Rr]equests/ }).waitFor();
    for (const name of ['What drives it', 'What to do', 'Evidence', 'Timeline', 'Errors in the text', 'Your code', 'Sources']) await view.getByRole('heading', { name, exact: true }).waitFor();
    await view.getByRole('img', { name: /^Within 32 s: Errors: 12, Retries: 12, Answers: 0/ }).locator('canvas').waitFor();
    await view.getByRole('row', { name: '+ 32 s Retry waits 4 s' }).waitFor();
    await view.getByText('behind a retry the one that the program announced').waitFor();
    await view.locator('#verdict', { hasText: 'Does waiting help?' }).waitFor();
    await until(() => view.locator('[aria-live]').innerText(), (said) => said.startsWith('Diagnosis: '));
    await session.screenshot('diagnosis-light');
  });

  it('shows hostile mark-up of an error as the text that it is', async () => {
    const evidence = view.locator('code', { hasText: '<img src=x' }).first();
    assert.match(await evidence.innerText(), /<img src=x onerror="document\.title=1"><script>document\.title=1<\/script> \[click\]\(https:\/\/evil\.example\) \*\*bold\*\*/);
    assert.equal(await view.locator('main img, main script, main a, main [role=link][title*="evil"]').count(), 0);
    assert.deepEqual(refused, []);
  });

  it('keeps what was ruled out closed until it is asked for with the keyboard', async () => {
    const ruledOut = view.locator('details');
    await ruledOut.waitFor();
    assert.equal(await ruledOut.getAttribute('open'), null);
    await ruledOut.locator('summary').focus();
    await session.page.keyboard.press('Enter');
    await ruledOut.getByRole('listitem').first().waitFor();
  });

  it('leads with Tab to everything that can be used, in the order of the page, and shows where it is', async () => {
    const focusable = view.locator('main').locator('button, summary, a[href], [tabindex="0"]');
    const names = await focusable.evaluateAll((elements: readonly FocusableElement[]) => elements.map((element) => element.getAttribute('aria-label') ?? element.innerText));
    assert.ok(names.length > 10, names.join(', '));
    await focusable.first().focus();
    const walked: string[] = [];
    for (const [index] of names.entries()) {
      if (index > 0) await session.page.keyboard.press('Tab');
      const focused = view.locator(':focus');
      walked.push(await focused.evaluate((element: FocusableElement) => element.getAttribute('aria-label') ?? element.innerText));
      assert.notEqual(await focused.evaluate((element: FocusableElement) => element.ownerDocument.defaultView.getComputedStyle(element).outlineStyle), 'none', walked.at(-1));
    }
    assert.deepEqual(walked, names);
  });

  it('fixes a call from its button, and says what has changed', async () => {
    await button('Fix src/digest.ts:13').press('Enter');
    const row = session.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Let the SDK retry' }).first();
    await row.waitFor();
    await session.screenshot('diagnosis-fix');
    await session.page.keyboard.press('Enter');
    await session.page.locator('.tab.active.dirty', { hasText: 'digest.ts' }).waitFor();
    await until(() => view.locator('[aria-live]').innerText(), (said) => /^“Let the SDK retry .*” was applied\. /.test(said));
    await view.locator('.call', { hasText: 'src/digest.ts:13' }).getByText('Survives:').waitFor();
    await session.screenshot('diagnosis-fixed');
  });

  it('is the same after the window was loaded again', async function () {
    // A whole window starts in it.
    this.timeout(180_000);
    const title = await view.getByRole('heading', { level: 1 }).innerText();
    await session.command('File: Save All');
    await session.page.locator('.tab.dirty').waitFor({ state: 'hidden' });
    await session.page.reload();
    await session.page.locator('.monaco-workbench').waitFor();
    await view.getByRole('heading', { level: 1, name: title }).waitFor({ timeout: 120_000 });
    await button('Copy as Markdown').click();
    await session.page.locator('.statusbar', { hasText: 'Diagnosis copied' }).waitFor();
    assert.match(await session.page.evaluate('navigator.clipboard.readText()'), /^# Diagnosis: /);
  });

  it('follows the theme, also to high contrast, and fits a narrow window', async () => {
    await session.command('Toggle between Light/Dark Themes');
    await view.locator('body[data-vscode-theme-kind=vscode-dark]').waitFor();
    await session.screenshot('diagnosis-dark');
    await session.page.emulateMedia({ colorScheme: 'dark', forcedColors: 'active' });
    await view.locator('body[data-vscode-theme-kind=vscode-high-contrast]').waitFor();
    await session.screenshot('diagnosis-high-contrast');
    await session.page.emulateMedia({ forcedColors: 'none' });
    await session.page.setViewportSize({ width: 700, height: 1100 });
    const widths = () => view.locator('body').evaluate((body: { readonly scrollWidth: number; readonly clientWidth: number }) => [body.scrollWidth, body.clientWidth]);
    await until(widths, ([content = 1, visible = 0]) => content <= visible);
    await session.screenshot('diagnosis-narrow');
  });
});

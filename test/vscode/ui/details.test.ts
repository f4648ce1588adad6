import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import type { HistoryEntry } from '../../../src/limits/history';
import { seededRandom } from '../../../src/emulator/seededRandom';
import { startSession, type Session } from './support/session';

const hostile = '<img src=x onerror="document.title=1">=1+1';

/** Two days of a program that works through the nights and meets some 429s, and one reading of a model with a hostile name. */
function pastDays(now: number): readonly HistoryEntry[] {
  const random = seededRandom(7);
  const minutes = Array.from({ length: 2880 / 4 }, (_one, index) => (index + 1) * 4);
  const entries = minutes.map((ago): HistoryEntry => {
    const at = now - ago * 60_000;
    const busy = Math.max(0, Math.sin(ago / 40)) * (0.7 + 0.3 * random());
    const left = Math.max(0, 1 - 1.1 * busy);
    const limited = left === 0;
    return {
      at,
      model: 'claude-haiku-5-5',
      status: limited ? 429 : 200,
      ...(random() < 0.5 && { source: 'pass-through' }),
      ...(limited && { retryAfterSeconds: 12 }),
      buckets: [
        { id: 'requests', limit: 1000, remaining: Math.round(1000 - 400 * busy) },
        { id: 'tokens', limit: 60_000, remaining: Math.round(60_000 * left) },
        { id: 'input-tokens', limit: 50_000, remaining: Math.round(50_000 * left) },
        { id: 'output-tokens', limit: 10_000, remaining: Math.round(10_000 * (1 - 0.6 * busy)) },
      ],
    };
  });
  return [...entries, { at: now - 60_000, model: hostile, status: 429, buckets: [] }];
}

describe('the details view in the workbench, with the packaged extension', () => {
  let session: Session;
  before(async () => {
    const lines = pastDays(Date.now()).map((entry) => JSON.stringify(entry));
    session = await startSession({ key: 'sk-ant-emulator', history: `half a line\n${lines.join('\n')}\n{"at":1` });
    await session.open('reply.ts');
    await session.status.filter({ hasText: 'Claude: pings off' }).waitFor();
    await session.page.keyboard.press('Control+W');
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await session.screenshot(`failed-${this.currentTest.title.replaceAll(/\W+/g, '-')}`);
  });
  after(() => session.close());

  it('shows what was read before VS Code was started, with nothing allowed', async () => {
    await session.command('Claude API: Show Headroom Details');
    await view(session).getByRole('heading', { name: 'claude-haiku-5-5' }).waitFor();
    await session.screenshot('details-dark');
    assert.equal(session.emulator.requests.length, 0);
  });
});

function view({ page }: Session): FrameLocator {
  return page.locator('iframe.webview').last().contentFrame().locator('#active-frame').contentFrame();
}

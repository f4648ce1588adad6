import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { startEmulator, type Emulator } from '../../../../src/emulator/server';
import { copySample } from '../../../demo/copySample';
import { projectRoot } from '../../setup';
import { installVsix } from '../../vsix';
import { openWorkbench } from '../../workbench';

/** A user's VS Code on a copy of the sample project, with the packaged extension and a Claude API of its own. */
export interface Session {
  readonly page: Page;
  readonly emulator: Emulator;
  /** Opens a file of the sample by its name and waits for its text. */
  readonly open: (name: string) => Promise<void>;
  /** Runs a command from the palette by its title. */
  readonly command: (title: string) => Promise<void>;
  /** The item of Headroom in the status bar. */
  readonly status: Locator;
  /** The copy of the sample project. */
  readonly folder: string;
  /** The text of a file of the project, as it is on disk. */
  readonly read: (file: string) => string;
  /** Keeps a picture under `out/screenshots/`. */
  readonly screenshot: (name: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface SessionOptions {
  /** What `ANTHROPIC_API_KEY` holds, none by default. */
  readonly key?: string;
  /** The user's settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** What the extension has kept of the limits before, as lines of its file. */
  readonly history?: string;
}

/** Starts a session. */
export async function startSession({ key, settings = {}, history }: SessionOptions = {}): Promise<Session> {
  const base = mkdtempSync(path.join(os.tmpdir(), 'headroom-ui-'));
  const folder = copySample(base);
  const extensionsDir = path.join(base, 'extensions');
  mkdirSync(extensionsDir);
  await installVsix(extensionsDir);
  const emulator = await startEmulator();
  const env = { ANTHROPIC_BASE_URL: emulator.url, ...(key !== undefined && { ANTHROPIC_API_KEY: key }) };
  const workbench = await openWorkbench({ folder, extensionsDir, env, settings, ...(history !== undefined && { userFiles: { [historyFile]: history } }) }).catch(async (error: unknown) => {
    await emulator.close();
    throw error;
  });
  const { page } = workbench;
  await page.locator('.monaco-workbench').waitFor();
  const input = page.locator('.quick-input-widget input[type=text]');
  return {
    page,
    emulator,
    open: async (name) => {
      await page.keyboard.press('Control+P');
      await input.fill(name);
      await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().waitFor();
      await page.keyboard.press('Enter');
      await page.locator('.tab.active', { hasText: name }).waitFor();
      await page.locator('.editor-instance .view-line').first().waitFor();
    },
    command: async (title) => {
      await page.keyboard.press('F1');
      await input.fill(`>${title}`);
      await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().waitFor();
      await page.keyboard.press('Enter');
    },
    status: page.locator('.statusbar-item[id$="headroom.status"]'),
    folder,
    read: (file) => readFileSync(path.join(folder, file), 'utf8'),
    screenshot: async (name) => {
      await page.screenshot({ path: path.join(projectRoot, 'out/screenshots', `${name}.png`) });
    },
    close: async () => {
      await workbench.close();
      await emulator.close();
      rmSync(base, { recursive: true, force: true });
    },
  };
}

const historyFile = 'globalStorage/headroom.headroom-for-claude/history.jsonl';

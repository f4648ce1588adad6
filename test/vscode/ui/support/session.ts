import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { startEmulator, type Emulator } from '../../../../src/emulator/server';
import { keysLeftIn } from '../../../support/keysLeftIn';
import { copySample } from '../../../demo/copySample';
import { projectRoot } from '../../setup';
import { installVsix } from '../../vsix';
import { openWorkbench } from '../../workbench';

/** A window of a user's VS Code. */
export interface SessionWindow {
  readonly page: Page;
  /** Opens a file of the sample by its name and waits for its text. */
  readonly open: (name: string) => Promise<void>;
  /** Runs a command from the palette by its title. */
  readonly command: (title: string) => Promise<void>;
  /** The item of Headroom in the status bar. */
  readonly status: Locator;
}

/** A user's VS Code on a copy of the sample project, with the packaged extension and a Claude API of its own. Its first window is the session's own. */
export interface Session extends SessionWindow {
  readonly emulator: Emulator;
  /** Opens the project in one more window. */
  readonly openWindow: () => Promise<SessionWindow>;
  /** What all windows of the extension share. */
  readonly sharedFolder: string;
  /** The copy of the sample project. */
  readonly folder: string;
  /** The text of a file of the project, as it is on disk. */
  readonly read: (file: string) => string;
  /** Sets settings of the machine while VS Code runs. */
  readonly set: (settings: Readonly<Record<string, unknown>>) => void;
  /** Keeps a picture under `out/screenshots/`. */
  readonly screenshot: (name: string) => Promise<void>;
  /** Ends VS Code, and gives a sentence for each key of the run that it left in a file. */
  readonly keysLeft: () => Promise<readonly string[]>;
  /** Ends VS Code and removes everything that it wrote. */
  readonly close: () => Promise<void>;
}

export interface SessionOptions {
  /** What `ANTHROPIC_API_KEY` holds; none by default. */
  readonly key?: string;
  /** Changes the project before VS Code opens it. */
  readonly prepare?: (folder: string) => void;
  /** The user's settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** What the extension has kept of the limits before, as lines of its file. */
  readonly history?: string;
  /** `restricted`: the folder is not trusted. */
  readonly trust?: 'restricted';
}

/** Starts a session. */
export async function startSession({ key, prepare, settings, history, trust }: SessionOptions = {}): Promise<Session> {
  const base = mkdtempSync(path.join(os.tmpdir(), 'headroom-ui-'));
  const folder = copySample(base);
  prepare?.(folder);
  const data = path.join(base, 'data');
  // The server's VS Code takes settings of the scope "machine" from here, and never from the user's.
  const machineSettings = path.join(data, 'server/data/Machine/settings.json');
  mkdirSync(path.dirname(machineSettings), { recursive: true });
  writeFileSync(machineSettings, JSON.stringify(oneModel));
  const extensionsDir = path.join(base, 'extensions');
  mkdirSync(extensionsDir);
  await installVsix(extensionsDir);
  const emulator = await startEmulator();
  const env = { ANTHROPIC_BASE_URL: emulator.url, ...(key !== undefined && { ANTHROPIC_API_KEY: key }) };
  const workbench = await openWorkbench({ folder, extensionsDir, env, data, ...(history !== undefined && { userFiles: { [historyFile]: history } }), ...(settings && { settings }), ...(trust && { trust }) }).catch(async (error: unknown) => {
    await emulator.close();
    throw error;
  });
  const { page } = workbench;
  return {
    ...(await windowOf(page)),
    emulator,
    openWindow: async () => windowOf(await workbench.openWindow()),
    sharedFolder: path.join(data, 'server/data/User/globalStorage/headroom.headroom-for-claude'),
    folder,
    read: (file) => readFileSync(path.join(folder, file), 'utf8'),
    set: (settings) => writeFileSync(machineSettings, JSON.stringify({ ...oneModel, ...settings })),
    screenshot: async (name) => {
      await page.screenshot({ path: path.join(projectRoot, 'out/screenshots', `${name}.png`) });
    },
    keysLeft: async () => {
      await workbench.close();
      return keysLeftIn({ folder: base, mustRead: [/remoteagent\.log$/, /Headroom for Claude\.log$/] });
    },
    close: async () => {
      await workbench.close();
      await emulator.close();
      rmSync(base, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

async function windowOf(page: Page): Promise<SessionWindow> {
  await page.locator('.monaco-workbench').waitFor();
  const input = page.locator('.quick-input-widget input[type=text]');
  return {
    page,
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
  };
}

/** The sample calls several models, of which each would have its turn: what a test reads is all of one. */
const oneModel = { 'headroom.ping.model': 'claude-haiku-4-5' };

const historyFile = 'globalStorage/headroom.headroom-for-claude/history.jsonl';

import path from 'node:path';
import { format } from 'node:util';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { findChromium } from './chromium';
import { startServer, type ServerOptions, type VscodeServer } from './server';

/** What to open in the workbench. */
export interface WorkbenchOptions extends Omit<ServerOptions, 'mode'> {
  readonly folder: string;
  /** An extension to run from its sources, with tests to run inside its host. Without it the installed extensions run. */
  readonly underTest?: { readonly extension: string; readonly tests: string };
}

/** A real VS Code, open in a headless browser. */
export interface Workbench {
  readonly page: Page;
  /** Opens the folder in one more window. */
  readonly openWindow: () => Promise<Page>;
  /** Ends with the exit code of `underTest`, or 70 to 72 when the page, the browser or the server died first. */
  readonly exit: Promise<number>;
  readonly close: () => Promise<void>;
}

/** Starts a VS Code server and opens its workbench. Closing it ends both, and removes their data unless `data` says where it goes. */
export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const executablePath = findChromium();
  const server = await startServer({ ...options, mode: options.underTest === undefined ? 'plain' : 'automated' });
  let browser: BrowserContext | undefined;
  const close = async () => {
    await browser?.close().catch(() => undefined);
    await server.close();
  };
  try {
    // With a profile on disk, as a user's is: what the workbench keeps there is a part of what a run leaves behind.
    const context = await chromium.launchPersistentContext(path.join(server.folder, 'browser'), { executablePath, args: browserArguments, viewport: { width: 1280, height: 800 }, permissions: ['clipboard-read', 'clipboard-write'] });
    browser = context;
    const page = context.pages()[0] ?? (await context.newPage());
    const { exit } = await watchExit({ page, browser: context, server });
    await page.goto(server.address(options.folder, payload(options, server)));
    const { folder } = options;
    const openWindow = async () => {
      const other = await context.newPage();
      await other.goto(server.address(folder));
      return other;
    };
    return { page, openWindow, exit, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** `--no-sandbox`: Chromium refuses to start as root without it. No host but this machine can be reached. */
const browserArguments = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--disable-dev-shm-usage', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

function payload({ underTest }: WorkbenchOptions, { uri }: VscodeServer): Readonly<Record<string, string>> {
  if (underTest === undefined) return {};
  return { extensionDevelopmentPath: uri(underTest.extension), extensionTestsPath: uri(underTest.tests) };
}

/** The workbench calls these two functions when its tests log and end; they must be there before it loads. */
async function watchExit({ page, browser, server }: { readonly page: Page; readonly browser: BrowserContext; readonly server: VscodeServer }): Promise<Pick<Workbench, 'exit'>> {
  let done: (code: number) => void = () => undefined;
  const exit = new Promise<number>((resolve) => (done = resolve));
  await page.exposeFunction('codeAutomationExit', (code: number) => done(code));
  await page.exposeFunction('codeAutomationLog', (type: string, args: readonly unknown[]) => log(type, args));
  page.on('crash', () => done(70));
  browser.on('close', () => done(71));
  void server.exit.then(() => done(72));
  return { exit };
}

function log(type: string, args: readonly unknown[]): void {
  const text = format(...args);
  if (process.env.VERBOSE === undefined && workbenchTalk.test(text)) return;
  if (type === 'error') console.error(text);
  else console.log(text);
}

/** Lines of the workbench itself that say nothing about the tests. */
const workbenchTalk = /^(%c|Ignoring fetching|Updating additional|\[Service Worker\]|\[reconnection|\[Account|\[AgentHost|Creating a socket|Resolv(ing|ed) connection|No search provider|Timed out waiting for auth|Canceled)/;

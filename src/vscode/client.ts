import path from 'node:path';
import type { ExtensionContext, LogOutputChannel } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';

const languages = ['typescript', 'typescriptreact', 'javascript', 'javascriptreact', 'python'];

/** The linter's client; its server runs in a process of its own. */
export function createClient(context: ExtensionContext, log: LogOutputChannel): LanguageClient {
  const module = path.join(context.extensionPath, 'dist', 'server.js');
  return new LanguageClient(
    'headroom',
    'Headroom for Claude',
    { module, transport: TransportKind.ipc },
    { documentSelector: languages.map((language) => ({ language })), outputChannel: log, synchronize: { configurationSection: 'headroom' } },
  );
}

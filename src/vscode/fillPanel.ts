import { Uri, type WebviewPanel } from 'vscode';
import type { PageParts } from './webviewPage';

export interface View {
  /** The name of its script and its styles in `dist/webview`, without the ending. */
  readonly name: string;
  readonly page: (parts: PageParts) => string;
}

/** Fills a panel with the page of a view, which may load files of `dist/webview` and nothing else. */
export function fillPanel({ webview }: WebviewPanel, extensionUri: Uri, { name, page }: View): void {
  const root = Uri.joinPath(extensionUri, 'dist', 'webview');
  const file = (ending: string) => webview.asWebviewUri(Uri.joinPath(root, `${name}.${ending}`)).toString();
  webview.options = { enableScripts: true, localResourceRoots: [root] };
  webview.html = page({ cspSource: webview.cspSource, script: file('js'), styles: file('css') });
}

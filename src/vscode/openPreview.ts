import { commands, type Uri, ViewColumn, window, workspace } from 'vscode';

/** Shows a Markdown document beside the active editor. The preview comes from VS Code's own Markdown extension, which can be switched off; the text is there in any case. */
export async function openPreview(uri: Uri): Promise<void> {
  const beside = window.activeTextEditor !== undefined;
  try {
    await commands.executeCommand(beside ? 'markdown.showPreviewToSide' : 'markdown.showPreview', uri);
  } catch {
    const document = await workspace.openTextDocument(uri);
    await window.showTextDocument(document, { viewColumn: beside ? ViewColumn.Beside : ViewColumn.Active, preview: true });
  }
}

import type { TextDocumentsConfiguration } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextEdit } from '../lint/source';

/** Documents that tell each of their edits, in order, before they take it over. */
export function trackEdits(onEdit: (uri: string, edit: TextEdit) => void): TextDocumentsConfiguration<TextDocument> {
  return {
    create: (uri, language, version, text) => TextDocument.create(uri, language, version, text),
    update: (document, changes, version) =>
      changes.reduce((current, change) => {
        // Each change counts in the text that the ones before it have left.
        const span = 'range' in change ? { start: current.offsetAt(change.range.start), end: current.offsetAt(change.range.end) } : { start: 0, end: current.getText().length };
        onEdit(current.uri, { span, text: change.text });
        return TextDocument.update(current, [change], version);
      }, document),
  };
}

import { commands, Disposable, window } from 'vscode';
import { detailsViewType, type DetailsView } from '../details';

/** "Show Headroom Details": what is left of each limit, and what was. A window that had it open has it again when it is opened. */
export function registerShowDetails(details: DetailsView): Disposable {
  return Disposable.from(
    commands.registerCommand('headroom.showDetails', () => details.show()),
    window.registerWebviewPanelSerializer(detailsViewType, {
      deserializeWebviewPanel: (panel) => {
        details.restore(panel);
        return Promise.resolve();
      },
    }),
  );
}

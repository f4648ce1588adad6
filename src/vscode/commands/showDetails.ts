import { commands, type Disposable } from 'vscode';
import type { DetailsView } from '../details';

/** "Show Headroom Details": what is left of each limit, and what was. */
export function registerShowDetails(details: DetailsView): Disposable {
  return commands.registerCommand('headroom.showDetails', () => details.show());
}

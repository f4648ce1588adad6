import { MarkdownString, StatusBarAlignment, ThemeColor, window } from 'vscode';
import type { StatusText } from '../limits/statusText';

/** The item in the status bar. */
export interface StatusBar {
  dispose(): void;
  /** Shows a status. What did not change is not touched, so that nothing flickers. */
  show(status: StatusText): void;
}

/** Puts the item into the left side of the status bar, where items about the whole workspace belong. */
export function createStatusBar(): StatusBar {
  const item = window.createStatusBarItem('headroom.status', StatusBarAlignment.Left, 0);
  item.name = 'Claude headroom';
  item.command = 'headroom.showMenu';
  let shown: StatusText | undefined;
  return {
    show: (status) => {
      if (status.text !== shown?.text) item.text = status.text;
      if (status.tooltip !== shown?.tooltip) item.tooltip = tooltip(status.tooltip);
      if (status.level !== shown?.level) item.backgroundColor = backgrounds[status.level];
      if (status.accessibilityLabel !== shown?.accessibilityLabel) item.accessibilityInformation = { label: status.accessibilityLabel, role: 'button' };
      if (shown === undefined) item.show();
      shown = status;
    },
    dispose: () => item.dispose(),
  };
}

/** Its links run these commands and no other. */
function tooltip(source: string): MarkdownString {
  const markdown = new MarkdownString(source);
  markdown.isTrusted = { enabledCommands: linked };
  return markdown;
}

const linked = ['ping', 'diagnose', 'allowPings', 'setApiKey', 'chooseApiKey', 'resumePings', 'showDetails', 'showLog', 'showMenu'].map((command) => `headroom.${command}`);

/** The only two backgrounds that VS Code allows for an item. */
const backgrounds: Readonly<Record<StatusText['level'], ThemeColor | undefined>> = {
  normal: undefined,
  warning: new ThemeColor('statusBarItem.warningBackground'),
  error: new ThemeColor('statusBarItem.errorBackground'),
};

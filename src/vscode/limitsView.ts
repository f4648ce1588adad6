import { EventEmitter, Uri, workspace } from 'vscode';
import type { ConfiguredLimits } from '../limits/configuredLimits';
import { configuredReport } from '../limits/configuredReport';
import { openPreview } from './openPreview';

/** Shows the configured limits as a read-only Markdown document. */
export interface LimitsView {
  show(limits: ConfiguredLimits): Promise<void>;
  dispose(): void;
}

export const limitsScheme = 'headroom-limits';

export function openLimitsView(): LimitsView {
  const uri = Uri.from({ scheme: limitsScheme, path: '/Configured rate limits.md' });
  const changed = new EventEmitter<Uri>();
  let text = 'These limits are no longer kept. Run "Claude API: Show Configured Limits" again.\n';
  const provider = workspace.registerTextDocumentContentProvider(limitsScheme, { onDidChange: changed.event, provideTextDocumentContent: () => text });
  return {
    show: async (limits) => {
      text = configuredReport(limits);
      changed.fire(uri);
      await openPreview(uri);
    },
    dispose: () => {
      changed.dispose();
      provider.dispose() as unknown;
    },
  };
}

import { type ExtensionContext, commands, window } from 'vscode';
import { createClient } from './vscode/client';
import { registerAllowPings } from './vscode/commands/allowPings';
import { registerClearApiKey } from './vscode/commands/clearApiKey';
import { registerCopyReport } from './vscode/commands/copyReport';
import { registerDiagnose } from './vscode/commands/diagnose';
import { registerPing } from './vscode/commands/ping';
import { registerSetApiKey } from './vscode/commands/setApiKey';
import { registerShowMenu } from './vscode/commands/showMenu';
import { registerStopPings } from './vscode/commands/stopPings';
import { startMeter } from './vscode/meter';
import { openReportView } from './vscode/report';

/** Wires the parts together; every part disposes of itself through the context. */
export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel('Headroom for Claude', { log: true });
  const writeLine = (line: string) => {
    log.info(line);
  };
  const client = createClient(context, log);
  const meter = startMeter(context, { modelOfWorkspace: () => Promise.resolve(undefined), log: writeLine });
  const report = openReportView();
  context.subscriptions.push(
    log,
    meter,
    report,
    registerDiagnose({ report, lastReading: () => meter.lastReading(), calls: () => Promise.resolve([]), log: writeLine }),
    registerCopyReport(report),
    registerPing(meter),
    registerSetApiKey(meter),
    registerClearApiKey(meter),
    registerAllowPings(meter),
    registerStopPings(meter),
    registerShowMenu(meter),
    commands.registerCommand('headroom.restartServer', () => client.restart()),
    commands.registerCommand('headroom.showLog', () => {
      log.show();
    }),
    { dispose: () => void client.dispose() },
  );
  await client.start();
}

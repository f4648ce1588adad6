import type { ExtensionContext } from 'vscode';
import { startClient } from './vscode/client';
import { registerAllowPings } from './vscode/commands/allowPings';
import { registerChooseApiKey } from './vscode/commands/chooseApiKey';
import { registerChooseModel } from './vscode/commands/chooseModel';
import { registerClearApiKey } from './vscode/commands/clearApiKey';
import { registerCopyReport } from './vscode/commands/copyReport';
import { registerDiagnose } from './vscode/commands/diagnose';
import { registerObserveTraffic } from './vscode/commands/observeTraffic';
import { registerPausePings } from './vscode/commands/pausePings';
import { registerPing } from './vscode/commands/ping';
import { registerRestartServer } from './vscode/commands/restartServer';
import { registerResumePings } from './vscode/commands/resumePings';
import { registerSetApiKey } from './vscode/commands/setApiKey';
import { registerShowLog } from './vscode/commands/showLog';
import { registerShowMenu } from './vscode/commands/showMenu';
import { registerStopObserving } from './vscode/commands/stopObserving';
import { registerStopPings } from './vscode/commands/stopPings';
import { openLog } from './vscode/log';
import { startMeter } from './vscode/meter';
import { createObserver } from './vscode/observer';
import { openReportView } from './vscode/report';

/** Wires the parts together; every part disposes of itself through the context. */
export function activate(context: ExtensionContext): void {
  const started = performance.now();
  const channel = openLog();
  const log = (line: string) => channel.info(line);
  const client = startClient(context, channel);
  const meter = startMeter(context, { calls: async () => client.calls(), log, sharedFolder: context.globalStorageUri.fsPath });
  const observer = createObserver(context, { onReading: (reading) => meter.observe(reading) });
  const report = openReportView();
  context.subscriptions.push(
    channel,
    { dispose: () => client.dispose() },
    meter,
    observer,
    report,
    registerDiagnose({ report, lastReading: () => meter.lastReading(), calls: () => client.calls(), log }),
    registerCopyReport(report),
    registerPing(meter),
    registerChooseModel({ meter, calls: async () => client.calls() }),
    registerSetApiKey(meter),
    registerChooseApiKey(meter),
    registerClearApiKey(meter),
    registerAllowPings(meter),
    registerPausePings(meter),
    registerResumePings(meter),
    registerStopPings(meter),
    registerObserveTraffic(observer),
    registerStopObserving(observer),
    registerShowMenu(meter),
    registerRestartServer(client),
    registerShowLog(channel),
  );
  log(`Activated in ${(performance.now() - started).toFixed(1)} ms`);
}

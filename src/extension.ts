import type { ExtensionContext } from 'vscode';
import type { Snapshot } from './limits/snapshot';
import { startClient } from './vscode/client';
import { registerAllowPings } from './vscode/commands/allowPings';
import { registerClearApiKey } from './vscode/commands/clearApiKey';
import { registerCopyReport } from './vscode/commands/copyReport';
import { registerDiagnose } from './vscode/commands/diagnose';
import { registerObserveTraffic } from './vscode/commands/observeTraffic';
import { registerPing } from './vscode/commands/ping';
import { registerRecordLimits } from './vscode/commands/recordLimits';
import { registerRestartServer } from './vscode/commands/restartServer';
import { registerSetApiKey } from './vscode/commands/setApiKey';
import { registerShowLog } from './vscode/commands/showLog';
import { registerShowMenu } from './vscode/commands/showMenu';
import { registerStopObserving } from './vscode/commands/stopObserving';
import { registerStopPings } from './vscode/commands/stopPings';
import { openLog } from './vscode/log';
import { startMeter } from './vscode/meter';
import { createObserver } from './vscode/observer';
import { startRecorder } from './vscode/recorder';
import { openReportView } from './vscode/report';
import { terminalVariables } from './vscode/terminalVariables';

/** Wires the parts together; every part disposes of itself through the context. */
export function activate(context: ExtensionContext): void {
  const started = performance.now();
  const channel = openLog();
  const log = (line: string) => channel.info(line);
  const client = startClient(context, channel);
  const meter = startMeter(context, { calls: async () => client.calls(), log, sharedFolder: context.globalStorageUri.fsPath });
  const variables = terminalVariables(context);
  const onReading = (reading: Snapshot) => meter.observe(reading);
  const observer = createObserver({ variables, onReading });
  const report = openReportView();
  context.subscriptions.push(
    channel,
    { dispose: () => client.dispose() },
    meter,
    observer,
    startRecorder(context, { variables, onReading, log }),
    report,
    registerDiagnose({ report, lastReading: () => meter.lastReading(), calls: () => client.calls(), log }),
    registerCopyReport(report),
    registerPing(meter),
    registerSetApiKey(meter),
    registerClearApiKey(meter),
    registerAllowPings(meter),
    registerStopPings(meter),
    registerObserveTraffic(observer),
    registerStopObserving(observer),
    registerRecordLimits(client),
    registerShowMenu(meter),
    registerRestartServer(client),
    registerShowLog(channel),
  );
  log(`Activated in ${(performance.now() - started).toFixed(1)} ms`);
}

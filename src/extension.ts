import { commands, type ExtensionContext } from 'vscode';
import { systemClock } from './io/clock';
import { historyStore } from './io/historyStore';
import { configuredNotes } from './limits/configuredNotes';
import type { Snapshot } from './limits/snapshot';
import { startClient } from './vscode/client';
import { registerAllowPings } from './vscode/commands/allowPings';
import { registerChooseApiKey } from './vscode/commands/chooseApiKey';
import { registerChooseModel } from './vscode/commands/chooseModel';
import { registerClearAdminKey } from './vscode/commands/clearAdminKey';
import { registerClearApiKey } from './vscode/commands/clearApiKey';
import { registerClearHistory } from './vscode/commands/clearHistory';
import { registerCopyReport } from './vscode/commands/copyReport';
import { registerCountTokens } from './vscode/commands/countTokens';
import { registerDiagnose } from './vscode/commands/diagnose';
import { registerExportHistory } from './vscode/commands/exportHistory';
import { registerGenerateRegressionTest } from './vscode/commands/generateRegressionTest';
import { registerObserveTraffic } from './vscode/commands/observeTraffic';
import { registerPausePings } from './vscode/commands/pausePings';
import { registerPing } from './vscode/commands/ping';
import { registerRecordLimits } from './vscode/commands/recordLimits';
import { registerRehearse } from './vscode/commands/rehearse';
import { registerRestartServer } from './vscode/commands/restartServer';
import { registerResumePings } from './vscode/commands/resumePings';
import { registerSaveReport } from './vscode/commands/saveReport';
import { registerSetAdminKey } from './vscode/commands/setAdminKey';
import { registerSetApiKey } from './vscode/commands/setApiKey';
import { registerShowConfiguredLimits } from './vscode/commands/showConfiguredLimits';
import { registerShowDetails } from './vscode/commands/showDetails';
import { registerShowLog } from './vscode/commands/showLog';
import { registerShowMenu } from './vscode/commands/showMenu';
import { registerSimulateCall } from './vscode/commands/simulateCall';
import { registerStopObserving } from './vscode/commands/stopObserving';
import { registerStopPings } from './vscode/commands/stopPings';
import { openConfigured } from './vscode/configured';
import { openLimitsView } from './vscode/limitsView';
import { createDetailsView } from './vscode/details';
import { createCopies } from './vscode/evidence/copies';
import { createOutputs } from './vscode/evidence/outputs';
import { watchDebugSessions } from './vscode/evidence/watchDebugSessions';
import { watchProblems } from './vscode/evidence/watchProblems';
import { watchTerminals } from './vscode/evidence/watchTerminals';
import { registerLanguageModelTools } from './vscode/languageModelTools';
import { openLog } from './vscode/log';
import { startMeter } from './vscode/meter';
import { createObserver } from './vscode/observer';
import { startRecorder } from './vscode/recorder';
import { createRehearsalDesk } from './vscode/rehearsal';
import { openReportView } from './vscode/report';
import { restoreReports } from './vscode/restoreReports';
import { createSimulationView } from './vscode/simulation';
import { terminalVariables } from './vscode/terminalVariables';

/** Wires the parts together; every part disposes of itself through the context. */
export function activate(context: ExtensionContext): void {
  const started = performance.now();
  const channel = openLog();
  const log = (line: string) => channel.info(line);
  const client = startClient(context, channel);
  const sharedFolder = context.globalStorageUri.fsPath;
  const history = historyStore({ folder: sharedFolder, clock: systemClock, log });
  const configured = openConfigured(context);
  const meter = startMeter(context, { calls: async () => client.calls(), log, sharedFolder, notes: (monitor) => configuredNotes(configured.last(), monitor), onReading: (reading) => history.add(reading) });
  const details = createDetailsView(context, { meter, history });
  const simulation = createSimulationView(context, { client, meter });
  const variables = terminalVariables(context);
  const onReading = (reading: Snapshot) => meter.observe(reading);
  const observer = createObserver({ variables, onReading });
  const desk = createRehearsalDesk(variables);
  const report = openReportView(context, client);
  const outputs = createOutputs(() => systemClock.now());
  const readings = async () => ({ history: await history.read(), ...(configured.last() && { configured: configured.last() }) });
  const sources = { outputs, copies: createCopies(), readings, lastReading: () => meter.lastReading(), ping: async () => {
      await commands.executeCommand('headroom.ping');
    }, now: () => systemClock.now() };
  const diagnoser = registerDiagnose({ report, sources, calls: () => client.calls(), refresh: () => meter.refresh(), log });
  const view = openLimitsView();
  context.subscriptions.push(
    channel,
    { dispose: () => client.dispose() },
    meter,
    history,
    details,
    simulation,
    observer,
    desk,
    startRecorder(context, { variables, onReading, log }),
    report,
    view,
    ...diagnoser.disposables,
    watchTerminals(outputs),
    watchDebugSessions(outputs),
    watchProblems(outputs),
    registerCountTokens({ keys: meter.keys, diagnoser }),
    registerCopyReport(report),
    registerSaveReport(report),
    restoreReports(report),
    registerLanguageModelTools({ calls: () => client.calls(), state: () => meter.state() }),
    registerPing(meter),
    registerChooseModel({ meter, calls: async () => client.calls() }),
    registerSetApiKey(meter),
    registerChooseApiKey(meter),
    registerClearApiKey(meter),
    registerAllowPings(meter),
    registerPausePings(meter),
    registerResumePings(meter),
    registerStopPings(meter),
    registerObserveTraffic(observer, () => desk.running() !== undefined),
    registerStopObserving(observer),
    ...registerRehearse({ desk, observer, state: () => meter.state() }),
    registerRecordLimits(client),
    registerSetAdminKey(configured),
    registerClearAdminKey(configured),
    registerShowConfiguredLimits({ configured, view, log }),
    registerShowMenu(meter),
    registerShowDetails(details),
    registerSimulateCall(simulation),
    registerGenerateRegressionTest(client),
    registerExportHistory(history),
    registerClearHistory(history, details),
    registerRestartServer(client),
    registerShowLog(channel),
  );
  log(`Activated in ${(performance.now() - started).toFixed(1)} ms`);
}

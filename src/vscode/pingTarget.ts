import { workspace } from 'vscode';
import { resolveBaseUrl, type BaseUrl } from '../io/baseUrl';
import type { MonitorSettings } from '../limits/monitor';
import { readMeterConfig } from './config';

/** Where a ping may go now: nowhere while the workspace is not trusted. */
export function pingAddress(environment: NodeJS.ProcessEnv): BaseUrl {
  if (!workspace.isTrusted) return { kind: 'refused', reason: 'This workspace is not trusted, so no request is sent. Linting works.' };
  return resolveBaseUrl({ setting: readMeterConfig().baseUrl, environment: environment.ANTHROPIC_BASE_URL });
}

/** The settings as the monitor takes them. */
export function monitorSettings(environment: NodeJS.ProcessEnv): MonitorSettings {
  const { intervalMinutes, dailyMaximum, pingModel = '' } = readMeterConfig();
  const address = pingAddress(environment);
  const intervalMs = intervalMinutes * 60_000;
  return address.kind === 'refused' ? { intervalMs, dailyMaximum, target: '', refusal: address.reason } : { intervalMs, dailyMaximum, target: `${address.url} ${pingModel}` };
}

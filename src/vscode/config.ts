import { workspace } from 'vscode';

/** The settings the meter reads. All are of the user or the machine: a workspace must not steer where a key goes. */
export interface MeterConfig {
  readonly baseUrl?: string;
  readonly pingModel?: string;
  /** Minutes between pings; 0 pings only on command. */
  readonly intervalMinutes: number;
  /** Pings of a day that nobody asked for. */
  readonly dailyMaximum: number;
}

/** Reads the meter's settings, leaving out whatever a workspace or folder sets. */
export function readMeterConfig(): MeterConfig {
  const baseUrl = text(ownValue('baseUrl'));
  const pingModel = text(ownValue('ping.model'));
  return {
    ...(baseUrl !== undefined && { baseUrl }),
    ...(pingModel !== undefined && { pingModel }),
    intervalMinutes: interval(ownValue('ping.intervalMinutes')),
    dailyMaximum: count(ownValue('ping.dailyMaximum')),
  };
}

function ownValue(setting: string): unknown {
  return workspace.getConfiguration('headroom').inspect(setting)?.globalValue;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** One every five minutes, for a day. */
const usualMaximum = 288;

function count(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? Math.floor(value) : usualMaximum;
}

/** Buckets refill within a minute, so that a shorter interval than that only uses them up. */
function interval(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value) || value <= 0) return 0;
  return Math.min(1440, Math.max(1, value));
}

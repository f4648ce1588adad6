import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmulator } from '../../../src/emulator/server';
import { localEnvironment, runCommand } from '../../support/runCommand';
import type { Piece } from '../piece';
import type { Capture } from './captures';
import { commandOf, type Tools } from './commandOf';
import { neutral } from './neutral';
import { pieceOf } from './pieceOf';
import { type Service, services } from './services';

/** Some libraries take long to be imported. */
const limitMs = 300_000;
const virtualTime = path.join(__dirname, '..', '..', 'models', 'virtualTime.cjs');

/** Runs a program against the service that fails it, and keeps what it prints. Throws where the service has not failed it so. */
export async function capture(wanted: Capture, tools: Tools): Promise<Piece> {
  const { service: name, command: line } = wanted;
  const service: Service = services[name];
  const words = line.split(' ');
  const folder = mkdtempSync(path.join(tmpdir(), 'headroom-capture-'));
  const [timeline, clock] = [path.join(folder, 'timeline.json'), path.join(folder, 'clock')];
  writeFileSync(clock, '0');
  const isVirtual = words.includes('TIME=virtual');
  const start = Date.now();
  const emulator = await startEmulator({ ...service.options, ...(isVirtual && { now: () => start + Number(readFileSync(clock, 'utf8')) }) });
  try {
    for (let other = 0; other < (service.others?.requests ?? 0); other++) await ask(emulator.url, service.others?.characters ?? 0);
    const { command, variables } = commandOf(words, emulator.url, tools);
    const virtual = { HEADROOM_TIMELINE: timeline, HEADROOM_CLOCK: clock, NODE_OPTIONS: `--require ${virtualTime}` };
    const { output } = await runCommand(command, localEnvironment({ ...variables, ...(isVirtual && virtual) }), limitMs);
    const text = neutral(output, { ...tools, url: emulator.url, address: service.address ?? 'https://api.anthropic.com' });
    const refused = emulator.requests.filter(({ status, reason }) => (status ?? 200) !== 200 || reason === 'stream-error');
    const last = service.options.faults?.at(-1)?.kind;
    // A program that gives up before the last fault has met another cause.
    const isMet = refused.length > 0 && (last === undefined || last === 'slow' || refused.at(-1)?.reason === last);
    if (!isMet || text === '') throw new Error(`${name}: ${line}: the service's failure was not met, or not printed.\n${output}`);
    return pieceOf(wanted, text);
  } finally {
    await emulator.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function ask(url: string, characters: number): Promise<void> {
  const headers = { 'content-type': 'application/json', 'anthropic-version': '2023-06-01', 'x-api-key': 'another-key' };
  const answer = await fetch(`${url}/v1/messages`, { method: 'POST', headers, body: JSON.stringify({ model: 'claude-sonnet-5', max_tokens: 1, messages: [{ role: 'user', content: 'a'.repeat(characters) }] }) });
  await answer.text();
}

import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import * as vscode from 'vscode';
import { startEmulator, type Emulator } from '../../../src/emulator/server';
import { phaseOf, restingPhase } from '../../../src/limits/monitorState';
import { startMeter, type Meter } from '../../../src/vscode/meter';
import { manualClock } from '../../support/manualClock';
import { newUser } from '../../support/newUser';
import { testKey } from '../../support/testKey';
import { until } from './support/until';

describe('the headroom meter', () => {
  const log: string[] = [];
  let emulator: Emulator;
  let user: ReturnType<typeof newUser>;
  let meter: Meter;

  function start(environment: NodeJS.ProcessEnv = {}, model?: string): void {
    meter = startMeter(user, { calls: () => Promise.resolve(model === undefined ? [] : [{ model, provider: 'bedrock' }]), log: (line) => log.push(line), environment: { ANTHROPIC_BASE_URL: emulator.url, ...environment } });
  }

  async function phase() {
    return phaseOf(await meter.state());
  }

  before(async () => {
    emulator = await startEmulator({ limits: { rpm: 50, itpm: 30_000, otpm: 8_000 } });
  });
  beforeEach(() => {
    user = newUser();
    emulator.reset();
    log.length = 0;
  });
  afterEach(() => meter.dispose());
  after(() => emulator.close());

  it('sends nothing before the user allowed it, even when asked', async () => {
    start({ ANTHROPIC_API_KEY: testKey('environment') });
    await meter.ping();
    assert.equal(meter.status().text, '$(circle-slash) Claude: pings off');
    assert.equal(emulator.requests.length, 0);
  });

  it('shows the headroom once pings are allowed and a key is set', async () => {
    start();
    await meter.allowPings();
    assert.equal(await phase(), 'no-key');
    await meter.keys.save('default', testKey('stored'));
    await meter.ping();
    assert.match(meter.status().text, /^\$\(dashboard\) Claude ~?9\d % · RPM$/);
    assert.equal(emulator.requests.length, 1);
    assert.equal(meter.lastReading()?.kind, 'answered');
  });

  it('pings the model that the workspace calls', async () => {
    start({ ANTHROPIC_API_KEY: testKey('environment') }, 'claude-sonnet-5-5');
    await meter.allowPings();
    await meter.ping();
    assert.equal(emulator.requests[0]?.model, 'claude-sonnet-5-5');
  });

  it('pings each model class that the workspace calls in its turn, and shows them all', async () => {
    const calls = ['claude-sonnet-5-5', 'claude-opus-4-8', 'claude-opus-4-5', 'claude-sonnet-5-5'].map((model) => ({ model }));
    meter = startMeter(user, { calls: () => Promise.resolve(calls), log: (line) => log.push(line), environment: { ANTHROPIC_BASE_URL: emulator.url, ANTHROPIC_API_KEY: testKey('environment') } });
    await meter.allowPings();
    await meter.ping();
    await meter.ping();
    await meter.ping();
    assert.deepEqual(emulator.requests.map(({ model }) => model), ['claude-sonnet-5-5', 'claude-opus-4-5', 'claude-sonnet-5-5']);
    const tooltip = meter.status().tooltip.replaceAll('\\', '');
    for (const model of ['claude-sonnet-5-5', 'claude-opus-4-5']) assert.ok(tooltip.includes(model), tooltip);
  });

  it('reads the limits anew after a diagnosis, once in a minute, where pings are allowed and not paused', async () => {
    const { clock, jump } = manualClock(Date.now());
    meter = startMeter(user, { calls: () => Promise.resolve([]), environment: { ANTHROPIC_BASE_URL: emulator.url, ANTHROPIC_API_KEY: testKey('environment') }, clock });
    await meter.refresh();
    assert.equal(emulator.requests.length, 0);
    await meter.allowPings();
    await meter.refresh();
    await meter.refresh();
    assert.equal(emulator.requests.length, 1);
    jump(61_000);
    await meter.pausePings();
    await meter.refresh();
    assert.equal(emulator.requests.length, 1);
    await meter.resumePings();
    await meter.refresh();
    assert.equal(emulator.requests.length, 2);
  });

  it('tells a 429, a refused key and an overload apart, and asks no more than it may', async () => {
    start({ ANTHROPIC_API_KEY: testKey('environment') });
    await meter.allowPings();
    emulator.setFaults([{ kind: 'overloaded', times: 1 }, { kind: 'input-tokens-limit', times: 1, retryAfterSeconds: 300 }]);
    await meter.ping();
    assert.equal(await phase(), 'overloaded');
    await meter.ping();
    assert.match(meter.status().text, /Claude: 429 · ITPM · wait 5 min/);
    await meter.ping();
    assert.equal(emulator.requests.length, 2);
    emulator.setFaults([{ kind: 'authentication', times: 1 }]);
    await meter.keys.save('default', testKey('wrong'));
    await meter.ping();
    await meter.ping();
    assert.equal(await phase(), 'unauthorized');
    assert.equal(emulator.requests.length, 3);
  });

  it('goes back to the key of the environment when the stored one is cleared', async () => {
    start({ ANTHROPIC_API_KEY: testKey('environment') });
    await meter.keys.save('default', testKey('stored'));
    await meter.keys.remove('default');
    assert.equal((await meter.keys.read()).inUse?.source, 'environment');
    assert.notEqual((await meter.state()).key, 'absent');
  });

  it('names which of several keys is in use, and forgets in every window what another one was told', async () => {
    start({ ANTHROPIC_API_KEY: testKey('environment') });
    const other = startMeter(user, { calls: () => Promise.resolve([]), environment: { ANTHROPIC_BASE_URL: emulator.url, ANTHROPIC_API_KEY: testKey('environment') } });
    try {
      await meter.allowPings();
      await other.ping();
      await meter.ping();
      assert.doesNotMatch(meter.status().tooltip, /API key:/);
      await meter.keys.save('wo[r]k', testKey('stored'));
      for (const each of [meter, other]) {
        assert.equal(restingPhase(await each.state()), 'idle');
        assert.match(each.status().tooltip, /API key: \*\*wo\\\[r\\\]k\*\*/);
      }
      await meter.ping();
      assert.equal(await phase(), 'ok');
      await other.keys.rename('wo[r]k', 'work');
      assert.equal(await phase(), 'ok');
      assert.match(meter.status().tooltip, /API key: \*\*work\*\*/);
      await other.keys.choose(undefined);
      assert.equal(await phase(), 'idle');
      assert.match(meter.status().tooltip, /API key: \*\*ANTHROPIC/);
    } finally {
      other.dispose();
    }
  });

  it('sends each key only while it is the one in use', async () => {
    const seen: unknown[] = [];
    const server = createServer((request, response) => {
      seen.push(request.headers['x-api-key'] ?? request.headers.authorization?.replace(/^Bearer /, ''));
      request.resume();
      response.writeHead(500).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      start({ ANTHROPIC_API_KEY: 'key-e', ANTHROPIC_BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
      await meter.allowPings();
      await meter.ping();
      for (const name of ['a', 'b']) {
        await meter.keys.save(name, `key-${name}`);
        await meter.ping();
      }
      await meter.keys.choose('a');
      await meter.ping();
      await meter.keys.choose(undefined);
      await meter.ping();
      assert.deepEqual(seen, ['key-e', 'key-a', 'key-b', 'key-a', 'key-e']);
    } finally {
      server.close();
    }
  });

  it('stops at once when the user takes the consent back', async () => {
    start({ ANTHROPIC_API_KEY: testKey('environment') });
    await meter.allowPings();
    await meter.ping();
    await meter.stopPings();
    await meter.ping();
    assert.equal(await phase(), 'no-consent');
    assert.equal(emulator.requests.length, 1);
  });

  it('pings with a token of the environment where there is no key', async () => {
    start({ ANTHROPIC_AUTH_TOKEN: 'token-of-the-environment' });
    await meter.allowPings();
    await meter.ping();
    assert.equal(await phase(), 'ok');
    assert.doesNotMatch(log.join('\n') + JSON.stringify(await meter.state()), /token-of/);
  });

  it('shows what the user’s own traffic was told, before any consent', () => {
    start();
    meter.observe({ at: Date.now(), model: 'claude-sonnet-5', status: 200, source: 'pass-through', buckets: [{ id: 'requests', limit: 50, remaining: 25 }] });
    assert.match(meter.status().text, /^\$\(dashboard\) Claude ~?5\d % · RPM$/);
    assert.equal(meter.lastReading(), undefined);
    assert.equal(emulator.requests.length, 0);
  });

  it('notices that another window took the consent back', async () => {
    start({ ANTHROPIC_API_KEY: testKey('environment') });
    await meter.allowPings();
    user.state.clear();
    await meter.ping();
    assert.equal(emulator.requests.length, 0);
  });

  /** A meter that pings every five minutes of a clock that the test moves. */
  async function everyFiveMinutes(environment: NodeJS.ProcessEnv) {
    const { clock, advance, jump } = manualClock(Date.now());
    // Hours of the test's clock go by within a second of the emulator's.
    emulator.setLimits({ rpm: 10_000 });
    await vscode.workspace.getConfiguration('headroom').update('ping.intervalMinutes', 5, vscode.ConfigurationTarget.Global);
    assert.ok(vscode.window.state.focused, 'Pings at an interval need a window that has the focus.');
    const open = () => startMeter(user, { calls: () => Promise.resolve([]), clock, environment: { ANTHROPIC_BASE_URL: emulator.url, ...environment } });
    /** Lets all pings under way end. */
    const rest = async () => {
      await until(async () => (await meter.state()).inFlight, (inFlight) => inFlight === undefined);
    };
    const pass = async (minutes: number) => advance(minutes * 60_000, rest);
    /** How many pings are sent in so many minutes. */
    const sentIn = async (minutes: number) => {
      const before = emulator.requests.length;
      await pass(minutes);
      return emulator.requests.length - before;
    };
    meter = open();
    await meter.allowPings();
    await meter.state();
    return { open, pass, sentIn, jump };
  }
  const key = { ANTHROPIC_API_KEY: testKey('environment') };
  afterEach(() => vscode.workspace.getConfiguration('headroom').update('ping.intervalMinutes', undefined, vscode.ConfigurationTarget.Global));

  it('sends one first ping, whether at its interval or because it was just allowed', async () => {
    const { pass } = await everyFiveMinutes(key);
    // The one at the interval is under way, or done.
    await pass(0);
    await meter.firstPing();
    assert.equal(emulator.requests.length, 1);
    await meter.keys.save('work', testKey('stored'));
    await Promise.all([meter.firstPing(), meter.firstPing()]);
    assert.equal(emulator.requests.length, 2);
  });

  it('keeps its pace when the clock is set back or forward', async () => {
    const { sentIn, jump } = await everyFiveMinutes(key);
    assert.equal(await sentIn(10), 3);
    for (const days of [-3, 1, -1, 2]) {
      jump(days * 86_400_000);
      const sent = await sentIn(60);
      assert.ok(sent >= 11 && sent <= 13, `${sent} pings in an hour after a jump of ${days} days`);
      assert.match(meter.status().text, /^\$\(dashboard\) Claude ~?\d+ % · \w+$/);
      assert.match(meter.status().tooltip, /Next ping in (?:\d+ s|[1-5] min)\./);
    }
  });

  it('says so when the key is removed, sends nothing, and goes on with the next one', async () => {
    const { sentIn } = await everyFiveMinutes({});
    await meter.keys.save('default', testKey('stored'));
    assert.equal(await phase(), 'idle');
    assert.ok((await sentIn(10)) >= 2);
    await meter.keys.remove('default');
    assert.equal(await phase(), 'no-key');
    assert.equal(meter.status().text, '$(key) Claude: no API key');
    assert.equal(await sentIn(60), 0);
    await meter.keys.save('default', testKey('stored'));
    assert.equal(await phase(), 'idle');
    assert.ok((await sentIn(10)) >= 2);
    assert.match(meter.status().text, /^\$\(dashboard\) Claude ~?\d+ % · \w+$/);
  });

  it('says that it is offline, and is back within one interval', async () => {
    const port = await startEmulator();
    await port.close();
    const { pass } = await everyFiveMinutes({ ...key, ANTHROPIC_BASE_URL: port.url });
    await pass(60);
    assert.equal(meter.status().text, '$(debug-disconnect) Claude: offline');
    const again = await startEmulator({ port: Number(new URL(port.url).port) });
    try {
      await pass(5);
      assert.match(meter.status().text, /^\$\(dashboard\) Claude ~?\d+ % · \w+$/);
      assert.equal(again.requests.length, 1);
      await again.close();
      await pass(5);
      assert.equal(meter.status().text, '$(debug-disconnect) Claude: offline');
      assert.match(meter.status().tooltip, /could not be reached[\s\S]*\| Limit/);
    } finally {
      await again.close();
    }
  });

  it('lets pings at an interval rest while the user wants it to, in other windows and after a restart, but none that is asked for', async () => {
    const { open, sentIn } = await everyFiveMinutes(key);
    assert.ok((await sentIn(10)) >= 2);
    await meter.pausePings();
    assert.equal(await sentIn(60), 0);
    assert.match(meter.status().text, /\$\(debug-pause\) paused$/);
    const other = open();
    try {
      assert.equal((await other.state()).pausedByUser, true);
    } finally {
      other.dispose();
    }
    meter.dispose();
    meter = open();
    assert.equal((await meter.state()).pausedByUser, true);
    assert.equal(await sentIn(60), 0);
    await meter.ping();
    assert.match(meter.status().text, / % · \w+ · \$\(debug-pause\) paused$/);
    await meter.resumePings();
    assert.doesNotMatch(meter.status().text, /paused/);
    assert.ok((await sentIn(10)) >= 2);
  });

  it('goes where the user sets it, and never where a workspace sets it', async () => {
    const elsewhere = await startEmulator();
    const folder = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
    const settings = path.join(folder, '.vscode/settings.json');
    try {
      mkdirSync(path.dirname(settings), { recursive: true });
      writeFileSync(settings, JSON.stringify({ 'headroom.baseUrl': elsewhere.url, 'headroom.ping.intervalMinutes': 1, 'headroom.ping.model': 'claude-opus-5-5', 'editor.tabSize': 7 }));
      await until(() => vscode.workspace.getConfiguration('editor').get('tabSize'), (size) => size === 7);
      start({ ANTHROPIC_API_KEY: testKey('environment') });
      await meter.allowPings();
      await meter.ping();
      assert.equal(elsewhere.requests.length, 0);
      assert.deepEqual(emulator.requests.map(({ model }) => model), ['claude-haiku-5-5']);
      assert.equal((await meter.state()).intervalMs, 0);

      await vscode.workspace.getConfiguration('headroom').update('baseUrl', elsewhere.url, vscode.ConfigurationTarget.Global);
      await meter.ping();
      assert.equal(elsewhere.requests.length, 1);
    } finally {
      await vscode.workspace.getConfiguration('headroom').update('baseUrl', undefined, vscode.ConfigurationTarget.Global);
      rmSync(settings, { force: true });
      await elsewhere.close();
    }
  });

  it('refuses an address without encryption, and says why', async () => {
    start({ ANTHROPIC_API_KEY: testKey('environment'), ANTHROPIC_BASE_URL: 'http://example.com' });
    await meter.allowPings();
    await meter.ping();
    assert.equal(await phase(), 'refused');
    assert.match(meter.status().tooltip, /ANTHROPIC\\_BASE\\_URL must start with https/);
  });

  it('says where the quota of calls lives that go through a cloud', async () => {
    start({ ANTHROPIC_API_KEY: testKey('environment') }, 'anthropic.claude-sonnet-5-v1:0');
    await meter.allowPings();
    assert.doesNotMatch(meter.status().tooltip, /Service Quotas/);
    await meter.ping();
    assert.match(meter.status().tooltip, /go through Amazon Bedrock: their quota is in the Service Quotas console of AWS/);
  });

  it('writes no key into the log', async () => {
    start();
    await meter.allowPings();
    await meter.keys.save('default', testKey('stored'));
    emulator.setFaults([{ kind: 'authentication' }]);
    await meter.ping();
    assert.equal(log.length, 1);
    assert.doesNotMatch(log.join('\n') + JSON.stringify([meter.lastReading(), meter.status(), await meter.state()]), /sk-ant/);
  });
});

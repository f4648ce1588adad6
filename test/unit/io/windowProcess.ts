// A window in a process of its own: the monitor's loop and the shared pings, with a clock that the parent moves.
import { systemClock } from '../../../src/io/clock';
import { runMonitor } from '../../../src/io/monitorLoop';
import { ping } from '../../../src/io/ping';
import { sharedPings } from '../../../src/io/sharedPings';
import { phaseOf } from '../../../src/limits/monitorState';
import { manualClock } from '../../support/manualClock';

const [folder = '', baseUrl = '', intervalMs = ''] = process.argv.slice(2);
const { clock, advance } = manualClock();
const now = () => clock.now();
// Whoever waits for another process waits in real time, as that one does.
const shared = sharedPings({ folder, clock: { now, after: (ms, callback) => systemClock.after(ms, callback) } });
const send = () => ping({ apiKey: 'key', baseUrl, model: 'claude-haiku-5-5', now });
const loop = runMonitor({ clock, sendPing: async (_signal, freshFor) => shared.send({ kind: 'a', freshFor, ping: send }), onChange: () => undefined });
for (const type of ['consent-given', 'key-set'] as const) loop.dispatch({ type });
loop.dispatch({ type: 'settings', settings: { intervalMs: Number(intervalMs), target: 'a' } });

/** Each message is a number of ms to move on; the answer comes when all that was due is done. */
process.on('message', (ms: number) => {
  void advance(ms, loop.settled).then(() => process.send?.(phaseOf(loop.monitor())));
});

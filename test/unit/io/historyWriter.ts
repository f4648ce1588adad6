// A window of its own process that adds to a history: the folder, the number of the window, and how many readings.
import { systemClock } from '../../../src/io/clock';
import { historyStore } from '../../../src/io/historyStore';

async function main([folder = '', window = '', count = '']: readonly string[]): Promise<void> {
  const now = Date.now();
  // A window lives on while it waits for the others; the timers of the clock alone keep no process alive.
  const life = setInterval(() => undefined, 1000);
  for (let index = 0; index < Number(count); index++) {
    const store = historyStore({ folder, clock: systemClock, log: console.error });
    store.add({ at: now - index * 1000, model: `claude-${window}`, status: 429, buckets: [] });
    store.dispose();
    await store.settled();
  }
  clearInterval(life);
}

void main(process.argv.slice(2));

// A member of a group, for tests that kill it: writes `key sequence` for each message it has handled.
import { openBus } from './bus.fixture.ts';

const [brokers = '', prefix = '', group = '', topic = ''] = process.argv.slice(2);
process.once('disconnect', () => { process.exit(0); });
const bus = await openBus(brokers.split(','), { prefix });
await bus.subscribe(group, [topic], (batch) => {
  process.stdout.write(batch.map(({ key, event }) => `${key} ${event.sequence}\n`).join(''));
  return Promise.resolve();
});

import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedBus } from '../embedded/index.ts';
import type { Ports } from '../ports/index.ts';
import { consumeSuite } from '../suites/consume.ts';
import { feedCursorsSuite } from '../suites/feed-cursors.ts';
import { feedSuite } from '../suites/feed.ts';
import type { PortsUnderTest } from '../suites/ports-given.ts';
import { projectionsSuite } from '../suites/projections.ts';
import { runSuite } from '../suites/run.ts';
import { onDatabase, remove, type GivenDatabase } from './given.fixture.ts';
import { openDistributed } from './open.ts';

/** These ports, and the bus of the embedded engine: bus.test.ts does it the other way round. */
const opener = (given: () => GivenDatabase) => async (): Promise<PortsUnderTest> => {
  const dir = await mkdtemp(join(tmpdir(), 'cpom-ports-'));
  const options = given().fresh();
  const openAll = async (): Promise<{ ports: Ports; close(): Promise<void> }> => {
    const bus = openEmbeddedBus({ file: join(dir, 'bus.sqlite'), pauses: { first: 1, longest: 10 } });
    const ports = await openDistributed({ ...options, bus, newEpochId: randomUUID });
    return { ports, close: async () => { await bus.close(); await ports.close(); } };
  };
  let current = await openAll();
  const under: PortsUnderTest = {
    ports: current.ports,
    reopen: async () => {
      await current.close();
      current = await openAll();
      return (under.ports = current.ports);
    },
    close: async () => {
      await current.close();
      await remove(options);
      await rm(dir, { recursive: true, force: true });
    },
  };
  return under;
};

await onDatabase('on a database of the distributed engine', (given) => {
  runSuite('MongoDB', opener(given));
  projectionsSuite('MongoDB', opener(given), 6);
  consumeSuite('MongoDB', opener(given));
  feedSuite('MongoDB', opener(given));
  feedCursorsSuite('MongoDB', opener(given));
});

import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ports } from '../ports/index.ts';
import { consumeSuite } from '../suites/consume.ts';
import { feedCursorsSuite } from '../suites/feed-cursors.ts';
import { feedSuite } from '../suites/feed.ts';
import type { PortsUnderTest } from '../suites/ports-given.ts';
import { projectionsSuite } from '../suites/projections.ts';
import { runSuite } from '../suites/run.ts';
import { openEmbedded, openEmbeddedBus } from './index.ts';

async function open(): Promise<PortsUnderTest> {
  const dir = await mkdtemp(join(tmpdir(), 'cpom-ports-'));
  const openAll = async (): Promise<{ ports: Ports; close(): Promise<void> }> => {
    const bus = openEmbeddedBus({ file: join(dir, 'bus.sqlite'), pauses: { first: 1, longest: 10 } });
    const ports = await openEmbedded({ dir, service: 'test', bus, newEpochId: randomUUID });
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
      await rm(dir, { recursive: true, force: true });
    },
  };
  return under;
}

runSuite('SQLite', open);
projectionsSuite('SQLite', open);
consumeSuite('SQLite', open);
feedSuite('SQLite', open);
feedCursorsSuite('SQLite', open);

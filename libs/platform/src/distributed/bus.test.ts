import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onEngine } from '@cpom/testing';
import { openEmbedded } from '../embedded/index.ts';
import { busSuite, type BusUnderTest } from '../suites/bus.ts';
import { consumeSuite } from '../suites/consume.ts';
import { feedSuite } from '../suites/feed.ts';
import { quiet, type PortsUnderTest } from '../suites/ports-given.ts';
import { openDistributedBus, type DistributedBus } from './bus.ts';

await onEngine('on the distributed engine', (given) => {
  const opener = (partitions = 3): (() => Promise<DistributedBus>) => {
    const prefix = `suite-${randomUUID().slice(0, 8)}.`;
    return () => openDistributedBus({ brokers: given().kafkaBrokers.split(','), prefix, topics: 'as-named', shape: { partitions }, pauses: { first: 1, longest: 4 }, longPoll: 30, log: quiet });
  };

  async function busUnderTest(): Promise<BusUnderTest> {
    const open = opener();
    let bus = await open();
    const current: BusUnderTest = {
      bus,
      reopen: async () => {
        await bus.close();
        bus = await open();
        return (current.bus = bus);
      },
      close: () => bus.close(),
    };
    return current;
  }

  /** This bus, and the other ports of the embedded engine: what the mechanisms ask of a bus. */
  async function portsUnderTest(): Promise<PortsUnderTest> {
    // One partition: the suite speaks of what was published together as of one batch.
    const open = opener(1);
    const dir = await mkdtemp(join(tmpdir(), 'cpom-ports-'));
    const openAll = async () => {
      const bus = await open();
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

  busSuite('Kafka', busUnderTest, 8);
  consumeSuite('Kafka and SQLite', portsUnderTest);
  feedSuite('Kafka and SQLite', portsUnderTest);
});

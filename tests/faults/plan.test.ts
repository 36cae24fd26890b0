import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { plan, type PlanOptions } from './plan.ts';

const options: PlanOptions = {
  lengthMs: 60_000, processes: ['nation', '24', '11', '53'], regions: ['24', '11', '53'], brokers: 3,
  counts: { kill: 20, cut: 7, slow: 3, 'five-times': 1, 'no-room': 2, clock: 2, 'restore-region': 2, 'restore-nation': 1, 'new-nation': 1, 'kill-broker': 3, 'kill-database': 2 },
};

test('given the same seed, then the same faults; given another, then others', () => {
  expect(plan(7, options)).toEqual(plan(7, options));
  expect(plan(8, options)).not.toEqual(plan(7, options));
});

test('given any seed, then as many of each kind as asked, in the order of time, within the run', () => {
  fc.assert(fc.property(fc.nat(), (seed) => {
    const faults = plan(seed, options);
    const count = (kind: string): number => faults.filter((fault) => fault.kind === kind).length;
    expect(faults.filter(({ kind }) => kind === 'kill').flatMap(({ targets }) => targets)).toHaveLength(20);
    for (const [kind, asked] of Object.entries(options.counts)) if (kind !== 'kill') expect([kind, count(kind)]).toEqual([kind, asked]);
    expect(faults.map(({ at }) => at)).toEqual(faults.map(({ at }) => at).sort((a, b) => a - b));
    expect(faults.every(({ at }) => at >= 0 && at <= options.lengthMs)).toBe(true);
    expect(faults.filter(({ kind }) => kind === 'kill-broker').map(({ targets }) => targets[0]).sort()).toEqual(['0', '1', '2']);
  }), { numRuns: 50 });
});

test('given any seed, then nothing is restored that was not copied before, in the same life', () => {
  fc.assert(fc.property(fc.nat(), (seed) => {
    const copied = new Set<string>();
    for (const { kind, targets: [target = ''] } of plan(seed, options)) {
      if (kind === 'copy-region' || kind === 'copy-nation') copied.add(target);
      if (kind === 'restore-region' || kind === 'restore-nation') expect(copied.delete(target)).toBe(true);
    }
  }), { numRuns: 50 });
});

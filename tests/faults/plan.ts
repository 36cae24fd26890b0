import { randomOf, type Random } from '../../libs/testing/src/france/random.ts';

export const kinds = ['kill', 'cut', 'slow', 'five-times', 'no-room', 'clock', 'copy-region', 'restore-region', 'copy-nation', 'restore-nation', 'new-nation', 'kill-broker', 'kill-database'] as const;
export type FaultKind = (typeof kinds)[number];

/** One thing that goes wrong. `at` and `forMs` in milliseconds of the run; `targets` are processes, instances or numbers of brokers. */
export interface Fault {
  readonly at: number;
  readonly kind: FaultKind;
  readonly targets: readonly string[];
  /** How long it lasts; 0 for what is over at once. */
  readonly forMs: number;
  /** Milliseconds by which a line is slowed, or a clock is off. */
  readonly by: number;
}

export interface PlanOptions {
  readonly lengthMs: number;
  /** What may be killed. */
  readonly processes: readonly string[];
  readonly regions: readonly string[];
  readonly brokers: number;
  /** How many of each; of `kill`, how many processes. Copies are counted by what is restored from them. */
  readonly counts: Readonly<Partial<Record<FaultKind, number>>>;
}

const hour = 3_600_000;
const some = <T>(random: Random, items: readonly T[], count: number): T[] => {
  const left = [...items];
  return Array.from({ length: Math.min(count, left.length) }, () => left.splice(random.between(0, left.length - 1), 1)).flat();
};
const range = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

/** Processes killed one by one or several at once, until there are as many as asked. */
function kills({ lengthMs, processes, counts }: PlanOptions, random: Random): Fault[] {
  const faults: Fault[] = [];
  for (let left = counts.kill ?? 0; left > 0;) {
    const targets = some(random, processes, Math.min(left, random.chance(0.4) ? random.between(2, 3) : 1));
    left -= targets.length;
    faults.push({ at: random.between(0, lengthMs), kind: 'kill', targets, forMs: 0, by: 0 });
  }
  return faults;
}

/** What strikes one thing for a while. */
function lasting(options: PlanOptions, random: Random): Fault[] {
  const { lengthMs, regions, brokers, counts } = options;
  const one = (kind: FaultKind, targets: readonly string[], from: number, to: number, by = 0): Fault => ({ at: random.between(0, lengthMs), kind, targets, forMs: random.between(from, to), by });
  const many = (kind: FaultKind, make: (at: number) => Fault): Fault[] => range(counts[kind] ?? 0).map(make);
  const instances = ['nation', ...regions];
  const spread = (fault: Fault, at: number): Fault => {
    const width = lengthMs / (counts[fault.kind] ?? 1);
    return { ...fault, at: Math.round(width * (at + random.between(30, 80) / 100)) };
  };
  return [
    ...many('cut', () => one('cut', [random.pick(regions)], 200, 2_500)),
    ...many('slow', () => one('slow', [random.pick(regions)], 1_000, 4_000, random.between(50, 700))),
    ...many('five-times', () => one('five-times', instances, lengthMs * 0.1, lengthMs * 0.25)),
    ...many('no-room', (at) => spread(one('no-room', [random.pick(regions)], 1_500, 3_500), at)),
    ...many('clock', () => one('clock', [random.pick(instances)], 4_000, 9_000, (random.chance(0.5) ? 1 : -1) * random.between(1, 30) * hour)),
    // Spread over the run: a server takes a while to be back. Brokers in turn, so that each of them leads something when it is struck.
    ...many('kill-broker', (at) => spread(one('kill-broker', [String(at % Math.max(1, brokers))], 500, 3_000), at)),
    ...many('kill-database', (at) => spread(one('kill-database', ['database'], 300, 3_000), at)),
    ...many('new-nation', () => one('new-nation', ['nation'], 0, 0)),
  ];
}

/** A copy, and later what it was copied from is put back to it. */
function restores({ lengthMs, regions, counts }: PlanOptions, random: Random): Fault[] {
  const pair = (of: 'region' | 'nation', target: string, slot: number, slots: number): Fault[] => {
    // Each within its own part of the run: a copy is of the life that is restored.
    const [from, width] = [(lengthMs * slot) / slots, lengthMs / slots];
    const at = Math.round(from + width * random.between(5, 30) / 100);
    const then = Math.round(from + width * random.between(55, 90) / 100);
    return [{ at, kind: `copy-${of}`, targets: [target], forMs: 0, by: 0 }, { at: then, kind: `restore-${of}`, targets: [target], forMs: 0, by: 0 }];
  };
  const [ofRegions, ofNation] = [counts['restore-region'] ?? 0, counts['restore-nation'] ?? 0];
  return [
    ...range(ofRegions).flatMap((slot) => pair('region', random.pick(regions), slot, ofRegions)),
    ...range(ofNation).flatMap((slot) => pair('nation', 'nation', slot, ofNation)),
  ];
}

/** All that goes wrong in a run, in the order of time: the same for the same seed and options. */
export function plan(seed: number, options: PlanOptions): readonly Fault[] {
  const faults = [...kills(options, randomOf(seed, 'kills')), ...lasting(options, randomOf(seed, 'lasting')), ...restores(options, randomOf(seed, 'restores'))];
  return faults.sort((a, b) => a.at - b.at);
}

import type { Figure } from '../bench/figures.ts';
import type { Outcome } from './run.ts';

const none = { atMost: 0 } as const;

/** The figures of one engine: names as the issue has them, with the engine before. */
export function figuresOf({ engine, verdict, happened, counted, tookMs }: Outcome, acknowledgedAtLeast: number): readonly Figure[] {
  const of = (name: string, value: number, unit: string, bar?: Figure['bar'], note?: string): Figure =>
    ({ name: `${engine}.faults.${name}`, value, unit, ...(bar ? { bar } : {}), ...(note ? { note } : {}) });
  const wrong = (name: keyof typeof verdict): Figure => of(name, verdict[name].length, 'faults', none, verdict[name][0]?.slice(0, 160));
  const done = (kind: string): number => [...happened.faults].reduce((sum, [one, times]) => (one === kind ? sum + times : sum), 0);
  const others = ['five-times', 'no-room', 'clock', 'restore-region', 'restore-nation', 'new-nation', 'kill-broker', 'kill-database'].filter((kind) => done(kind) > 0);
  return [
    of('acknowledged', counted.acknowledged, 'cmds', { atLeast: acknowledgedAtLeast }, `${counted.retried} asked more than once, ${counted.refused} refused`),
    wrong('lost'), wrong('twice'), wrong('disagree'), wrong('unverified'), wrong('order'), wrong('hands'), wrong('parked'), wrong('unreported'),
    of('kills', done('kill'), 'procs'), of('cuts', done('cut') + done('slow'), 'lines', undefined, `${done('cut')} cut, ${done('slow')} slowed`),
    ...others.map((kind) => of(kind.replaceAll('-', '_'), done(kind), 'times')),
    of('starts_again', happened.startsAgain, 'procs', undefined, 'starts given up while a server was away'),
    of('took', Math.round(tookMs / 1_000), 's'),
  ];
}

const about: Readonly<Record<Outcome['engine'], string>> = {
  embedded: 'Embedded: claims about this program on SQLite, whole instances killed.',
  distributed: 'Distributed: broker kills, order and redelivery are claims about Apache Kafka 4.3.1; what is asked of the database is asked in MongoDB\'s protocol, of SecantusDB, a stand-in. That it survives kill -9 is a claim about the stand-in; elections, majorities and roll-backs of a real MongoDB were not tried here.',
};

/** What a reader must know of what the figures show, and of what is wrong. */
export function reportOf({ engine, verdict, dir }: Outcome, seed: number): readonly string[] {
  const findings = Object.entries(verdict).flatMap(([name, lines]: [string, readonly string[]]) => lines.slice(0, 20).map((line) => `  ${name}: ${line}`));
  return [about[engine], ...(findings.length === 0 ? [] : [`${engine}: something is wrong (--seed ${seed}); the data are in ${dir}`, ...findings])];
}

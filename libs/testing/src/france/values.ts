import type { Line, PlannedCell, PlannedValue } from './plan.ts';
import { randomOf, type Random } from './random.ts';
import type { FranceOptions, PlannedService } from './territory.ts';

/** What one service answers in one year. */
export interface Answers {
  readonly options: FranceOptions;
  readonly service: PlannedService;
  readonly year: number;
  /** Followed that year: what counts grow with. */
  readonly employees: number;
  readonly lines: readonly Line[];
}

const sentences = [
  'Les entreprises de moins de dix salariés restent les plus difficiles à joindre.', 'Les réunions avec la caisse ont lieu chaque trimestre.',
  'Le délai de prise en charge a diminué depuis la création de la cellule.', 'Deux secteurs ont demandé un accompagnement particulier.',
  'Le partage des informations demande encore du temps.', 'La formation des équipes se poursuit.',
];
const reasons = ['Donnée non suivie par le logiciel cette année.', 'Comptage interrompu pendant le changement d’outil.', 'Périmètre modifié à la suite d’un regroupement.', 'Action reportée à l’an prochain.'];

const around = (random: Random, spread: number): number => 1 - spread + 2 * spread * random.next();

/** The level of a line in a service, the same every year, and what this year adds to it. */
function level({ options: { seed }, service: { siren }, year }: Answers, code: string): number {
  const steady = randomOf(seed, 'level', siren, code);
  return steady.next() * around(randomOf(seed, 'level', siren, code, year), 0.1);
}

const units: Readonly<Record<string, (employees: number, share: number) => number>> = {
  persons: (employees, share) => (employees * 30 ** share) / 6_000,
  count: (employees, share) => (employees * 40 ** share) / 9_000,
  establishments: (employees, share) => (employees * 20 ** share) / 30_000,
  days: (_employees, share) => 10 + 40 * share,
  fte: (employees, share) => (employees / 3_200) * (0.8 + 0.4 * share),
  boolean: (_employees, share) => Math.round(share),
};

const written = (line: Line, answers: Answers): PlannedValue => {
  const keys = line.outline.length > 0 ? line.outline.map(({ key }) => key) : [''];
  const random = randomOf(answers.options.seed, 'text', answers.service.siren, line.code, answers.year);
  return { kind: 'narrative', texts: Object.fromEntries(keys.map((key) => [key, key === 'number' ? String(random.between(1, 9)) : `${random.pick(sentences)} ${random.pick(sentences)}`])) };
};

const rounded = (line: Line, value: number): number => (line.unit === 'fte' ? Math.round(value * 10) / 10 : Math.floor(value));

function sizeOf(line: Line, answers: Answers, done: ReadonlyMap<string, PlannedValue>): number {
  const share = level(answers, line.code);
  const whole = done.get(line.parent);
  if (line.relation === '' || line.relation === 'twin' || whole?.kind !== 'number') return units[line.unit]?.(answers.employees, Math.min(share, 1)) ?? 0;
  if (line.relation !== 'partition') return whole.number * (0.15 + 0.6 * Math.min(share, 1));
  const others = answers.lines.filter(({ parent, relation, code }) => parent === line.parent && relation === 'partition' && code !== line.code);
  const told = others.flatMap(({ code }) => { const found = done.get(code); return found?.kind === 'number' ? [found.number] : []; });
  return told.length === others.length ? whole.number - told.reduce((sum, one) => sum + one, 0) : whole.number * 0.4;
}

/** A family is not known, or has no object, as a whole. */
function absence(line: Line, { options: { seed }, service: { siren }, year }: Answers): 'missing' | 'not-applicable' | undefined {
  const random = randomOf(seed, 'absence', siren, line.code, year);
  if (random.chance(0.035)) return 'missing';
  return random.chance(0.04) ? 'not-applicable' : undefined;
}

function valueOf(line: Line, answers: Answers, done: ReadonlyMap<string, PlannedValue>): PlannedValue {
  const above = done.get(line.parent);
  if (above && above.kind !== 'number') return above.kind === 'narrative' ? { kind: 'missing' } : above;
  const absent = above ? undefined : absence(line, answers);
  if (absent) return { kind: absent };
  return line.unit === 'narrative' ? written(line, answers) : { kind: 'number', number: rounded(line, sizeOf(line, answers, done)) };
}

/** Every line that somebody answers, in the order of the catalogue; what is computed is left out. */
export function valuesOf(answers: Answers): ReadonlyMap<string, PlannedValue> {
  const done = new Map<string, PlannedValue>();
  for (const line of answers.lines) if (line.reporter !== 'computed') done.set(line.code, valueOf(line, answers, done));
  return done;
}

const moved = (now: number, before: number): boolean => Math.max(now, before) >= 10 && (now > before * 1.7 || now < before * 0.6);

/** The cells with the explanations that the checks will ask for: what is missing, and what moved a lot in a year. */
export function cellsOf(answers: Answers, before: ReadonlyMap<string, PlannedValue>): readonly PlannedCell[] {
  const random = randomOf(answers.options.seed, 'why', answers.service.siren, answers.year);
  return [...valuesOf(answers)].map(([indicator, value]): PlannedCell => {
    const last = before.get(indicator);
    const jumped = value.kind === 'number' && last?.kind === 'number' && moved(value.number, last.number);
    return { indicator, value, origin: 'saisie', explanation: value.kind === 'missing' || jumped ? random.pick(reasons) : '' };
  });
}

import { addDays, type Day } from '@cpom/kernel';
import { at, person, principal } from './clockwork.ts';
import { employeesIn } from './directory.ts';
import type { Line, PlannedCell, Step, SubmissionAct, TargetAct } from './plan.ts';
import { randomOf, type Random } from './random.ts';
import { authorityOf, firstYear, fundOf, lastDay, yearsOf, type FranceOptions, type PlannedService } from './territory.ts';
import { cellsOf, valuesOf, type Answers } from './values.ts';

/** Two regions that collect two months after the others. */
const lateRegions: readonly string[] = ['75', '03'];

/** Cells typed in one sitting. */
const aSitting = 8;

interface Campaign {
  readonly options: FranceOptions;
  readonly service: PlannedService;
  readonly year: number;
  readonly lines: readonly Line[];
  readonly cells: readonly PlannedCell[];
  readonly random: Random;
  readonly contract: string;
}

type Say = (day: Day, role: string, organisation: string, command: SubmissionAct, minute?: number) => void;

const cut = <T>(items: readonly T[], size: number): T[][] => Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

const leavesOf = ({ lines, cells }: Campaign): PlannedCell[] => cells.filter(({ indicator, value }) =>
  value.kind === 'number' && value.number >= 2 && Number.isInteger(value.number) && lines.some((line) => line.code === indicator && line.reporter === 'spsti' && line.unit !== 'boolean' && line.relation !== 'partition')
  && !lines.some(({ parent, textParent, ratio }) => parent === indicator || textParent === indicator || ratio?.numerator === indicator));

const corrected = (cell: PlannedCell): PlannedCell =>
  ({ ...cell, value: cell.value.kind === 'number' ? { kind: 'number', number: cell.value.number - 1 } : cell.value, explanation: 'Double compte corrigé.' });

/** A cell as it was first typed before its typist looked again. */
const mistyped = (cell: PlannedCell): PlannedCell => (cell.value.kind === 'number' ? { ...cell, value: { kind: 'number', number: cell.value.number + 1 }, explanation: '' } : cell);

function typing({ lines, cells, random, service }: Campaign, begun: Day, say: Say): Day {
  const mine = cells.filter(({ indicator }) => lines.some((line) => line.code === indicator && line.reporter === 'spsti'));
  let day = begun;
  for (const some of cut(mine, aSitting)) {
    day = addDays(day, random.between(2, 7));
    const wrong = new Set(some.filter(() => random.chance(0.06)).map(({ indicator }) => indicator));
    say(day, 'spsti-lead', service.siren, { kind: 'save', cells: some.map((cell) => (wrong.has(cell.indicator) ? mistyped(cell) : cell)) });
    if (wrong.size > 0) say(day, 'spsti-lead', service.siren, { kind: 'save', cells: some.filter(({ indicator }) => wrong.has(indicator)) }, 20);
    say(day, 'service', '', { kind: 'note-progress' }, 40);
  }
  return day;
}

function others({ lines, cells, service: { region } }: Campaign, day: Day, say: Say): void {
  for (const [reporter, role, organisation] of [['fund', 'fund-agent', fundOf(region)], ['dreets', 'dreets-agent', authorityOf(region)]] as const) {
    const theirs = cells.filter(({ indicator }) => lines.some((line) => line.code === indicator && line.reporter === reporter));
    if (theirs.length > 0) say(day, role, organisation, { kind: 'save', cells: theirs }, 60);
  }
}

function checking(campaign: Campaign, sent: Day, say: Say): Day {
  const { lines, random, service: { region, siren } } = campaign;
  const [authority, fund] = [authorityOf(region), fundOf(region)];
  let day = addDays(sent, random.between(8, 40));
  others(campaign, day, say);
  cut(lines, 25).forEach((some, index) => { say(day, 'dreets-agent', authority, { kind: 'check', indicators: some.map(({ code }) => code) }, 90 + index); });
  say(day, 'fund-agent', fund, { kind: 'check', indicators: [] }, 120);
  const back = random.chance(0.3) ? leavesOf(campaign).slice(0, random.between(1, 3)) : [];
  if (back.length > 0) {
    back.forEach(({ indicator }, index) => { say(day, 'dreets-agent', authority, { kind: 'return', indicator, reason: 'Valeur à vérifier au regard de l’an dernier.' }, 150 + index); });
    day = addDays(day, random.between(5, 20));
    say(day, 'spsti-lead', siren, { kind: 'save', cells: back.map(corrected) });
    say(day, 'spsti-director', siren, { kind: 'submit', reason: 'Lignes renvoyées corrigées.' }, 60);
  }
  day = addDays(day, random.between(3, 15));
  say(day, 'dreets-agent', authority, { kind: 'finish-check' });
  say(day, 'fund-agent', fund, { kind: 'finish-check' }, 30);
  return day;
}

function reopening(campaign: Campaign, approved: Day, say: Say): void {
  const { random, service: { region, siren } } = campaign;
  const [authority, fund, [cell]] = [authorityOf(region), fundOf(region), leavesOf(campaign).slice(-1)];
  if (!random.chance(0.04) || !cell) return;
  const day = addDays(approved, random.between(20, 60));
  say(day, 'dreets-signatory', authority, { kind: 'reopen', reason: 'Erreur signalée par le service après approbation.' });
  say(day, 'spsti-lead', siren, { kind: 'save', cells: [corrected(corrected(cell))] }, 10);
  say(day, 'spsti-director', siren, { kind: 'submit', reason: '' }, 20);
  say(addDays(day, 1), 'dreets-agent', authority, { kind: 'finish-check' });
  say(addDays(day, 1), 'fund-agent', fund, { kind: 'finish-check' }, 10);
  say(addDays(day, 2), 'dreets-agent', authority, { kind: 'approve' });
}

/** From the opening to the approval; some are late, and of the last year a few are still on their way. */
function campaignSteps(campaign: Campaign): Step[] {
  const { service: { region, siren }, year, random, lines, contract } = campaign;
  const steps: Step[] = [];
  const say: Say = (day, role, organisation, command, minute = 0) => {
    const who = role === 'service' ? principal('indicators') : person(role, organisation);
    steps.push({ at: at(day, minute), who, act: { on: 'submission', service: siren, campaign: String(year), command } });
  };
  const [opened, due] = [`${year + 1}-01-15` as Day, `${year + 1}-04-30` as Day];
  const behind = (lateRegions.includes(region) ? 60 : 0) + (random.chance(0.08) ? random.between(20, 150) : 0);
  say(opened, 'dreets-agent', authorityOf(region), { kind: 'open', dueOn: due, indicators: lines.map(({ code }) => code), contracts: [contract] });
  const typed = typing(campaign, addDays(opened, random.between(5, 15) + behind), say);
  for (const days of [30, 7, -1]) if (addDays(due, -days) < typed) say(addDays(due, -days), 'service', '', { kind: 'remind', daysBefore: days }, 300);
  const unfinished = year === 2025 && random.chance(0.06);
  if (unfinished) return steps;
  const sent = addDays(typed, random.between(1, 5));
  say(sent, 'spsti-director', siren, { kind: 'submit', reason: '' });
  const approved = addDays(checking(campaign, sent, say), random.between(2, 20));
  say(approved, 'dreets-agent', authorityOf(region), { kind: 'approve' });
  reopening(campaign, approved, say);
  return steps;
}

/** What a service is asked in a year: nearly all that the region then follows. */
const askedOf = ({ seed }: FranceOptions, { siren }: PlannedService, catalogue: readonly Line[], year: number): readonly Line[] => {
  const left = new Set(['INT', 'ROU', 'CMR'].filter((theme) => randomOf(seed, 'theme', siren, theme).chance(0.2)));
  return catalogue.filter(({ theme, validFrom }) => !left.has(theme) && (validFrom ?? '') <= `${year}-12-31`);
};

function targetSteps({ options, service, year, cells, contract }: Campaign): Step[] {
  const aimed = cells.filter(({ indicator, value }) => value.kind === 'number' && randomOf(options.seed, 'aim', service.siren, indicator).chance(0.06));
  return aimed.flatMap(({ indicator, value }): Step[] => {
    if (value.kind !== 'number') return [];
    const command: TargetAct = { service: service.siren, indicator, year, value: Math.ceil(value.number * 1.1), origin: 'contrat', contract, reason: '' };
    return [{ at: at(`${year}-02-01` as Day), who: person('dreets-agent', authorityOf(service.region)), act: { on: 'targets', service: service.siren, command } }];
  });
}

/** Every campaign of one service. `contractOf`: the contract under which a year is asked. */
export function submissionSteps(options: FranceOptions, service: PlannedService, catalogue: readonly Line[], contractOf: (year: number) => string): Step[] {
  const linesIn = (year: number): readonly Line[] => askedOf(options, service, catalogue, year);
  const answersIn = (year: number): Answers => ({ options, service, year, lines: linesIn(year), employees: employeesIn(options, service, year) });
  return yearsOf(options).filter((year) => service.merged === undefined || service.merged.on > `${year + 1}-12-01`).flatMap((year) => {
    const before = year > firstYear(options) ? valuesOf(answersIn(year - 1)) : new Map();
    const campaign: Campaign = {
      options, service, year, lines: linesIn(year), cells: cellsOf(answersIn(year), before), contract: contractOf(year), random: randomOf(options.seed, 'campaign', service.siren, year),
    };
    return [...targetSteps(campaign), ...campaignSteps(campaign)];
  }).filter((step) => step.at.slice(0, 10) <= lastDay);
}

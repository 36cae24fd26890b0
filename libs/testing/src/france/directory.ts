import { addDays, addMonths, regionOf, type Day } from '@cpom/kernel';
import { at, person } from './clockwork.ts';
import type { OrganisationAct, PlannedAccreditation, PlannedHeadcount, PlannedOrganisation, Step } from './plan.ts';
import { randomOf } from './random.ts';
import { authorityOf, bodiesOf, firstYear, fundOf, lastDay, servicesOf, yearsOf, type FranceOptions, type PlannedService } from './territory.ts';

const origin = 'fictif';

/** Employees of a service in a year: what it grew by, and what came from the services that merged into it before. */
export function employeesIn(options: FranceOptions, service: PlannedService, year: number): number {
  const joined = servicesOf(options, service.region).filter(({ merged }) => merged?.into === service.siren && Number(merged.on.slice(0, 4)) < year);
  const grown = 1.008 ** (year - firstYear(options));
  return Math.round([service, ...joined].reduce((sum, { employees }) => sum + employees, 0) * grown);
}

const headcount = (options: FranceOptions, service: PlannedService, year: number): PlannedHeadcount => {
  const employees = employeesIn(options, service, year);
  return { region: service.region, year, employees, establishments: Math.round(employees / 9.4), origin };
};

/** Five years each (D.4622-48), one after the other, from before the first contract to beyond the last. */
function accreditationsOf(options: FranceOptions, service: PlannedService): readonly PlannedAccreditation[] {
  const random = randomOf(options.seed, 'accreditation', service.siren);
  const found: PlannedAccreditation[] = [];
  let from = addDays(`${firstYear(options) - 5}-01-01` as Day, random.between(0, 700));
  while (from <= addMonths(lastDay, 12)) {
    const to = addMonths(from, 60);
    found.push({ grantedOn: from, expiresOn: to, state: 'granted', origin });
    from = to;
  }
  return found;
}

const organisation = (id: string, kind: PlannedOrganisation['kind'], name: string, region: string, accreditations: readonly PlannedAccreditation[] = []): PlannedOrganisation =>
  ({ id, kind, names: [{ name, shortName: '' }], accreditations, headcounts: [], regions: [region], address: '', aliases: [], origin });

function lifeOf(options: FranceOptions, service: PlannedService): Step[] {
  const agent = person('dreets-agent', authorityOf(service.region));
  const step = (day: Day, command: OrganisationAct): Step => ({ at: at(day), who: agent, act: { on: 'organisation', id: service.siren, command } });
  const [first, ...renewals] = accreditationsOf(options, service);
  const start = `${firstYear(options) - 2}-01-02` as Day;
  const alive = (day: Day): boolean => service.merged === undefined || day < service.merged.on;
  return [
    step(start, { type: 'RegisterOrganisation', organisation: organisation(service.siren, 'service', service.name, service.region, first ? [first] : []) }),
    // Renewed well before the end: a contract that begins then finds it.
    ...renewals.map((accreditation) => step(addDays(accreditation.grantedOn as Day, -200), { type: 'RecordAccreditation', accreditation })).filter(({ at: when }) => alive(when.slice(0, 10) as Day)),
    ...yearsOf(options).filter((year) => alive(`${year}-12-31` as Day)).map((year) => step(`${year + 1}-01-20` as Day, { type: 'RecordHeadcount', headcount: headcount(options, service, year) })),
    ...(service.merged ? [step(service.merged.on, { type: 'RecordSuccession', succession: { by: service.merged.into, on: service.merged.on } })] : []),
  ];
}

/** Who is who in a region: its authority, its fund, its bodies, and the life of its services. */
export function directorySteps(options: FranceOptions, region: string): Step[] {
  const name = regionOf(region)?.name ?? region;
  const known = [
    organisation(authorityOf(region), 'authority', `Direction régionale (${name})`, region),
    organisation(fundOf(region), 'fund', `Caisse régionale (${name})`, region),
    ...bodiesOf(region).map((id) => organisation(id, 'body', `${id.split('-')[0]?.toUpperCase() ?? ''} (${name})`, region)),
  ];
  const start = `${firstYear(options) - 2}-01-01` as Day;
  const agent = person('dreets-agent', authorityOf(region));
  return [
    ...known.map((one): Step => ({ at: at(start), who: agent, act: { on: 'organisation', id: one.id, command: { type: 'RegisterOrganisation', organisation: one } } })),
    ...servicesOf(options, region).flatMap((service) => lifeOf(options, service)),
  ];
}

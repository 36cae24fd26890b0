import type { ServiceContract, ServiceRow } from '@cpom/proto/national/v1/national';
import { lastDay } from '../world/known.ts';
import { nameOn } from '../world/names.ts';
import type { World } from '../world/world.ts';
import { absenceOf, gapsOf, predecessorsOf, reasonsOf } from './absence.ts';
import { accreditationOn } from './accreditation.ts';
import { lastExpiry, spanOn } from './contracts.ts';
import { isCovered, type Cover, type Standing } from './standing.ts';
import type { Day } from '@cpom/kernel';
import type { KnownContract } from '../world/known.ts';

function serviceContract(contract: KnownContract, on: Day): ServiceContract {
  const { region, id, state: { reference, title, signedOn, effectiveFrom, expiresOn, expiryProvisional } } = contract;
  const span = spanOn(contract, on);
  return { region, id, reference, title, status: span?.status ?? '', flags: [...(span?.flags ?? [])], signedOn, effectiveFrom, expiresOn, expiryProvisional };
}

/** Of the contracts that cover the service, the one that ends last. */
export function lastCover({ covers }: Standing): KnownContract | undefined {
  return covers.map(({ contract }) => contract).reduce<KnownContract | undefined>(
    (latest, one) => ((lastExpiry(one) ?? '') > (latest ? lastExpiry(latest) ?? '' : '') ? one : latest), undefined);
}

const startOf = ({ spans }: KnownContract): string => spans[0]?.from ?? '';
const latestFirst = (contracts: readonly KnownContract[]): KnownContract[] => [...contracts].sort((a, b) => (startOf(a) < startOf(b) ? 1 : -1));

function absencePart(world: World, standing: Standing, on: Day) {
  if (isCovered(standing)) return { uncoveredSince: '', daysWithout: 0, daysAtLeast: false, neverCovered: false, reasons: [] };
  const { since, days, atLeast } = absenceOf(standing, on);
  return { uncoveredSince: since ?? '', daysWithout: days, daysAtLeast: atLeast, neverCovered: since === undefined, reasons: reasonsOf(world, standing, on) };
}

const flagsOf = (covers: readonly Cover[]): string[] => [...new Set(covers.flatMap(({ span }) => span.flags))];

/** Everything that a page says of a service on a day. */
export function serviceRow(world: World, standing: Standing, on: Day): ServiceRow {
  const { service, organisations: [organisation], regions, contracts, covers, signed, workers, headcountYear } = standing;
  const [name, cover, accreditation] = [nameOn(organisation, on), lastCover(standing), accreditationOn(standing.organisations, on)];
  return {
    service, name: name?.name || service, shortName: name?.shortName || name?.name || service, regions: [...regions],
    covered: isCovered(standing), signed, flags: flagsOf(covers),
    contracts: latestFirst(contracts).map((contract) => serviceContract(contract, on)),
    ...absencePart(world, standing, on),
    gaps: gapsOf(standing, on),
    nextExpiry: cover?.state.expiresOn ?? '', nextExpiryProvisional: cover?.state.expiryProvisional ?? false,
    accreditationEnd: accreditation.end, accreditationState: accreditation.state,
    workers, headcountYear, predecessors: predecessorsOf(world, standing, on), origin: organisation?.state.origin ?? '',
  };
}

/** What ListServices may sort by. */
export const serviceKeys = {
  name: ({ organisations: [organisation], service }: Standing, on: Day) => nameOn(organisation, on)?.folded || service,
  region: ({ regions }: Standing) => regions[0],
  'days-without': (standing: Standing, on: Day) => (isCovered(standing) ? undefined : absenceOf(standing, on).days || undefined),
  'next-expiry': (standing: Standing) => { const cover = lastCover(standing); return cover && lastExpiry(cover); },
  'accreditation-end': ({ organisations }: Standing, on: Day) => lastDay(accreditationOn(organisations, on).end),
  workers: ({ headcountYear, workers }: Standing) => (headcountYear === 0 ? undefined : workers),
} as const;
export type ServiceKey = keyof typeof serviceKeys;

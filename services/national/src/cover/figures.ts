import { addMonths, type Day } from '@cpom/kernel';
import type { CoverageFigures } from '@cpom/proto/national/v1/national';
import type { KnownContract } from '../world/known.ts';
import { isActive, isExpiring, isOverridden, onDay, outlivesProvisional } from './contracts.ts';
import { isCovered, isUncertain, type Standing } from './standing.ts';

type ContractFigures = Pick<CoverageFigures, 'contractsActive' | 'expiriesWithinYear' | 'provisionalExpiriesPassed' | 'contractsWithOverride'>;
type ServiceFigures = Omit<CoverageFigures, keyof ContractFigures>;

const count = <T>(items: readonly T[], test: (item: T) => boolean): number => items.reduce((sum, item) => (test(item) ? sum + 1 : sum), 0);
const sum = <T>(items: readonly T[], of: (item: T) => number): number => items.reduce((total, item) => total + of(item), 0);

export function serviceFigures(standings: readonly Standing[]): ServiceFigures {
  const covered = count(standings, isCovered);
  return {
    servicesKnown: standings.length,
    servicesCovered: covered,
    servicesWithoutSigned: count(standings, ({ signed }) => !signed),
    servicesWithoutCoverage: standings.length - covered,
    servicesUncertain: count(standings, isUncertain),
    workersTotal: sum(standings, ({ workers }) => workers),
    workersCovered: sum(standings, ({ workersCovered }) => workersCovered),
    servicesWithoutHeadcount: count(standings, ({ headcountYear }) => headcountYear === 0),
  };
}

export function contractFigures(contracts: readonly KnownContract[], on: Day): ContractFigures {
  const dated = contracts.map((contract) => onDay(contract, on));
  const yearLater = addMonths(on, 12);
  return {
    contractsActive: count(dated, isActive),
    expiriesWithinYear: count(dated, (one) => isExpiring(one, on, yearLater)),
    provisionalExpiriesPassed: count(dated, outlivesProvisional),
    contractsWithOverride: count(dated, isOverridden),
  };
}

/** A contract belongs to one region: over several, their figures add up. Services do not: they are counted again. */
export function nationFigures(standings: readonly Standing[], regions: readonly ContractFigures[]): CoverageFigures {
  return {
    ...serviceFigures(standings),
    contractsActive: sum(regions, ({ contractsActive }) => contractsActive),
    expiriesWithinYear: sum(regions, ({ expiriesWithinYear }) => expiriesWithinYear),
    provisionalExpiriesPassed: sum(regions, ({ provisionalExpiriesPassed }) => provisionalExpiriesPassed),
    contractsWithOverride: sum(regions, ({ contractsWithOverride }) => contractsWithOverride),
  };
}

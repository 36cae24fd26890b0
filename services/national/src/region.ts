import type { Day } from '@cpom/kernel';
import type { RegionDetail } from '@cpom/proto/national/v1/national';
import { periodsOf, regionCollection, type PeriodKnown, type Reports } from './collection/collection.ts';
import { contractRow } from './cover/contract-row.ts';
import { isActive, lastExpiry, onDay } from './cover/contracts.ts';
import { regionCoverage, type Standings } from './cover/coverage.ts';
import { serviceKeys, serviceRow } from './cover/service-row.ts';
import { sortedBy } from './paging.ts';
import { coverageSentence } from './sentences.ts';
import { firstDay, lastDay } from './world/known.ts';
import type { RegionData, World } from './world/world.ts';

/** The latest period that had begun to be collected by the day. */
export function lastPeriod(world: World, region: RegionData, on: Day): PeriodKnown | undefined {
  const begun = ({ campaign }: PeriodKnown): boolean => region.periods.get(campaign)?.some(({ openedOn }) => (firstDay(openedOn) ?? '') <= on) ?? false;
  return periodsOf(world).find(begun);
}

/** Action sheets with a target, indicators mapped to the core: two of the things the nation steers by. */
function steeringPart({ contracts, catalogue }: RegionData, on: Day): Pick<RegionDetail, 'sheets' | 'sheetsWithTarget' | 'indicators' | 'indicatorsMapped'> {
  const sheets = contracts.filter((contract) => isActive(onDay(contract, on))).flatMap(({ state }) => state.sheets);
  const current = (catalogue?.indicators ?? []).filter(({ validFrom, validTo }) => (firstDay(validFrom) ?? '') <= on && on <= (lastDay(validTo) ?? '9999'));
  const codes = new Map(current.map(({ code, coreCode }) => [code, coreCode]));
  return {
    sheets: sheets.length, sheetsWithTarget: sheets.filter(({ hasTarget }) => hasTarget).length,
    indicators: codes.size, indicatorsMapped: [...codes.values()].filter((core) => core !== '').length,
  };
}

/** All that the nation knows of a region on a day. `reports`: those of its last period, if there is one. */
export function regionDetail(world: World, region: RegionData, standings: Standings, reports: Reports | undefined): RegionDetail {
  const { on } = standings;
  const coverage = regionCoverage(region, standings);
  const services = sortedBy(standings.byRegion.get(region.place.code)?.standings ?? [], (standing) => serviceKeys.name(standing, on), false);
  return {
    on, coverage,
    sentence: coverage.figures ? coverageSentence(coverage.figures, 1) : "Cette région n'est pas encore raccordée.",
    services: services.map((standing) => serviceRow(world, standing, on)),
    contracts: sortedBy(region.contracts, lastExpiry, false).map((contract) => contractRow(region, contract, on)),
    collection: reports && regionCollection(region, reports), collectionPeriod: reports?.campaign ?? '', ...steeringPart(region, on),
  };
}

import type { Day } from '@cpom/kernel';
import type { RegionDetail } from '@cpom/proto/national/v1/national';
import { periodsOf, regionCollection, reportsOn } from './collection/collection.ts';
import { contractRow } from './coverage/contract-row.ts';
import { isActive, lastExpiry, onDay } from './coverage/contracts.ts';
import { regionCoverage, type Standings } from './coverage/coverage.ts';
import { serviceKeys, serviceRow } from './coverage/service-row.ts';
import { sortedBy } from './paging.ts';
import { coverageSentence } from './sentences.ts';
import { firstDay, lastDay } from './world/known.ts';
import type { RegionData, World } from './world/world.ts';

/** Of the latest period that had begun to be collected by the day. */
function collectionPart(world: World, region: RegionData, on: Day): Pick<RegionDetail, 'collection' | 'collectionPeriod'> {
  const begun = region.submissions.filter(({ openedOn }) => (firstDay(openedOn) ?? '') <= on).map(({ campaign }) => campaign);
  const period = periodsOf(world).find(({ campaign }) => begun.includes(campaign));
  if (!period) return { collection: undefined, collectionPeriod: '' };
  return { collection: regionCollection(region, reportsOn({ ...world, regions: [region] }, period, on)), collectionPeriod: period.campaign };
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

/** All that the nation knows of a region on a day. */
export function regionDetail(world: World, region: RegionData, standings: Standings): RegionDetail {
  const { on } = standings;
  const coverage = regionCoverage(region, standings);
  const services = sortedBy(standings.byRegion.get(region.place.code) ?? [], (standing) => serviceKeys.name(standing, on), false);
  return {
    on, coverage,
    sentence: coverage.figures ? coverageSentence(coverage.figures, 1) : "Cette région n'est pas encore raccordée.",
    services: services.map((standing) => serviceRow(world, standing, on)),
    contracts: sortedBy(region.contracts, lastExpiry, false).map((contract) => contractRow(region, contract, on)),
    ...collectionPart(world, region, on), ...steeringPart(region, on),
  };
}

import type { Day } from '@cpom/kernel';
import type { Handlers } from '@cpom/service';
import type { ExplainFigureRequest, FigureExplanation, NationalServer } from '@cpom/proto/national/v1/national';
import { collectionOf, dueFrom, reportsOn, type PeriodKnown, type Reports } from '../collection/collection.ts';
import { periodAsked } from '../collection/period.ts';
import { contractPage } from '../cover/contract-row.ts';
import { coverageOf } from '../cover/coverage.ts';
import { publishedContract } from '../cover/one-contract.ts';
import { servicePage } from '../cover/services.ts';
import { explained } from '../explain.ts';
import { figureNamed } from '../figures.ts';
import { lastPeriod, regionDetail } from '../region.ts';
import type { World } from '../world/world.ts';
import type { Reading } from './reading.ts';

type Names = 'getCoverage' | 'listServices' | 'listContracts' | 'getContract' | 'getRegion' | 'getCollection' | 'explainFigure';

const reports = async (reading: Reading, world: World, period: PeriodKnown, on: Day): Promise<Reports> =>
  reportsOn(period, await reading.standings(world, dueFrom(period, on)), on);

async function explain(reading: Reading, { figure, region, on: asked, period, offset, limit }: ExplainFigureRequest): Promise<FigureExplanation> {
  const [world, on] = [reading.world(), reading.on(asked)];
  const read = { figure: figureNamed(figure), region: reading.region(region), on, offset, limit };
  const [standings, collected] = [await reading.standings(world, on), await reports(reading, world, periodAsked(world, period, on), on)];
  return explained(world, standings, collected, read);
}

/** The RPCs about contracts, who they cover, and how reporting goes. Each answers from one world, whatever arrives meanwhile. */
export function coverageHandlers(reading: Reading): Pick<Handlers<NationalServer>, Names> {
  return {
    getCoverage: async ({ on }) => {
      const world = reading.world();
      return coverageOf(world, await reading.standings(world, reading.on(on)));
    },
    listServices: async (request) => {
      const world = reading.world();
      return servicePage(world, await reading.standings(world, reading.on(request.on)), { ...request, region: reading.region(request.region) });
    },
    listContracts: async (request) => contractPage(reading.world(), reading.on(request.on), { ...request, region: reading.region(request.region) }),
    getContract: async ({ region, id, on }) => publishedContract(reading.world(), region, id, reading.on(on)),
    getRegion: async ({ region: asked, on: day }) => {
      const [world, on] = [reading.world(), reading.on(day)];
      const region = reading.oneRegion(world, asked);
      const period = lastPeriod(world, region, on);
      return regionDetail(world, region, await reading.standings(world, on), period && await reports(reading, world, period, on));
    },
    getCollection: async (request) => {
      const [world, on] = [reading.world(), reading.on(request.on)];
      const asked = { ...request, region: reading.region(request.region) };
      return collectionOf(world, await reports(reading, world, periodAsked(world, request.period, on), on), asked);
    },
    explainFigure: (request) => explain(reading, request),
  };
}

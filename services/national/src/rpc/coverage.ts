import type { Handlers } from '@cpom/service';
import type { NationalServer } from '@cpom/proto/national/v1/national';
import { collectionOf, reportsOn } from '../collection/collection.ts';
import { periodAsked } from '../collection/period.ts';
import { contractPage } from '../coverage/contract-row.ts';
import { coverageOf } from '../coverage/coverage.ts';
import { publishedContract } from '../coverage/one-contract.ts';
import { servicePage } from '../coverage/services.ts';
import { explained } from '../explain.ts';
import { figureNamed } from '../figures.ts';
import { regionDetail } from '../region.ts';
import type { Reading } from './reading.ts';

type Names = 'getCoverage' | 'listServices' | 'listContracts' | 'getContract' | 'getRegion' | 'getCollection' | 'explainFigure';

/** The RPCs about contracts, who they cover, and how reporting goes. */
export function coverageHandlers(reading: Reading): Pick<Handlers<NationalServer>, Names> {
  return {
    getCoverage: async ({ on }) => coverageOf(reading.world(), reading.standings(reading.on(on))),
    listServices: async (request) => {
      reading.region(request.region);
      return servicePage(reading.world(), reading.standings(reading.on(request.on)), request);
    },
    listContracts: async (request) => {
      reading.region(request.region);
      return contractPage(reading.world(), reading.on(request.on), request);
    },
    getContract: async ({ region, id, on }) => publishedContract(reading.world(), region, id, reading.on(on)),
    getRegion: async ({ region, on }) => regionDetail(reading.world(), reading.oneRegion(region), reading.standings(reading.on(on))),
    getCollection: async (request) => {
      reading.region(request.region);
      const [world, on] = [reading.world(), reading.on(request.on)];
      return collectionOf(world, reportsOn(world, periodAsked(world, request.period, on), on), request);
    },
    explainFigure: async ({ figure, region, on: asked, period, offset, limit }) => {
      const [world, on] = [reading.world(), reading.on(asked)];
      const read = { figure: figureNamed(figure), region: reading.region(region), period: periodAsked(world, period, on), on, offset, limit };
      return explained(world, reading.standings(on), read);
    },
  };
}

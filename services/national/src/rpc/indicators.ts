import type { Handlers } from '@cpom/service';
import type { NationalServer } from '@cpom/proto/national/v1/national';
import { explorationOf, explore } from '../explore/explore.ts';
import { indicatorList, indicatorsSeen } from '../explore/seen.ts';
import { valuePage } from '../explore/values.ts';
import type { Reading } from './reading.ts';

type Names = 'listIndicators' | 'exploreIndicator' | 'listIndicatorValues';

/** The RPCs about values: only what may be seen outside the signatories leaves. */
export function indicatorHandlers(reading: Reading): Pick<Handlers<NationalServer>, Names> {
  return {
    listIndicators: async (request) => indicatorList(indicatorsSeen(reading.world(), reading.region(request.region), () => true), request),
    exploreIndicator: async (request) => {
      const world = reading.world();
      return explorationOf(world, explore(world, request.code, reading.region(request.region), request.period), request);
    },
    listIndicatorValues: async (request) => {
      const world = reading.world();
      return valuePage(world, explore(world, request.code, reading.region(request.region), request.period), request, reading.on(''));
    },
  };
}

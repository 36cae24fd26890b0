import type { Handlers } from '@cpom/service';
import type { IndicatorSeen, NationalServer } from '@cpom/proto/national/v1/national';
import { explorationOf, explore } from '../explore/explore.ts';
import { keeperOf, remembering } from '../explore/keeper.ts';
import { indicatorList, indicatorsSeen } from '../explore/seen.ts';
import { valuePage } from '../explore/values.ts';
import type { Reading } from './reading.ts';

type Names = 'listIndicators' | 'exploreIndicator' | 'listIndicatorValues';

/** One for each region and one for all. */
const listsKept = 19;

/** The RPCs about values: only what may be seen outside the signatories leaves. */
export function indicatorHandlers(reading: Reading): Pick<Handlers<NationalServer>, Names> {
  const [explored, lists] = [remembering(explore), keeperOf<readonly IndicatorSeen[]>(listsKept)];
  const seenIn = (region: string): readonly IndicatorSeen[] => {
    const world = reading.world();
    return lists.get(world, region) ?? lists.put(world, region, indicatorsSeen(world, region, () => true));
  };
  return {
    listIndicators: async (request) => indicatorList(seenIn(reading.region(request.region)), request),
    exploreIndicator: async (request) => {
      const world = reading.world();
      return explorationOf(world, explored(world, request.code, reading.region(request.region)), request);
    },
    listIndicatorValues: async (request) => {
      const world = reading.world();
      return valuePage(world, explored(world, request.code, reading.region(request.region)), request, reading.on(''));
    },
  };
}

import type { Calls } from '@cpom/service';
import type { ContractsServer } from '@cpom/proto/contracts/v1/contracts';
import type { DirectoryServer } from '@cpom/proto/directory/v1/directory';
import type { IndicatorsServer } from '@cpom/proto/indicators/v1/indicators';
import type { Asked } from '../site/asked.ts';
import type { Answer, Route } from '../site/route.ts';
import type { Visit } from '../site/visit.ts';

/** The services of a region, as the person who asks may call them. */
export interface RegionCalls {
  readonly directory: Calls<DirectoryServer>;
  readonly contracts: Calls<ContractsServer>;
  readonly indicators: Calls<IndicatorsServer>;
}

export type RegionVisit = Visit<RegionCalls>;
export type RegionRoute = Route<RegionVisit>;
export type RegionHandler = (visit: RegionVisit, asked: Asked) => Promise<Answer>;

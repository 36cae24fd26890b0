import type { Calls } from '@cpom/service';
import type { CollectorServer } from '@cpom/proto/collector/v1/collector';
import type { DirectoryServer } from '@cpom/proto/directory/v1/directory';
import type { NationalServer } from '@cpom/proto/national/v1/national';
import type { Asked } from '../site/asked.ts';
import type { Answer, Route } from '../site/route.ts';
import type { Visit } from '../site/visit.ts';

/** The services of the nation, as the person who asks may call them. */
export interface NationCalls {
  readonly directory: Calls<DirectoryServer>;
  readonly national: Calls<NationalServer>;
  readonly collector: Calls<CollectorServer>;
}

export type NationVisit = Visit<NationCalls>;
export type NationRoute = Route<NationVisit>;
export type NationHandler = (visit: NationVisit, asked: Asked) => Promise<Answer>;

import type { Instant } from '@cpom/kernel';
import { createRunner, type Clock, type Journal } from '@cpom/platform';
import { decide as decideContract } from '../../../services/contracts/src/commands.ts';
import { noContract } from '../../../services/contracts/src/contract.ts';
import { evolve as evolveContract } from '../../../services/contracts/src/evolve/index.ts';
import { published as publishedContract } from '../../../services/contracts/src/published.ts';
import { decide as decideOrganisation } from '../../../services/directory/src/organisation/commands.ts';
import { evolve as evolveOrganisation } from '../../../services/directory/src/organisation/contract.ts';
import { published as publishedOrganisation } from '../../../services/directory/src/organisation/published.ts';
import { decideCatalogue } from '../../../services/indicators/src/catalogue/commands.ts';
import { emptyCatalogue, evolveCatalogue } from '../../../services/indicators/src/catalogue/contract.ts';
import { publishedCatalogue } from '../../../services/indicators/src/catalogue/published.ts';
import { decideSubmission } from '../../../services/indicators/src/submission/commands.ts';
import { evolveSubmission, noSubmission } from '../../../services/indicators/src/submission/contract.ts';
import { publishedDetail } from '../../../services/indicators/src/submission/detail.ts';
import { publishedSubmission } from '../../../services/indicators/src/submission/published.ts';
import { decideTargets } from '../../../services/indicators/src/targets/commands.ts';
import { evolveTargets, noTargets } from '../../../services/indicators/src/targets/contract.ts';

/** The services of a region whose journals the nation follows. */
export const regionServices = ['directory', 'contracts', 'indicators'] as const;
export type RegionService = (typeof regionServices)[number];

/** The journals that a region's commands are written to. */
export type RegionJournals = Readonly<Record<RegionService, Journal>>;

/** A clock that the plan sets. */
export interface PlanClock extends Clock {
  set(now: Instant): void;
}

export function planClock(): PlanClock {
  let now = '2000-01-01T00:00:00.000Z' as Instant;
  return { now: () => now, today: () => now.slice(0, 10) as ReturnType<Clock['today']>, set: (moment) => { now = moment; } };
}

/** The services' own decisions on the platform's own runner: events and public messages are the true ones. */
export const runnersOn = ({ directory, contracts, indicators }: RegionJournals, clock: Clock) => ({
  organisations: createRunner({ journal: directory, clock }, { initial: undefined, evolve: evolveOrganisation, decide: decideOrganisation, published: publishedOrganisation }),
  contracts: createRunner({ journal: contracts, clock }, { initial: noContract, evolve: evolveContract, decide: decideContract, published: publishedContract }),
  catalogues: createRunner({ journal: indicators, clock }, { initial: emptyCatalogue, evolve: evolveCatalogue, decide: decideCatalogue, published: publishedCatalogue }),
  targets: createRunner({ journal: indicators, clock }, { initial: noTargets, evolve: evolveTargets, decide: decideTargets, published: () => [] }),
  submissions: createRunner({ journal: indicators, clock }, {
    initial: noSubmission, evolve: evolveSubmission, decide: decideSubmission,
    published: (state, fact) => [...publishedSubmission(state, fact), ...publishedDetail(state, fact)],
  }),
});

export type Runners = ReturnType<typeof runnersOn>;

import { applyBatch, createRunner, outcomeApplied, startConsumer, type Consumer, type Heard } from '@cpom/platform';
import { IndicatorsService } from '@cpom/proto/indicators/v1/indicators';
import { countingFacts, listen, mount, startBase, stopAll, type Base, type Running, type ServiceDeps } from '@cpom/service';
import { access } from './access.ts';
import { startCalendar } from './calendar.ts';
import { decideCatalogue } from './catalogue/commands.ts';
import { emptyCatalogue, evolveCatalogue } from './catalogue/contract.ts';
import { publishedCatalogue } from './catalogue/published.ts';
import type { IndicatorsConfig } from './config.ts';
import type { RpcDeps } from './deps.ts';
import { submissionsLife } from './events.ts';
import { openKnown } from './known.ts';
import { contractAsks, heardTopics, heardTypes, knownOrganisations } from './reactions.ts';
import { handlers } from './rpc.ts';
import { decideSubmission } from './submission/commands.ts';
import { evolveSubmission, noSubmission } from './submission/contract.ts';
import { publishedDetail } from './submission/detail.ts';
import { publishedSubmission } from './submission/published.ts';
import { campaignList, indicatorValues } from './submission/views.ts';
import { decideTargets } from './targets/commands.ts';
import { evolveTargets, noTargets } from './targets/contract.ts';

const hearing = [contractAsks, knownOrganisations];

/** Keeps the local copies of what contracts and the directory say. The group names their versions: a next one reads from the beginning. */
async function follow({ ports: { bus, state, views }, clock, log }: ServiceDeps, heardOf: () => void): Promise<Consumer> {
  for (const { view } of hearing) await views.define(view);
  const apply = async (heard: readonly Heard[]): Promise<void> => {
    for (const projection of hearing) await applyBatch(views, projection, heard);
    heardOf();
  };
  const group = `indicators.${hearing.map(({ view }) => `${view.name}.v${view.version}`).join('+')}`;
  return startConsumer({
    group, topics: heardTopics, types: heardTypes, bus, state, clock, log,
    handle: async (heard) => { await apply([heard]); return outcomeApplied(); },
    handleAll: apply,
  });
}

function depsOf(deps: ServiceDeps, base: Base): RpcDeps {
  const { clock, instance, ports: { views } } = deps;
  const journal = countingFacts(deps.ports.journal, submissionsLife, instance);
  return {
    region: instance.code, authority: instance.authority, views, base, clock, known: openKnown(views),
    catalogues: createRunner({ journal, clock }, { initial: emptyCatalogue, evolve: evolveCatalogue, decide: decideCatalogue, published: publishedCatalogue }),
    targets: createRunner({ journal, clock }, { initial: noTargets, evolve: evolveTargets, decide: decideTargets, published: () => [] }),
    submissions: createRunner({ journal, clock }, {
      initial: noSubmission, evolve: evolveSubmission, decide: decideSubmission,
      published: (state, fact) => [...publishedSubmission(state, fact), ...publishedDetail(state, fact)],
    }),
  };
}

/** Starts indicators: catalogue, targets, campaigns and what is approved. Resolves once its views are complete and it answers. */
export async function startIndicators(deps: ServiceDeps, config: IndicatorsConfig): Promise<Running> {
  const base = await startBase(deps, 'indicators', [campaignList, indicatorValues]);
  const rpcDeps = depsOf(deps, base);
  for (const { view } of hearing) await deps.ports.views.define(view);
  const calendar = startCalendar(rpcDeps, deps.log, config.CPOM_INDICATORS_CALENDAR_SECONDS);
  const neighbours = await follow(deps, () => { void calendar.look(); });
  const rules = access({ authority: deps.instance.authority, fundsOf: rpcDeps.known.fundsOf, heirsOf: rpcDeps.known.heirsOf });
  const mounted = mount(IndicatorsService, handlers(rpcDeps), rules, deps);
  const server = await listen([mounted, base.feed], deps.listen);
  return {
    address: server.address, mounted,
    caughtUp: async () => {
      await neighbours.caughtUp();
      await base.caughtUp();
      await calendar.look();
      await base.caughtUp();
    },
    stop: () => stopAll([server, neighbours, calendar, base]),
  };
}

import { applyBatch, createRunner, outcomeApplied, startConsumer, viewName, type Consumer, type Heard } from '@cpom/platform';
import { ContractsService } from '@cpom/proto/contracts/v1/contracts';
import { countingFacts, listen, mount, startBase, stopAll, type Running, type ServiceDeps } from '@cpom/service';
import { access } from './access.ts';
import { decide } from './commands.ts';
import type { ContractsConfig } from './config.ts';
import { noContract } from './contract.ts';
import { contractsLife } from './events.ts';
import { evolve } from './evolve/index.ts';
import { published } from './published.ts';
import { directoryTopic, directoryTypes, knownOrganisations } from './reactions.ts';
import { handlers } from './rpc.ts';
import { openWorld } from './surroundings.ts';
import { contractList, streamOf } from './views.ts';

/** Keeps the local copy of the directory. The group is the view's: its next version reads everything from the beginning. */
async function followDirectory({ ports: { bus, state, views }, clock, log }: ServiceDeps, changed: () => void): Promise<Consumer> {
  await views.define(knownOrganisations.view);
  const apply = async (heard: readonly Heard[]): Promise<void> => {
    await applyBatch(views, knownOrganisations, heard);
    changed();
  };
  return startConsumer({
    group: `contracts.${viewName(knownOrganisations.view)}`, topics: [directoryTopic], types: directoryTypes, bus, state, clock, log,
    handle: async (heard) => { await apply([heard]); return outcomeApplied(); },
    handleAll: apply,
  });
}

/** Starts contracts: their life, the rules they are judged by, and what they say in public. Resolves once its views are complete. */
export async function startContracts(deps: ServiceDeps, _config: ContractsConfig): Promise<Running> {
  const { clock, instance, ports: { views } } = deps;
  const journal = countingFacts(deps.ports.journal, contractsLife, instance);
  const runner = createRunner({ journal, clock }, { initial: noContract, evolve, decide, published });
  const base = await startBase(deps, 'contracts', [contractList]);
  const world = openWorld({ views, journal, projections: base.projections });
  const directory = await followDirectory(deps, world.directoryChanged);

  const partiesOf = async (id: string): Promise<readonly string[]> => (await runner.load(streamOf(id))).state.parties.map((party) => party.organisation);
  const rpcs = handlers({ runner, journal, world, base, clock, timeZone: instance.timeZone, authority: instance.authority, region: instance.code });
  const rules = access({ authority: instance.authority, partiesOf });
  const mounted = mount(ContractsService, rpcs, rules, deps);
  const server = await listen([mounted, base.feed], deps.listen);
  return {
    address: server.address, mounted,
    caughtUp: async () => { await Promise.all([base.caughtUp(), directory.caughtUp()]); },
    stop: () => stopAll([server, directory, base]),
  };
}

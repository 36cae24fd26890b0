import { createRunner } from '@cpom/platform';
import { listen, mount, startBase, stopAll, type Running, type ServiceDeps } from '@cpom/service';
import { DirectoryService } from '@cpom/proto/directory/v1/directory';
import { access } from './access.ts';
import type { DirectoryConfig } from './config.ts';
import { decide as decideOrganisation } from './organisation/commands.ts';
import { evolve as evolveOrganisation, streamOf as organisationStream } from './organisation/contract.ts';
import { published } from './organisation/published.ts';
import { organisationHandlers } from './organisation/rpc.ts';
import { organisationList } from './organisation/views.ts';
import { decide as decidePerson } from './person/commands.ts';
import { evolve as evolvePerson, initial, streamOf as personStream } from './person/contract.ts';
import { openPeople } from './person/people.ts';
import { personHandlers } from './person/rpc.ts';
import { personList } from './person/views.ts';

/** Starts the directory: who is who, and who may act. Resolves once its views are complete and it answers. */
export async function startDirectory(deps: ServiceDeps, _config: DirectoryConfig): Promise<Running> {
  const { journal, views, state } = deps.ports;
  const organisations = createRunner({ journal, clock: deps.clock }, { initial: undefined, evolve: evolveOrganisation, decide: decideOrganisation, published });
  const persons = createRunner({ journal, clock: deps.clock }, { initial, evolve: evolvePerson, decide: decidePerson, published: () => [] });
  const base = await startBase(deps, 'directory', [organisationList, personList]);

  const kindOf = async (id: string): Promise<string | undefined> => (await organisations.load(organisationStream(id))).state?.kind;
  const organisationOfMembership = async (personId: string, id: string): Promise<string | undefined> =>
    (await persons.load(personStream(personId))).state.memberships.find((membership) => membership.id === id)?.organisation;

  const handlers = {
    ...organisationHandlers({ runner: organisations, views, base }),
    ...personHandlers({ runner: persons, people: openPeople(state), views, clock: deps.clock, newId: deps.newId, kindOf }),
  };
  const rules = access({ authority: deps.instance.authority, organisationOfMembership });
  const server = await listen([mount(DirectoryService, handlers, rules, deps), base.feed], deps.listen);
  return { address: server.address, caughtUp: base.caughtUp, stop: () => stopAll([server, base]) };
}

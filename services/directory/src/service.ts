import { createRunner } from '@cpom/platform';
import { listen, mount, startBase, stopAll, type Mailer, type Running, type ServiceDeps } from '@cpom/service';
import { DirectoryService } from '@cpom/proto/directory/v1/directory';
import { access } from './access.ts';
import type { DirectoryConfig } from './config.ts';
import { mailerOf } from './notice/mailer.ts';
import { startOffice } from './notice/office.ts';
import { openOutbox } from './notice/outbox.ts';
import { noticeHandlers } from './notice/rpc.ts';
import { decide as decideOrganisation } from './organisation/commands.ts';
import { evolve as evolveOrganisation, streamOf as organisationStream } from './organisation/contract.ts';
import { published } from './organisation/published.ts';
import { organisationHandlers } from './organisation/rpc.ts';
import { organisationList } from './organisation/views.ts';
import { decide as decidePerson } from './person/commands.ts';
import { evolve as evolvePerson, initial, streamOf as personStream, type Person } from './person/contract.ts';
import { openPeople } from './person/people.ts';
import { personHandlers } from './person/rpc.ts';
import { personList } from './person/views.ts';

/** Starts the directory: who is who, who may act, and who is written to. Resolves once its views are complete and it answers. */
export async function startDirectory(deps: ServiceDeps, config: DirectoryConfig, mailer: Mailer | undefined = mailerOf(config)): Promise<Running> {
  const { journal, views, state } = deps.ports;
  const { clock, instance, newId } = deps;
  const organisations = createRunner({ journal, clock }, { initial: undefined, evolve: evolveOrganisation, decide: decideOrganisation, published });
  const persons = createRunner({ journal, clock }, { initial, evolve: evolvePerson, decide: decidePerson, published: () => [] });
  const base = await startBase(deps, 'directory', [organisationList, personList]);
  const [people, outbox] = [openPeople(state), await openOutbox(state)];

  const kindOf = async (id: string): Promise<string | undefined> => (await organisations.load(organisationStream(id))).state?.kind;
  const personOf = async (personId: string): Promise<Person> => (await persons.load(personStream(personId))).state;
  const organisationOfMembership = async (personId: string, id: string): Promise<string | undefined> =>
    (await personOf(personId)).memberships.find((membership) => membership.id === id)?.organisation;

  const office = await startOffice(deps, {
    outbox, people, clock, timeZone: instance.timeZone, site: { origin: config.CPOM_ORIGIN ?? '', name: instance.name }, personOf, ...(mailer ? { mailer } : {}),
  });
  const handlers = {
    ...organisationHandlers({ runner: organisations, views, base }),
    ...personHandlers({ runner: persons, people, views, clock, newId, kindOf }),
    ...noticeHandlers({ outbox, people, mailing: mailer !== undefined }),
  };
  const rules = access({ authority: instance.authority, organisationOfMembership });
  const mounted = mount(DirectoryService, handlers, rules, deps);
  const server = await listen([mounted, base.feed], deps.listen);
  return {
    address: server.address, mounted,
    caughtUp: async () => { await base.caughtUp(); await office.caughtUp(); },
    stop: () => stopAll([server, office, base]),
  };
}

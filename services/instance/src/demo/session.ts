import { ContractsClient, type ContractsServer } from '@cpom/proto/contracts/v1/contracts';
import { DirectoryClient, type DirectoryServer } from '@cpom/proto/directory/v1/directory';
import { IndicatorsClient, type IndicatorsServer } from '@cpom/proto/indicators/v1/indicators';
import { connect, type Caller, type Calls, type Role } from '@cpom/service';
import type { RunningInstance } from '../start-instance.ts';
import type { Around } from './dates.ts';

/** Somebody of the demonstration: a role in an organisation. */
export interface Who {
  readonly role: Role;
  readonly organisation: string;
}

/** How the loader speaks to an instance: as the instance itself, or as one of its people, so that the history tells who did what. */
export interface Session {
  readonly instance: RunningInstance;
  readonly around: Around;
  /** Person ids, by `role organisation`; filled as people are invited. */
  readonly people: Map<string, string>;
  directory(who?: Who): Promise<Calls<DirectoryServer>>;
  contracts(who?: Who): Promise<Calls<ContractsServer>>;
  indicators(who?: Who): Promise<Calls<IndicatorsServer>>;
  close(): void;
}

export const personKey = ({ role, organisation }: Who): string => `${role} ${organisation}`;

function callerOf(people: ReadonlyMap<string, string>, who: Who | undefined): Caller {
  if (!who) return { kind: 'service', service: 'instance', requestId: 'demo' };
  const personId = people.get(personKey(who));
  if (personId === undefined) throw new Error(`nobody is ${who.role} of ${who.organisation} in the demonstration`);
  return { kind: 'person', personId, memberships: [{ id: 'demo', ...who }], requestId: 'demo' };
}

/** Connects to the services of an instance; those that it does not have (the nation) are only missed when called. */
export function openSession(instance: RunningInstance, around: Around): Session {
  const people = new Map<string, string>();
  const regional = instance.info.kind === 'region';
  const addressOf = (service: string): string => instance.addressOf(regional || service === 'directory' ? service : 'directory');
  const directory = connect<DirectoryServer, DirectoryClient>(DirectoryClient, 'directory', addressOf('directory'));
  const contracts = connect<ContractsServer, ContractsClient>(ContractsClient, 'contracts', addressOf('contracts'));
  const indicators = connect<IndicatorsServer, IndicatorsClient>(IndicatorsClient, 'indicators', addressOf('indicators'));
  const token = (who?: Who): Promise<string> => instance.identity.sign(callerOf(people, who));
  return {
    instance, around, people,
    directory: async (who) => directory.as(await token(who)),
    contracts: async (who) => contracts.as(await token(who)),
    indicators: async (who) => indicators.as(await token(who)),
    close: () => { directory.close(); contracts.close(); indicators.close(); },
  };
}

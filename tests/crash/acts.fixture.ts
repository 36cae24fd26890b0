import { randomUUID } from 'node:crypto';
import type { RunningInstance } from '@cpom/instance';
import { Refusal } from '@cpom/kernel';
import { CollectorClient, type CollectorServer } from '@cpom/proto/collector/v1/collector';
import { ContractsClient, DraftContractRequest, SetTermRequest, type ContractsServer } from '@cpom/proto/contracts/v1/contracts';
import { DirectoryClient, RegisterOrganisationRequest, type DirectoryServer } from '@cpom/proto/directory/v1/directory';
import { ListContractsRequest, ListHeldRequest, NationalClient, type NationalServer } from '@cpom/proto/national/v1/national';
import { connect, type Calls, type Connection } from '@cpom/service';
import { ListDivergencesRequest } from '@cpom/proto/collector/v1/collector';

type Running = () => RunningInstance | undefined;
type Ask<S> = <T>(question: (calls: Calls<S>) => Promise<T>) => Promise<T>;

/** Asks one service of an instance, as the instance itself. */
const asking = <S>(instance: Running, service: string, open: (address: string) => Connection<S>): Ask<S> => async (question) => {
  const there = instance();
  if (!there) throw new Error('not started');
  const connection = open(there.addressOf(service));
  return question(connection.as(await there.identity.sign({ kind: 'service', service: 'instance', requestId: 'test' }))).finally(() => { connection.close(); });
};

const orRefused = (error: unknown): undefined => {
  if (error instanceof Refusal) return undefined;
  throw error;
};

/** What is done in a region and seen from the nation, wherever both are at the moment of asking. */
export function actsOn(region: Running, nation: Running) {
  const directory = asking<DirectoryServer>(region, 'directory', (at) => connect<DirectoryServer, DirectoryClient>(DirectoryClient, 'directory', at));
  const contracts = asking<ContractsServer>(region, 'contracts', (at) => connect<ContractsServer, ContractsClient>(ContractsClient, 'contracts', at));
  const collector = asking<CollectorServer>(nation, 'collector', (at) => connect<CollectorServer, CollectorClient>(CollectorClient, 'collector', at));
  const national = asking<NationalServer>(nation, 'national', (at) => connect<NationalServer, NationalClient>(NationalClient, 'national', at));
  const compared = () => collector((calls) => calls.compareState({ peer: '24' })).catch(orRefused);
  return {
    register: (id: string) => directory((calls) => calls.registerOrganisation(RegisterOrganisationRequest.fromPartial({ cause: randomUUID(), organisation: { id, kind: 'partner', names: [{ name: id }] } }))),
    draft: (id: string) => contracts((calls) => calls.draftContract(DraftContractRequest.fromPartial({ cause: randomUUID(), id, heading: { reference: id, title: id, shape: 'individual' } }))),
    ending: (id: string, expiresOn: string) => contracts((calls) => calls.setTerm(SetTermRequest.fromPartial({ cause: randomUUID(), id, term: { effect: 'at-signature', expiresOn } }))),
    /** Resolves once both sides hold the same so many streams, and all who listen have listened; the test's time limit bounds it. */
    settled: async (streams: number): Promise<void> => {
      const limit = Date.now() + 100_000;
      for (let found = await compared(); found?.agree !== true || found.streams !== streams; found = await compared()) {
        if (Date.now() > limit) throw new Error(`not settled: ${JSON.stringify(found)}, ${streams} streams expected`);
      }
      await region()?.caughtUp();
      await nation()?.caughtUp();
    },
    /** When each contract ends, as the nation shows it. */
    ofNation: async (): Promise<ReadonlyMap<string, string>> =>
      new Map((await national((calls) => calls.listContracts(ListContractsRequest.fromPartial({ limit: 50 })))).contracts.map(({ id, expiresOn }) => [id, expiresOn])),
    held: () => national((calls) => calls.listHeld(ListHeldRequest.fromPartial({}))),
    links: async () => (await collector((calls) => calls.listLinks({}))).links,
    divergences: async () => (await collector((calls) => calls.listDivergences(ListDivergencesRequest.fromPartial({ peer: '24' })))).divergences.map(({ stream, kind }) => `${stream} ${kind}`).sort(),
  };
}

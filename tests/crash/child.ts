// A region and the nation that are killed at any moment. `write FROM`: records things one after the other, from that number on, and says
// each number once it is acknowledged. `check COUNT`: waits until both sides agree, then tells what is there.
import { connect } from '@cpom/service';
import { CollectorClient, type CollectorServer } from '@cpom/proto/collector/v1/collector';
import { ContractsClient, DraftContractRequest, GetContractRequest, type ContractsServer } from '@cpom/proto/contracts/v1/contracts';
import { DirectoryClient, GetOrganisationRequest, RegisterOrganisationRequest, type DirectoryServer } from '@cpom/proto/directory/v1/directory';
import { ListContractsRequest, NationalClient, type NationalServer } from '@cpom/proto/national/v1/national';
import { startPair, type Pair } from './pair.ts';

const [dir = '', task = '', number = '0'] = process.argv.slice(2);
const tell = (line: object): void => { process.stdout.write(`${JSON.stringify(line)}\n`); };

async function calls({ region, nation }: Pair) {
  const token = await region.identity.sign({ kind: 'service', service: 'instance', requestId: 'crash' });
  const national = await nation.identity.sign({ kind: 'service', service: 'instance', requestId: 'crash' });
  return {
    directory: connect<DirectoryServer, DirectoryClient>(DirectoryClient, 'directory', region.addressOf('directory')).as(token),
    contracts: connect<ContractsServer, ContractsClient>(ContractsClient, 'contracts', region.addressOf('contracts')).as(token),
    collector: connect<CollectorServer, CollectorClient>(CollectorClient, 'collector', nation.addressOf('collector')).as(national),
    national: connect<NationalServer, NationalClient>(NationalClient, 'national', nation.addressOf('national')).as(national),
  };
}
type All = Awaited<ReturnType<typeof calls>>;

/** One thing a number: an organisation, or a contract in preparation. The cause is the number's, as a client's retry would be. */
async function record(all: All, n: number): Promise<void> {
  const id = `thing-${n}`;
  const cause = `cause-of-${id}-0123456789`;
  if (n % 2 === 0) {
    await all.directory.registerOrganisation(RegisterOrganisationRequest.fromPartial({ cause, organisation: { id, kind: 'partner', names: [{ name: id }] } }));
    return;
  }
  await all.contracts.draftContract(DraftContractRequest.fromPartial({ cause, id, heading: { reference: id, title: id, shape: 'individual' } }));
}

async function write(pair: Pair, from: number): Promise<void> {
  const all = await calls(pair);
  for (let n = from; ; n += 1) {
    await record(all, n);
    tell({ acknowledged: n });
  }
}

async function historyOf(all: All, n: number): Promise<number> {
  const id = `thing-${n}`;
  if (n % 2 === 0) return (await all.directory.getOrganisation(GetOrganisationRequest.fromPartial({ id }))).history.length;
  return (await all.contracts.getContract(GetContractRequest.fromPartial({ id }))).history.length;
}

async function check(pair: Pair, count: number): Promise<void> {
  const all = await calls(pair);
  const lost: number[] = [];
  const twice: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const facts = await historyOf(all, n).catch(() => 0);
    if (facts === 0) lost.push(n);
    if (facts > 1) twice.push(n);
  }
  await pair.region.caughtUp();
  let comparison = await all.collector.compareState({ peer: '24' });
  while (!comparison.agree) comparison = await all.collector.compareState({ peer: '24' });
  await pair.nation.caughtUp();
  const { total } = await all.national.listContracts(ListContractsRequest.fromPartial({ limit: 1 }));
  const { links } = await all.collector.listLinks({});
  tell({ lost, twice, agree: comparison.agree, streams: comparison.streams, contractsSeenByTheNation: total, refills: links[0]?.refills });
}

const pair = await startPair(dir);
tell({ started: true });
if (task === 'write') await write(pair, Number(number));
await check(pair, Number(number));
await pair.stop();
process.exit(0);

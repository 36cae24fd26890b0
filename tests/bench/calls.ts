// What one call between two services costs the processor, over gRPC and near: the floor of each page, which makes several.
import { connect, connectNear, listen, mount, newIdentityKeys, openIdentity, type Calls, type Handlers, type Rules } from '@cpom/service';
import { DirectoryClient, DirectoryService, ListOrganisationsRequest, OrganisationPage, type DirectoryServer } from '@cpom/proto/directory/v1/directory';
import type { Figure } from './figures.ts';

const calls = 2_000;
const rows = 50;

const silent = { error: () => undefined, warn: () => undefined, info: () => undefined };
const page = OrganisationPage.fromPartial({ total: rows, organisations: Array.from({ length: rows }, (_, index) => ({ id: `99000${1_000 + index}`, kind: 'spsti' })) });

async function costOf({ listOrganisations }: Calls<DirectoryServer>): Promise<number> {
  const request = ListOrganisationsRequest.fromPartial({});
  for (let count = 0; count < calls / 4; count += 1) await listOrganisations(request);
  const before = process.cpuUsage();
  for (let count = 0; count < calls; count += 1) await listOrganisations(request);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / calls;
}

/** Every RPC of the directory answers the same page to anybody of the DGT. */
export async function callCosts(): Promise<readonly Figure[]> {
  const identity = await openIdentity(await newIdentityKeys(), '24', Date.now);
  const each = <T>(value: T): Record<string, T> => Object.fromEntries(Object.keys(DirectoryService).map((rpc) => [rpc, value]));
  const handlers = each(() => Promise.resolve(page)) as unknown as Handlers<DirectoryServer>;
  const mounted = mount<DirectoryServer>(DirectoryService, handlers, each({ roles: ['dgt'] }) as unknown as Rules<DirectoryServer>, { identity, log: silent });
  const server = await listen([mounted], '127.0.0.1:0');
  const token = await identity.sign({ kind: 'person', personId: 'bench', memberships: [{ id: 'bench', role: 'dgt', organisation: 'dgt' }], requestId: 'bench' });
  const far = connect<DirectoryServer, DirectoryClient>(DirectoryClient, 'directory', server.address);
  try {
    const [grpc, near] = [await costOf(far.as(token)), await costOf(connectNear<DirectoryServer>('directory', mounted).as(token))];
    return [
      { name: 'call.grpc_us', value: grpc, unit: 'µs', note: `processor time of a call and its answer of ${rows} rows, both ends, over gRPC on loopback` },
      { name: 'call.near_us', value: near, unit: 'µs', note: 'the same between two services of one process' },
    ];
  } finally {
    far.close();
    await server.stop();
  }
}

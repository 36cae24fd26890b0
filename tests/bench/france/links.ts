import { CollectorClient, ListLinksRequest, PeerRequest, type CollectorServer } from '@cpom/proto/collector/v1/collector';
import { connect } from '@cpom/service';
import type { Peer } from '@cpom/collector';
import type { RunningInstance } from '../../../services/instance/src/index.ts';
import { pause } from './tell.ts';

/** A nation, whichever way its services run. */
type Nation = Pick<RunningInstance, 'addressOf' | 'identity' | 'caughtUp'>;

async function asked<T>(nation: Nation, what: (calls: () => Promise<ReturnType<ReturnType<typeof connectTo>['as']>>) => Promise<T>): Promise<T> {
  const client = connectTo(nation);
  try {
    return await what(async () => client.as(await nation.identity.sign({ kind: 'service', service: 'instance', requestId: 'bench' })));
  } finally {
    client.close();
  }
}

const connectTo = (nation: Nation) => connect<CollectorServer, CollectorClient>(CollectorClient, 'collector', nation.addressOf('collector'));

/** Until every link has all that its peer had, and all of it is folded into the views; gives how many messages came. */
export const followed = (nation: Nation, peers: readonly Peer[]): Promise<number> => asked(nation, async (calls) => {
  for (;;) {
    const { links } = await (await calls()).listLinks(ListLinksRequest.fromPartial({}));
    if (links.length === peers.length && links.every(({ state }) => state === 'following')) {
      await nation.caughtUp();
      return links.reduce((sum, { messages }) => sum + Number(messages), 0);
    }
    await pause(50);
  }
});

/** How many peers agree with what is known of them here, stream by stream. */
export const agreeing = (nation: Nation, peers: readonly Peer[]): Promise<number> => asked(nation, async (calls) => {
  let agree = 0;
  for (const { code } of peers) if ((await (await calls()).compareState(PeerRequest.fromPartial({ peer: code }))).agree) agree += 1;
  return agree;
});

import { Refusal } from '@cpom/kernel';
import { stateHash, type Query, type Views } from '@cpom/platform';
import { LinkList, type CollectorServer, type Divergence, type Link as LinkMessage } from '@cpom/proto/collector/v1/collector';
import type { FeedConnection, Handlers } from '@cpom/service';
import type { Peer } from './config.ts';
import type { Link } from './link.ts';
import type { Memory } from './memory.ts';
import { divergences, type DivergenceRow } from './views.ts';

/** One followed peer with what follows it. */
export interface Followed {
  readonly peer: Peer;
  readonly link: Link;
  readonly feed: FeedConnection;
}

export interface CollectorDeps {
  readonly followed: readonly Followed[];
  readonly memory: Memory;
  readonly views: Views;
  readonly audience: string;
}

function describe({ peer, link }: Followed): LinkMessage {
  const { state, problem, programVersion, progress } = link.status();
  const { lastHeardAt, completeAt, cursor, messages, refills } = progress;
  return { peer: peer.code, name: peer.name, state, problem, version: programVersion, lastHeardAt, completeAt, messages, refills, cursor: Buffer.from(cursor, 'base64').toString() };
}

const [usual, most] = [50, 500];

const divergence = ({ peer, peerStream: stream, heardSequence: heardVersion, sequenceNow: versionNow, foundAt, kind }: DivergenceRow): Divergence =>
  ({ peer, stream, heardVersion, versionNow, foundAt, kind });

/** The RPCs of the collector. */
export function collectorHandlers({ followed, memory, views, audience }: CollectorDeps): Handlers<CollectorServer> {
  const find = (code: string): Followed => {
    const found = followed.find(({ peer }) => peer.code === code);
    if (!found) throw new Refusal('not-found', `L'instance « ${code} » n'est pas suivie.`);
    return found;
  };
  return {
    listLinks: () => Promise.resolve(LinkList.create({ links: followed.map(describe) })),
    compareState: async ({ peer }) => {
      const there = await find(peer).feed.readHeads(audience);
      const heads = memory.heads(peer);
      const here = stateHash(heads);
      return { peer, here, there: there.stateHash, agree: here === there.stateHash, streams: heads.length };
    },
    listDivergences: async ({ peer, offset, limit }) => {
      const asked: Query = peer === '' ? {} : { where: { peer } };
      const [rows, total] = await Promise.all([
        views.list<DivergenceRow>(divergences.view, { ...asked, sort: { by: 'foundAt', descending: true }, offset, limit: Math.min(limit || usual, most) }),
        views.count(divergences.view, asked),
      ]);
      return { divergences: rows.map(({ doc }) => divergence(doc)), total };
    },
  };
}

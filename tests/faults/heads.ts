import { join } from 'node:path';
import type { HeadsReply } from '@cpom/proto/feed/v1/feed';
import { connectFeed, mutualChannel, readTrust } from '@cpom/service';
import type { Caller } from './client.ts';
import { infoOf, type Fleet } from './fleet.ts';

/** What a region's gate answers the nation: its public streams, with their versions and digests. */
export async function headsOf(fleet: Fleet, region: string): Promise<HeadsReply> {
  const trust = await readTrust(join(fleet.dir, 'trust', 'nation'));
  if (!trust) throw new Error('the nation has no certificate');
  const feed = connectFeed(infoOf(region).name, fleet.addressOf(region, 'gate'), mutualChannel(trust, region), () => Promise.resolve(''));
  try {
    return await feed.readHeads('nation');
  } finally {
    feed.close();
  }
}

/** Whether gate and collector hold the same state, by their hashes. */
export async function agree(caller: Caller, region: string): Promise<boolean> {
  return (await (await caller.collector()).compareState({ peer: region })).agree;
}

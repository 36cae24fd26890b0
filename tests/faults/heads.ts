import { join } from 'node:path';
import type { HeadsReply } from '@cpom/proto/feed/v1/feed';
import { connectFeed, mutualChannel, readTrust } from '@cpom/service';
import { untilAnswered, type Caller } from './client.ts';
import { infoOf, type Fleet } from './fleet.ts';

const patienceMs = 90_000;

/** What a region's gate answers the nation: its public streams, with their versions and digests. Asked again while it cannot. */
export async function headsOf(fleet: Fleet, region: string): Promise<HeadsReply> {
  const until = Date.now() + patienceMs;
  const heads = await untilAnswered(() => askedOnce(fleet, region), () => Date.now() > until);
  if (!heads) throw new Error(`the gate of ${region} did not answer within ${patienceMs / 1_000} s`);
  return heads;
}

async function askedOnce(fleet: Fleet, region: string): Promise<HeadsReply> {
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

import { describe, expect, it } from '@jest/globals';
import { EventEmitter, once } from 'node:events';
import { status, type ServerWritableStream } from '@grpc/grpc-js';
import type { Log } from '@cpom/platform';
import type { FeedBatch, FollowRequest } from '@cpom/proto/feed/v1/feed';
import { gateImplementation } from './rpc.ts';

type Line = Readonly<Record<string, unknown>>;

const centre = { code: '24', kind: 'region', name: 'Centre-Val de Loire', authority: 'DREETS', timeZone: 'Europe/Paris' } as const;
const nationsCertificate = { sslPeerCertificate: { subjectaltname: 'URI:urn:cpom:instance:nation' } };

/** A call of the nation, with a cursor that no gate wrote; its certificate cannot be read any more once the connection is cut. */
function callOfNation() {
  let cut = false;
  const authContext = (): typeof nationsCertificate => {
    if (cut) throw new TypeError("Cannot read properties of null (reading 'raw')");
    return nationsCertificate;
  };
  const call = Object.assign(new EventEmitter(), { request: { audience: 'nation', cursor: Buffer.from('not ours') }, getAuthContext: authContext, end: () => undefined });
  return { call: call as unknown as ServerWritableStream<FollowRequest, FeedBatch>, cut: () => { cut = true; } };
}

function gate() {
  const lines: Line[] = [];
  const keep = (fields: Line, message: string): void => { lines.push({ ...fields, message }); };
  const log = { debug: keep, info: keep, warn: keep, error: keep } as unknown as Log;
  const { follow } = gateImplementation({ instance: centre, feeds: new Map(), log, programVersion: '0', heartbeat: 1_000, stopping: new AbortController().signal });
  return { lines, follow: follow as (call: ServerWritableStream<FollowRequest, FeedBatch>) => void };
}

describe('a follower that is turned away', () => {
  it.each([['stays connected', false], ['has lost its connection meanwhile', true]])('is refused and named in the log when it %s', async (_when, isCut) => {
    const [{ follow, lines }, { call, cut }] = [gate(), callOfNation()];
    const refused = once(call, 'error');

    follow(call);
    if (isCut) cut();

    expect(await refused).toMatchObject([{ code: status.DATA_LOSS }]);
    expect(lines).toContainEqual({ message: 'a follower was turned away', peer: 'nation', code: 'diverged' });
  });

  it('is refused as nobody when its connection was lost before it was asked for its certificate', async () => {
    const [{ follow, lines }, { call, cut }] = [gate(), callOfNation()];
    const refused = once(call, 'error');
    cut();

    follow(call);

    expect(await refused).toMatchObject([{ code: status.UNAUTHENTICATED }]);
    expect(lines).toContainEqual({ message: 'a follower was turned away', peer: undefined, code: 'unauthenticated' });
  });
});

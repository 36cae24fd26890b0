import type { ServerUnaryCall, ServerWritableStream } from '@grpc/grpc-js';
import { Refusal } from '@cpom/kernel';
import { instanceOf, type InstanceInfo } from '@cpom/service';

/** Which peer may hear which audience: the nation hears its regions, a region hears the nation. */
const audiences: Readonly<Record<InstanceInfo['kind'], { readonly audience: string; mayHear(peer: string): boolean }>> = {
  region: { audience: 'nation', mayHear: (peer) => peer === 'nation' },
  nation: { audience: 'regions', mayHear: (peer) => /^\d{2}$/.test(peer) },
};

type Call = Pick<ServerWritableStream<unknown, unknown> & ServerUnaryCall<unknown, unknown>, 'getAuthContext'>;

/** The instance that the caller's certificate names; undefined for none, and once the connection has ended: gRPC cannot read it then, and throws. */
export function peerOf(call: Call): string | undefined {
  try {
    return instanceOf(call.getAuthContext()?.sslPeerCertificate);
  } catch {
    return undefined;
  }
}

/** The peer, once it may hear the audience; `peer`: what `peerOf` gave. Refuses a peer without a certificate, a stranger, and an audience that is not its own. */
export function checkPeer(instance: InstanceInfo, peer: string | undefined, audience: string): string {
  if (!peer) throw new Refusal('unauthenticated', "Le certificat présenté ne nomme aucune instance.");
  const allowed = audiences[instance.kind];
  if (!allowed.mayHear(peer) || audience !== allowed.audience) throw new Refusal('forbidden', `L'instance ${peer} n'est pas destinataire de ce fil.`);
  return peer;
}

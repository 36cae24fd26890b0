import { credentials, ServerCredentials, type ChannelCredentials } from '@grpc/grpc-js';
import type { PeerCertificate } from 'node:tls';

/** What an instance shows to its peers and by what it knows them: PEM texts. */
export interface Trust {
  readonly authorities: Buffer;
  readonly certificate: Buffer;
  readonly privateKey: Buffer;
}

const uriOf = (instance: string): string => `urn:cpom:instance:${instance}`;
export const instanceUri = uriOf;

/** The instance that a certificate speaks for (subject alternative name `urn:cpom:instance:<code>`), if any. */
export function instanceOf(certificate: Pick<PeerCertificate, 'subjectaltname'> | undefined): string | undefined {
  return /(?:^|, )URI:urn:cpom:instance:([a-z0-9]+)(?:,|$)/.exec(certificate?.subjectaltname ?? '')?.[1];
}

/** A server that answers only to certificates of the same authority. Lapsed ones do not get through the handshake. */
export const mutualServer = (trust: Trust): ServerCredentials =>
  ServerCredentials.createSsl(trust.authorities, [{ cert_chain: trust.certificate, private_key: trust.privateKey }], true);

/** A channel that shows our certificate and takes no other server than the named instance. */
export const mutualChannel = (trust: Trust, peer: string): ChannelCredentials =>
  credentials.createSsl(trust.authorities, trust.privateKey, trust.certificate, {
    checkServerIdentity: (_host, certificate) =>
      instanceOf(certificate) === peer ? undefined : new Error(`the certificate is not that of instance ${peer}`),
  });

import { status, type ServiceError } from '@grpc/grpc-js';
import { Refusal } from '@cpom/kernel';
import { fromServiceError } from './grpc-status.ts';

/** What the other side's certificate, or ours, has against it, by the words of the handshake that failed. */
const reasons: readonly (readonly [RegExp, (name: string) => string])[] = [
  [/certificate is not that of instance/, (name) => `Ce qui répond à l'adresse de « ${name} » présente le certificat d'une autre instance.`],
  [/certificate (?:has expired|is not yet valid)/, (name) => `Le certificat que présente « ${name} » n'est pas valable à cette date : il est échu, ou ne commence que plus tard.`],
  [/certificate/, (name) => `Le certificat que présente « ${name} » ne vient pas d'une autorité reconnue ici.`],
  [/Failed to connect/, (name) => `« ${name} » a raccroché pendant l'échange des certificats : le nôtre est peut-être échu, ou n'y est pas reconnu.`],
];

const isUnavailable = (error: unknown): error is ServiceError => error instanceof Error && 'code' in error && error.code === status.UNAVAILABLE && 'metadata' in error;

/** As `fromServiceError`, between instances: a handshake that failed says why. The cause keeps the words of the handshake, for the log. */
export function fromPeerError(error: unknown, name: string): unknown {
  const refusal = fromServiceError(error, name);
  if (!isUnavailable(error) || !(refusal instanceof Refusal) || refusal.code !== 'unavailable') return refusal;
  const [, told] = reasons.find(([words]) => words.test(error.message)) ?? [];
  return Object.assign(told ? new Refusal('unavailable', told(name)) : refusal, { cause: new Error(error.message) });
}

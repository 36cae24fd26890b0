import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import { Refusal, type RefusalCode, type RefusalDetail } from '@cpom/kernel';

const statuses: Readonly<Record<RefusalCode, status>> = {
  invalid: status.INVALID_ARGUMENT,
  rule: status.FAILED_PRECONDITION,
  conflict: status.ABORTED,
  'not-found': status.NOT_FOUND,
  unauthenticated: status.UNAUTHENTICATED,
  forbidden: status.PERMISSION_DENIED,
  'too-large': status.OUT_OF_RANGE,
  'too-many': status.RESOURCE_EXHAUSTED,
  diverged: status.DATA_LOSS,
  unavailable: status.UNAVAILABLE,
};

const trailer = 'refusal-bin';
type Sent = { code: RefusalCode; message: string; details: readonly RefusalDetail[] };

/** A refusal on the wire: its code as a status, its words whole in a trailer (status messages are not made for accents). */
export function toServiceError(refusal: Refusal): Partial<ServiceError> {
  const metadata = new Metadata();
  const sent: Sent = { code: refusal.code, message: refusal.message, details: refusal.details };
  metadata.set(trailer, Buffer.from(JSON.stringify(sent)));
  return { code: statuses[refusal.code], details: refusal.code, metadata };
}

export const faultError: Partial<ServiceError> = { code: status.INTERNAL, details: 'fault' };

const isServiceError = (error: unknown): error is ServiceError => error instanceof Error && 'code' in error && 'metadata' in error;

/** What came back as an error: the refusal that was sent, `unavailable` for a service that does not answer, else the fault itself. */
export function fromServiceError(error: unknown, service: string): unknown {
  if (!isServiceError(error)) return error;
  const [sent] = error.metadata.get(trailer);
  if (sent instanceof Buffer) {
    const { code, message, details } = JSON.parse(sent.toString()) as Sent;
    return new Refusal(code, message, details);
  }
  if (error.code === status.UNAVAILABLE || error.code === status.DEADLINE_EXCEEDED || error.code === status.CANCELLED) {
    return new Refusal('unavailable', `Le service « ${service} » ne répond pas pour le moment. Réessayez dans quelques instants.`);
  }
  return error;
}

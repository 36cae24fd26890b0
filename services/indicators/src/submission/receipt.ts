import { createHash } from 'node:crypto';
import type { Receipt as ReceiptMessage } from '@cpom/proto/indicators/v1/indicators';
import type { Receipt, Submission } from './state.ts';

/** One line a cell, sorted by code: what a receipt's digest is computed from, by anybody. */
export const receiptLines = (receipt: Receipt): string =>
  [...receipt.cells].map(([code, { value, explanation }]) => `${code}\t${JSON.stringify(value)}\t${explanation}`).sort().join('\n');

/** Proof of what was sent: number, moment, counts and the SHA-256 of the values. */
export function toReceipt(state: Submission, position = 0): ReceiptMessage | undefined {
  const { receipt } = state;
  if (!receipt) return undefined;
  return {
    number: `${state.region}-${state.campaign}-${state.service} n° ${receipt.version}`, submittedAt: receipt.at,
    actorId: receipt.actor.actorId, role: receipt.actor.role, asked: receipt.asked, answered: receipt.answered,
    digest: createHash('sha256').update(receiptLines(receipt)).digest('hex'), position, version: receipt.version,
  };
}

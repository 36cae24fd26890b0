import type { Day } from '@cpom/kernel';
import type { Bus } from '@cpom/platform';
import type { Mail, Mailer, MailOutcome } from '@cpom/service';
import { ContractDetail } from '@cpom/proto/contracts/v1/events';
import { SubmissionDetail } from '@cpom/proto/indicators/v1/events';
import type { KnownContract, KnownSubmission } from './heard.ts';
import type { Around } from './reactions.ts';

/** For tests: what the neighbours would say, and what is made of it. */
export const service = '732829320';
export const today = '2026-03-02' as Day;

export const contract = (more: Partial<KnownContract> = {}): KnownContract => ({
  id: 'c', reference: 'REF', authority: 'dreets-24', funds: ['carsat-cvl'], services: [service], stage: 'signed', signedOn: '2022-01-01', effectiveFrom: '2022-01-01',
  expiresOn: '2030-12-31', provisional: false, lastDay: '2030-12-31', awaited: [], signingSince: '', leads: [], ...more,
});

export const submission = (more: Partial<KnownSubmission> = {}): KnownSubmission => ({
  open: true, stream: 'submission-24-2025-s', service, campaign: '2025', period: '2025', openedOn: '2026-01-05', dueOn: '2026-04-30', state: 'open',
  contracts: ['c'], returned: [], awaited: [], ...more,
});

export const around = (more: Partial<Around> = {}): Around => ({ authority: 'dreets-24', today, contracts: [contract()], submissions: [], ...more });

const message = (topic: string, key: string, type: string, payload: Uint8Array, sequence: number) => ({
  topic, key, payload, event: { id: `${key}/${sequence}`, source: `cpom://24/${topic}`, type, subject: key, time: '2026-03-02T08:00:00.000Z', sequence },
});

export interface Told {
  readonly contract?: Parameters<typeof ContractDetail.fromPartial>[0];
  readonly submission?: Parameters<typeof SubmissionDetail.fromPartial>[0];
}

/** Says on the bus what contracts or indicators would say. */
export async function hear({ bus }: { readonly bus: Pick<Bus, 'publish'> }, told: Told, sequence = 1): Promise<void> {
  const detail = told.contract && ContractDetail.fromPartial({ id: 'c', reference: 'REF', authority: 'dreets-24', funds: ['carsat-cvl'], services: [service], ...told.contract });
  const turn = told.submission && SubmissionDetail.fromPartial({ region: '24', service, campaign: '2025', period: { label: '2025' }, openedOn: '2026-01-05', dueOn: '2026-04-30', state: 'open', contracts: ['c'], ...told.submission });
  await bus.publish([
    ...(detail ? [message('contracts', `contract-${detail.id}`, 'cpom.contracts.v1.ContractDetail', ContractDetail.encode(detail).finish(), sequence)] : []),
    ...(turn ? [message('indicators', `submission-24-${turn.campaign}-${turn.service}`, 'cpom.indicators.v1.SubmissionDetail', SubmissionDetail.encode(turn).finish(), sequence)] : []),
  ]);
}

/** A mailer that keeps what it is given and answers what it is told to. */
export interface FakeMailer extends Mailer {
  readonly sent: readonly Mail[];
  readonly tried: readonly Mail[];
  answer(outcome: MailOutcome): void;
}

export function fakeMailer(): FakeMailer {
  const [sent, tried]: [Mail[], Mail[]] = [[], []];
  let outcome: MailOutcome = 'sent';
  return {
    sent, tried,
    answer: (next) => { outcome = next; },
    send: (mail) => {
      tried.push(mail);
      if (outcome === 'sent') sent.push(mail);
      return Promise.resolve(outcome);
    },
    close: () => undefined,
  };
}

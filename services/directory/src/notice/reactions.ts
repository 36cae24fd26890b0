import { isLegalDate, type Day, type LegalDate } from '@cpom/kernel';
import type { Addressee, Announcement, NoticeKind } from './announcement.ts';
import type { KnownContract, KnownSubmission } from './heard.ts';

/** What notices are made from: what the neighbours said last, and who runs the instance. */
export interface Around {
  readonly authority: string;
  readonly today: Day;
  readonly contracts: readonly KnownContract[];
  readonly submissions: readonly KnownSubmission[];
}

const known = (text: string): { readonly on?: LegalDate } => (isLegalDate(text) ? { on: text } : {});
export const pageOfSubmission = ({ campaign, service }: KnownSubmission): string => `/campagnes/${encodeURIComponent(campaign)}/${service}`;
export const pageOfContract = (id: string): string => `/contrats/${encodeURIComponent(id)}`;

/** The people of a side who do its part of a campaign. */
export function sideOf(side: string, submission: KnownSubmission, { authority, contracts }: Around): Addressee[] {
  if (side === 'spsti') return [{ organisation: submission.service, roles: ['spsti-lead', 'spsti-director'] }];
  if (side === 'dreets') return [{ organisation: authority, roles: ['dreets-agent'] }];
  const funds = contracts.filter(({ id }) => submission.contracts.includes(id)).flatMap((contract) => contract.funds);
  return [...new Set(funds)].map((organisation) => ({ organisation, roles: ['fund-agent'] }));
}

const kinds: Readonly<Record<string, NoticeKind>> = { correct: 'reopened', check: 'to-check', approve: 'to-approve' };
const kindOf = (side: string, act: string): NoticeKind | undefined => (act === 'fill' ? (side === 'spsti' ? 'campaign-opened' : 'lines-to-fill') : kinds[act]);

const pages: Readonly<Partial<Record<NoticeKind, string>>> = { 'to-check': '/controle', 'to-approve': '/transmission' };

/** Whose turn it is: once for each round. */
function turns(submission: KnownSubmission, around: Around): Announcement[] {
  return submission.awaited.flatMap(({ side, act, since }) => {
    const kind = kindOf(side, act);
    if (kind === undefined) return [];
    const { service, period, dueOn, stream } = submission;
    const path = pageOfSubmission(submission) + (pages[kind] ?? '');
    return [{ kind, cause: `${kind}:${stream}:${side}:${since}`, to: sideOf(side, submission, around), path, about: { service, period, ...known(dueOn) } }];
  });
}

/** Lines sent back to a side: one notice a day, however many lines. */
function returns(submission: KnownSubmission, around: Around): Announcement[] {
  return [...Map.groupBy(submission.returned, ({ side }) => side)].map(([side, lines]): Announcement => {
    const last = lines.map(({ on }) => on).reduce((latest, on) => (on > latest ? on : latest), '');
    const { service, period, stream } = submission;
    return { kind: 'line-returned', cause: `line-returned:${stream}:${side}:${last}`, to: sideOf(side, submission, around), path: pageOfSubmission(submission), about: { service, period } };
  });
}

function signatures({ id, reference, stage, awaited, signingSince }: KnownContract): Announcement[] {
  if (stage !== 'signing' || awaited.length === 0) return [];
  const to = awaited.map((organisation): Addressee => ({ organisation, roles: ['spsti-director', 'dreets-signatory', 'fund-signatory'] }));
  return [{ kind: 'signature-awaited', cause: `signature-awaited:contract-${id}:${signingSince}`, to, path: pageOfContract(id), about: { contract: reference, ...known(signingSince) } }];
}

/** A lead is told once the action sheet is theirs, unless the contract is over. */
function leads({ id, reference, stage, lastDay, leads: named }: KnownContract, today: Day): Announcement[] {
  if (stage === 'abandoned' || (lastDay !== '' && lastDay < today)) return [];
  return named.map(({ service, personId, sheet, namedOn }): Announcement => ({
    kind: 'lead-named', cause: `lead-named:contract-${id}:${sheet}:${service}:${namedOn}`, to: [{ organisation: service, roles: ['spsti-lead', 'spsti-director'], personId }],
    path: `${pageOfContract(id)}/fiches/${encodeURIComponent(sheet)}`, about: { contract: reference, service },
  }));
}

/** What the neighbours' last words call for today. The same words give the same announcements, in whatever order they came. */
export const announced = (around: Around): readonly Announcement[] => [
  ...around.submissions.flatMap((submission) => [...turns(submission, around), ...returns(submission, around)]),
  ...around.contracts.flatMap((contract) => [...signatures(contract), ...leads(contract, around.today)]),
];

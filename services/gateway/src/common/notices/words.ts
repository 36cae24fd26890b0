import { dayAt, type Instant } from '@cpom/kernel';
import type { Notice } from '@cpom/proto/directory/v1/directory';
import { badge, html, moment, type BadgeTone, type Html } from '../../ui/index.ts';
import type { Visit } from '../../site/visit.ts';

/** What people are told of, as readers call it. */
export const noticeKinds = [
  'campaign-opened', 'lines-to-fill', 'reopened', 'to-check', 'to-approve', 'line-returned', 'lead-named', 'signature-awaited', 'deadline', 'contract-ends', 'accreditation-ends',
] as const;

const kindNames: Readonly<Record<string, string>> = {
  'campaign-opened': 'Campagne ouverte', 'lines-to-fill': 'Lignes à remplir', reopened: 'Remontée rouverte', 'to-check': 'Contrôle attendu', 'to-approve': 'Approbation attendue',
  'line-returned': 'Ligne renvoyée', 'lead-named': 'Fiche action confiée', 'signature-awaited': 'Signature attendue', deadline: 'Échéance de campagne',
  'contract-ends': 'Fin de contrat', 'accreditation-ends': 'Fin d’agrément',
};
export const kindName = (kind: string): string => kindNames[kind] ?? kind;

export const statuses = ['queued', 'sent', 'failed', 'muted'] as const;
const statusNames: Readonly<Record<string, string>> = { queued: 'à envoyer', sent: 'envoyé', failed: 'non parti', muted: 'non souhaité' };
export const statusName = (status: string): string => statusNames[status] ?? status;

const tones: Readonly<Record<string, BadgeTone>> = { queued: 'info', sent: 'success', failed: 'error', muted: 'neutral' };

const troubles: Readonly<Record<string, string>> = {
  refused: 'Le serveur de messagerie refuse cette adresse.', unreachable: 'Le serveur de messagerie ne répond pas.',
  left: 'Le destinataire n’a plus ce rôle.', late: 'Trop ancien pour être envoyé.',
};

type Place = Pick<Visit<unknown>, 'info'>;
export const at = (instant: string, { info }: Place): string => (instant === '' ? '' : moment(instant as Instant, info.timeZone));

/** Why a message has not left, in a sentence; empty when nothing is to be said. */
export function whyNot({ status, trouble, nextTryAt, digest }: Notice, mailing: boolean, place: Place): string {
  if (status === 'queued') return mailing ? (digest ? 'Avec le récapitulatif du matin.' : '') : 'Aucun serveur de messagerie n’est configuré.';
  if (status === 'muted') return 'Le destinataire ne souhaite pas de message.';
  const again = nextTryAt === '' ? '' : ` Nouvel essai le ${at(nextTryAt, place)}.`;
  return `${troubles[trouble] ?? ''}${again}`;
}

/** Where a message stands: a word, a date, and why when it has not left. */
export function standing(notice: Notice, mailing: boolean, place: Place): Html {
  const day = dayAt((notice.sentAt || notice.createdAt) as Instant, place.info.timeZone);
  // That nothing leaves at all is said once, above the list.
  const why = mailing || notice.status !== 'queued' ? whyNot(notice, mailing, place) : '';
  return html`${badge({ tone: tones[notice.status] ?? 'neutral', text: statusName(notice.status), date: { on: day, word: notice.status === 'sent' ? 'le' : 'depuis le' } })}${why !== '' && html`<br><small>${why}</small>`}`;
}

import { frenchDate, type Day } from '@cpom/kernel';
import type { About, Announcement, NoticeKind } from './announcement.ts';

/** A mail's words: no value, no name. */
export interface Words {
  readonly subject: string;
  readonly text: string;
}

/** What is spoken of, ready to be read. */
interface Spoken {
  readonly service: string;
  readonly contract: string;
  readonly period: string;
  readonly on: string;
  readonly overdue: boolean;
  readonly provisional: boolean;
}

const by = ({ on }: Spoken, sentence: string): string => (on === '' ? '' : ` ${sentence} ${on}.`);

const sentences: Readonly<Record<NoticeKind, (so: Spoken) => Words>> = {
  'campaign-opened': (so) => ({
    subject: `Campagne ${so.period} : vos réponses sont attendues`,
    text: `La campagne ${so.period} est ouverte pour le service ${so.service}.${by(so, 'Les réponses sont attendues au plus tard le')} La direction du service transmet la remontée quand toutes les lignes sont remplies.`,
  }),
  'lines-to-fill': (so) => ({
    subject: `Campagne ${so.period}, service ${so.service} : des lignes sont à remplir par votre organisme`,
    text: `Certaines lignes de la campagne ${so.period} du service ${so.service} sont demandées à votre organisme. La remontée ne peut être approuvée sans elles.`,
  }),
  reopened: (so) => ({
    subject: `Campagne ${so.period} : la remontée du service ${so.service} est rouverte`,
    text: `Des valeurs approuvées sont rouvertes pour être corrigées. Le motif se lit dans l'historique de la remontée ; une fois la correction faite, la direction du service transmet de nouveau.`,
  }),
  'to-check': (so) => ({
    subject: `Campagne ${so.period} : la remontée du service ${so.service} attend votre contrôle`,
    text: `Le service ${so.service} a transmis sa remontée pour la campagne ${so.period}. La DREETS et la caisse la contrôlent en parallèle : chacune peut renvoyer une ligne en disant pourquoi.`,
  }),
  'to-approve': (so) => ({
    subject: `Campagne ${so.period} : la remontée du service ${so.service} attend l'approbation de la DREETS`,
    text: `La DREETS et la caisse ont terminé leurs contrôles. L'approbation verrouille les valeurs et les transmet au niveau national.`,
  }),
  'line-returned': (so) => ({
    subject: `Campagne ${so.period}, service ${so.service} : au moins une ligne vous est renvoyée`,
    text: `Au moins une ligne de la campagne ${so.period} est à corriger ou à expliquer. Le motif se lit sur la ligne. Seules les lignes renvoyées, et celles qui leur sont liées, peuvent être modifiées.`,
  }),
  'lead-named': (so) => ({
    subject: `Contrat ${so.contract} : une fiche action vous est confiée`,
    text: `Vous êtes désormais référent d'une fiche action du contrat ${so.contract} pour le service ${so.service}.`,
  }),
  'signature-awaited': (so) => ({
    subject: `Contrat ${so.contract} : la signature de votre organisme est attendue`,
    text: `Le contrat ${so.contract} est mis à la signature${so.on === '' ? '' : ` depuis le ${so.on}`}. La signature se donne hors de l'application, puis la DREETS l'enregistre avec l'exemplaire signé : ouvrir la page ne vaut pas signature.`,
  }),
  deadline: (so) => (so.overdue
    ? { subject: `Campagne ${so.period} : l'échéance est passée`, text: `La remontée du service ${so.service} était attendue au plus tard le ${so.on} et n'est pas transmise. Elle peut encore l'être ; elle sera signalée comme tardive.` }
    : { subject: `Campagne ${so.period} : échéance le ${so.on}`, text: `La remontée du service ${so.service} est attendue au plus tard le ${so.on} et n'est pas encore transmise. La page de la campagne liste ce qui reste à faire.` }),
  'contract-ends': (so) => ({
    subject: `Contrat ${so.contract} : échéance le ${so.on}`,
    text: `Le contrat ${so.contract} arrive à échéance le ${so.on}.${so.provisional ? ' Cette échéance est provisoire : une date de suivi est prévue.' : ''} Aucun contrat signé ne prend encore la suite pour tous les services concernés.`,
  }),
  'accreditation-ends': (so) => ({
    subject: so.overdue ? `Agrément du service ${so.service} : la demande de renouvellement aurait dû être déposée` : `Agrément du service ${so.service} : échéance le ${so.on}`,
    text: `L'agrément du service ${so.service} finit le ${so.on}. La demande de renouvellement se dépose au moins quatre mois avant${so.overdue ? ' : ce délai est passé et aucun dépôt n\'est enregistré' : ''}.`,
  }),
};

function spoken({ service, contract, period, on, overdue, provisional }: About, nameOf: (id: string) => string): Spoken {
  return {
    service: service === undefined ? '' : `« ${nameOf(service)} »`, contract: contract ? `« ${contract} »` : 'sans référence', period: period ?? '',
    on: on === undefined ? '' : frenchDate(on), overdue: overdue ?? false, provisional: provisional ?? false,
  };
}

/** The subject and the text of a notice, in French. */
export const wordsOf = ({ kind, about }: Pick<Announcement, 'kind' | 'about'>, nameOf: (id: string) => string): Words => sentences[kind](spoken(about, nameOf));

/** Where the site is, for links; absent in a demonstration that sends nothing. */
export interface Site {
  readonly origin: string;
  readonly name: string;
}

interface Line extends Words {
  readonly path: string;
}

const closing = ({ origin, name }: Site): string =>
  `--\nMessage automatique de la plateforme de pilotage des CPOM (${name}) : n'y répondez pas.\nRecevoir ces messages un par un, une fois par jour ou plus du tout : ${origin}/courriers\n`;

/** One notice as a whole mail. */
export const letterOf = ({ subject, text, path }: Line, site: Site): Words => ({ subject, text: `Bonjour,\n\n${text}\n\nPour y aller : ${site.origin}${path}\n\n${closing(site)}` });

/** The day's notices in one mail. */
export const digestOf = (lines: readonly Line[], today: Day, site: Site): Words => ({
  subject: `Récapitulatif du ${frenchDate(today)}`,
  text: `Bonjour,\n\nVoici ce qui vous attend :\n\n${lines.map(({ subject, path }) => `- ${subject}\n  ${site.origin}${path}`).join('\n\n')}\n\n${closing(site)}`,
});

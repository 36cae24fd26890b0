import { isDay, type LegalDate } from '@cpom/kernel';
import { badge, type BadgeModel, type BadgeTone, type Html } from '../../ui/index.ts';
import { wordOf, type Words } from '../contracts/words.ts';

/** Where a submission stands, as readers and filters call it. */
export const phases: Words = {
  open: 'En cours de saisie', submitted: 'Transmise, à contrôler', checking: 'En contrôle', returned: 'Renvoyée pour correction',
  checked: 'Contrôlée, à approuver', approved: 'Approuvée', reopened: 'Rouverte',
};

const phaseTones: Readonly<Record<string, BadgeTone>> = { open: 'new', submitted: 'info', checking: 'info', returned: 'warning', checked: 'info', approved: 'success', reopened: 'warning' };

/** The state of a submission in words, with its date where one counts. */
export function phaseBadge({ state, submittedAt, approvedAt }: { readonly state: string; readonly submittedAt: string; readonly approvedAt: string }): Html {
  const at = (state === 'approved' ? approvedAt : state === 'submitted' ? submittedAt : '').slice(0, 10);
  return badge({ tone: phaseTones[state] ?? 'neutral', text: wordOf(phases, state), ...(isDay(at) ? { date: { on: at as LegalDate } } : {}) });
}

const cellStates: Readonly<Record<string, BadgeModel>> = {
  empty: { tone: 'neutral', text: 'À remplir' }, answered: { tone: 'success', text: 'Renseignée' }, 'to-explain': { tone: 'warning', text: 'À expliquer' },
  blocked: { tone: 'error', text: 'À corriger' }, returned: { tone: 'warning', text: 'Renvoyée' }, corrected: { tone: 'info', text: 'Corrigée' },
  checked: { tone: 'success', text: 'Contrôlée' }, locked: { tone: 'success', text: 'Approuvée' }, computed: { tone: 'neutral', text: 'Calculée' },
};

/** The state of one line; an unknown one is shown as it is. */
export const cellState = (state: string): BadgeModel => cellStates[state] ?? { tone: 'neutral', text: state };

/** Who fills a line. */
export const reporters: Words = { spsti: 'Service (SPSTI)', fund: 'Caisse', dreets: 'DREETS', computed: 'Calculé' };

/** « par la caisse ». */
export const sides: Words = { fund: 'la caisse', dreets: 'la DREETS', spsti: 'le service' };

export const checkStates: Words = { pending: 'pas commencé', started: 'en cours', finished: 'terminé' };

/** What is counted; empty where the label says it. */
export const units: Words = {
  count: 'nombre', persons: 'personnes', establishments: 'établissements', percent: '%', 'per-thousand': '‰', 'per-million': 'par million d’heures', days: 'jours',
  fte: 'ETP', boolean: 'oui ou non', narrative: 'texte',
};

export const indicatorThemes: Words = {
  PDP: 'Prévention de la désinsertion professionnelle', TMS: 'Troubles musculosquelettiques', CMR: 'Risque chimique', RPS: 'Risques psychosociaux', ROU: 'Risque routier',
  INT: 'Travail temporaire', AT: 'Accidents du travail', socle: 'Suivi et moyens du service',
};

/** Where a value comes from. */
export const origins: Words = { saisie: 'saisie', import: 'collée ou importée', proposition: 'reprise de la valeur proposée', reprise: 'reprise du passé', fictif: 'donnée fictive' };

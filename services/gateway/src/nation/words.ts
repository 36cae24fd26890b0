import { frenchDate, isLegalDate, regionOf } from '@cpom/kernel';
import { badge, type BadgeTone, type Html } from '../ui/index.ts';

type Words = Readonly<Record<string, string>>;

/** The word for a code; the code itself when it is newer than this page. */
const worded = (words: Words) => (code: string): string => (Object.hasOwn(words, code) ? words[code] : undefined) ?? code;

/** A date as far as it is known, or « n.r. ». */
export const dateOr = (date: string, otherwise = 'n.r.'): string => (isLegalDate(date) ? frenchDate(date) : otherwise);

export const regionName = (code: string): string => regionOf(code)?.name ?? code;

export const statusNames: Words = {
  'in-preparation': 'En préparation (tous stades)', draft: 'Projet', negotiation: 'En négociation', consultation: 'En consultation', validated: 'Validé', signing: 'En signature',
  'not-in-force': 'Signé, pas encore en vigueur', active: 'En vigueur', expired: 'Échu', abandoned: 'Abandonné',
};
export const statusName = worded({ ...statusNames, '': 'Pas encore commencé' });

const statusTones: Readonly<Record<string, BadgeTone>> = { active: 'success', expired: 'warning', abandoned: 'neutral', 'not-in-force': 'info' };
export const statusBadge = (status: string): Html => badge({ tone: statusTones[status] ?? 'new', text: statusName(status) });

export const flagName = worded({
  'provisional-expiry-passed': 'Échéance provisoire dépassée', 'not-yet-signed': 'Couvert par effet rétroactif, pas encore signé', uncertain: 'Dates connues au mois ou à l’année près',
});

export const shapeName = worded({ individual: 'Individuel', collective: 'Collectif' });

export const partyRole = worded({ service: 'SPSTI', authority: 'DREETS', fund: 'Caisse', signatory: 'Autre signataire', partner: 'Partenaire (ne signe pas)' });

export const opinionKind = worded({ opinion: 'Avis', validation: 'Validation', information: 'Information' });

export const senseName = worded({
  '': 'Attendu', favourable: 'Favorable', 'with-reservations': 'Favorable avec réserves', unfavourable: 'Défavorable', 'not-stated': 'Sens non précisé', 'not-given-in-time': 'Non rendu dans le délai', 'no-quorum': 'Quorum non atteint',
});

export const capacityName = worded({ mandate: 'dûment habilité', delegation: 'par délégation', '': '—' });

export const stageName = worded({
  draft: 'Projet', negotiation: 'Négociation', consultation: 'Consultation', validated: 'Validation', signing: 'Mise à la signature', signed: 'Signature', abandoned: 'Abandon',
});

export const themeName = worded({
  pdp: 'Désinsertion professionnelle', tms: 'Troubles musculo-squelettiques', chemical: 'Risque chimique', rps: 'Risques psychosociaux', road: 'Risque routier', accidents: 'Accidents du travail',
  'temporary-work': 'Travail temporaire', exposures: 'Cartographie des expositions', sector: 'Secteur d’activité', experiment: 'Expérimentation', other: 'Autre',
});

export const indicatorKind = worded({ means: 'Moyens', activity: 'Activité', result: 'Résultat', impact: 'Impact' });

export const unitName = worded({
  count: 'nombre', persons: 'personnes', establishments: 'établissements', percent: '%', 'per-thousand': '‰', 'per-million': 'pour un million d’heures', days: 'jours', fte: 'ETP', boolean: 'oui ou non', narrative: 'texte', '': '',
});

/** What is written after a number of that unit. */
export const unitSuffix = worded({ count: '', persons: '', establishments: '', percent: ' %', 'per-thousand': ' ‰', 'per-million': '', days: ' jours', fte: ' ETP', boolean: '', narrative: '', '': '' });

export const submissionNames: Words = {
  open: 'En cours de saisie', submitted: 'Transmise', checking: 'En vérification', returned: 'Renvoyée pour correction', checked: 'Vérifiée', approved: 'Approuvée', reopened: 'Rouverte', none: 'Sans campagne',
};
const submissionTones: Readonly<Record<string, BadgeTone>> = { approved: 'success', checked: 'info', submitted: 'info', checking: 'info', returned: 'warning', none: 'neutral' };
export const submissionBadge = (state: string): Html => badge({ tone: submissionTones[state] ?? 'new', text: submissionNames[state] ?? state });

export const coverageNames: Words = {
  covered: 'Sous CPOM actif', uncovered: 'Sans couverture', unsigned: 'Sans contrat signé', uncertain: 'Couverts, dates imprécises', 'without-headcount': 'Sans effectif connu',
};

export const accreditationName = worded({ granted: 'Accordé', 'renewal-examined': 'Renouvellement en cours d’examen', ended: 'Échu', '': '' });

/** The ending of the lists' count: origin of the facts, as shown to readers. */
export const originName = worded({ fictif: 'Donnée fictive de démonstration', saisie: 'Saisie dans la région', '': 'n.r.' });

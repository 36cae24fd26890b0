import type { Option } from '../../ui/index.ts';

/** A code list as readers know it; an unknown code is shown as it is. */
export type Words = Readonly<Record<string, string>>;

export const wordOf = (words: Words, code: string): string => (Object.hasOwn(words, code) ? words[code] : undefined) ?? code;

/** The choices of a list, in its own order. */
export const optionsOf = (words: Words): Option[] => Object.entries(words).map(([value, label]) => ({ value, label }));

export const shapes: Words = { individual: 'Individuel (un seul service)', collective: 'Collectif (plusieurs services)' };

export const roles: Words = {
  service: 'Service (SPSTI)', authority: 'DREETS', fund: 'Caisse', signatory: 'Autre signataire', partner: 'Partenaire non signataire',
};

export const stages: Words = {
  draft: 'Brouillon', negotiation: 'Négociation', consultation: 'Consultation', validated: 'Validation', signing: 'Mise à la signature',
  signed: 'Signature', abandoned: 'Abandon',
};

/** Statuses as filters offer them. */
export const statuses: Words = {
  draft: 'Brouillon', negotiation: 'En négociation', consultation: 'En consultation', validated: 'Validé', signing: 'En cours de signature',
  'not-in-force': 'Signé, pas encore en vigueur', active: 'En vigueur', expired: 'Échu', abandoned: 'Abandonné',
};

export const opinionKinds: Words = { opinion: 'Avis', validation: 'Validation', information: 'Information' };

export const senses: Words = {
  favourable: 'Favorable', 'with-reservations': 'Favorable avec réserves', unfavourable: 'Défavorable', 'not-stated': 'Sens non précisé',
  'not-given-in-time': 'Non rendu dans le délai (réputé donné)', 'no-quorum': 'Quorum non atteint',
};

export const capacities: Words = { mandate: 'Dûment habilité', delegation: 'Par délégation' };

export const documentKinds: Words = {
  contract: 'Texte du contrat', 'signed-scan': 'Exemplaire signé', opinion: 'Avis d’une instance', mandate: 'Habilitation ou délégation',
  convention: 'Convention (L.422-6 CSS)', annex: 'Annexe', other: 'Autre document',
};

export const themes: Words = {
  pdp: 'Désinsertion professionnelle (PDP)', tms: 'Troubles musculosquelettiques (TMS)', chemical: 'Risque chimique (CMR)', rps: 'Risques psychosociaux (RPS)',
  road: 'Risque routier', accidents: 'Accidents du travail', 'temporary-work': 'Travail temporaire', exposures: 'Cartographie des expositions',
  sector: 'Programme de branche ou de secteur', experiment: 'Programme expérimental', other: 'Autre thème',
};

export const strands: Words = { common: 'Volet commun', specific: 'Volet spécifique', pooled: 'Volet mutualisé' };

/** The seven aims of D.4622-45, in our words. */
export const aims: Words = {
  1: 'Priorités du projet de service et bonnes pratiques', 2: 'Qualité de l’offre de prévention', 3: 'Objectifs du plan régional de santé au travail (PRST)',
  4: 'Approche collective de la prévention', 5: 'Mutualisation au bénéfice des plus petites entreprises', 6: 'Ciblage de branches, de publics ou de risques',
  7: 'Prévention de la désinsertion et maintien en emploi',
};

export const commitmentRoles: Words = { service: 'Service (SPSTI)', authority: 'DREETS', fund: 'Caisse', partner: 'Partenaire' };

/** What kind of fact a rectification corrects. */
export const factKinds: Words = {
  heading: 'Description du contrat', term: 'Durée', party: 'Partie', opinion: 'Avis', signature: 'Signature', sheet: 'Fiche action', document: 'Document', stage: 'Étape',
};

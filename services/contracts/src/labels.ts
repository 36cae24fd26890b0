/** French words for the codes that history and rectifications name. An unknown code is shown as it is. */
const words: Readonly<Record<string, string>> = {
  service: 'service', authority: 'DREETS', fund: 'caisse', signatory: 'autre signataire', partner: 'partenaire non signataire',
  opinion: 'avis', validation: 'validation', information: 'information',
  favourable: 'favorable', 'with-reservations': 'favorable avec réserves', unfavourable: 'défavorable', 'not-stated': 'sens non précisé',
  'not-given-in-time': 'non rendu dans le délai', 'no-quorum': 'quorum non atteint',
  mandate: 'sur habilitation', delegation: 'par délégation',
  individual: 'individuel', collective: 'collectif',
  draft: 'brouillon', negotiation: 'négociation', consultation: 'consultation', validated: 'validation', signing: 'mise à la signature',
  signed: 'signature', abandoned: 'abandon',
};

export const labelOf = (code: string): string => words[code] ?? code;

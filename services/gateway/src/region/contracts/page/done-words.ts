/** What was just done, said at the top of the page that follows. */
export const doneWords: Readonly<Record<string, string>> = {
  prepare: 'Le contrat est préparé, à l’état de brouillon.', decrit: 'Le texte est enregistré.', duree: 'La durée est fixée.',
  'partie-ajoutee': 'La partie est ajoutée.', 'partie-retiree': 'La partie est retirée du contrat.',
  'open-negotiation': 'La négociation est ouverte.', 'open-consultation': 'Le contrat est en consultation : saisissez les instances.',
  validate: 'Le contrat est validé.', 'open-signing': 'Le contrat est à la signature.', 'return-to-negotiation': 'La négociation est reprise.', abandon: 'Le contrat est abandonné.',
  'avis-demande': 'L’instance est saisie.', 'avis-enregistre': 'L’avis est enregistré.', signature: 'La signature est enregistrée.',
  'document-joint': 'Le document est joint.', 'document-retire': 'Le document est retiré.',
  'fiche-ecrite': 'La fiche action est enregistrée.', 'fiche-retiree': 'La fiche action est retirée.', referent: 'Le référent est désigné.',
  derogation: 'Il est passé outre à la règle. Le motif est montré aux parties et transmis à la DGT.', retablie: 'La règle s’applique de nouveau.',
  rectifie: 'Le fait est rectifié. La valeur précédente reste lisible dans l’historique.',
};

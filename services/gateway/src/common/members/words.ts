import type { Role } from '@cpom/service';

/** What each role may do, in words that who holds it would use. */
export const roleMeanings: readonly (readonly [Role, string])[] = [
  ['dreets-agent', 'Prépare les contrats, demande et enregistre les avis, met à la signature, ouvre et vérifie les campagnes, tient l’annuaire.'],
  ['dreets-signatory', 'Lit tout ce que voit l’agent de la DREETS et enregistre la signature de la DREETS.'],
  ['spsti-lead', 'Remplit les lignes de la campagne de son service et répond aux renvois.'],
  ['spsti-director', 'Lit l’ensemble, transmet la campagne de son service, enregistre la signature du service.'],
  ['fund-agent', 'Vérifie les lignes des campagnes, en renvoie avec un motif, remplit celles de la caisse.'],
  ['fund-signatory', 'Enregistre la signature de la caisse.'],
  ['dgt', 'Lit les chiffres de toutes les régions et reprend les messages retenus.'],
  ['reader', 'Lit et imprime les contrats et les bilans ; n’écrit rien.'],
  ['administrator', 'Invite les personnes de son organisme, donne et retire les rôles, nomme les suppléants. Celui de l’autorité le peut pour tous les organismes.'],
];

/** Which roles exist in which kind of organisation; the directory checks it again. */
export const rolesOfKind: Readonly<Record<string, readonly Role[]>> = {
  service: ['spsti-lead', 'spsti-director', 'reader', 'administrator'], authority: ['dreets-agent', 'dreets-signatory', 'reader', 'administrator'], fund: ['fund-agent', 'fund-signatory', 'reader', 'administrator'],
  federation: ['reader', 'administrator'], body: ['reader', 'administrator'], partner: ['reader', 'administrator'], nation: ['dgt', 'reader', 'administrator'],
};

export const meaningOf = (role: string): string => roleMeanings.find(([name]) => name === role)?.[1] ?? '';

import { z } from 'zod';
import { code, count, date, maybe, maybeCode, string, yes } from '../values/out.ts';

export const heading = z.object({
  reference: string('Référence de la région, unique pour la DREETS.'), title: string(), shape: code('individual', 'collective'),
  commonReference: maybe('La même pour les contrats jumeaux de plusieurs régions.'), context: maybe(), visas: z.array(string()),
  followUp: maybe('Suivi, contrôle et évaluation (D.4622-46).'), pdpCell: maybe('Composition minimale de la cellule PDP (L.4622-8-1).'),
  noConvention: yes('Aucune convention de l’article L.422-6 du CSS n’existe.'), linesShared: yes('Chaque cosignataire voit les lignes des autres.'),
});

export const party = z.object({
  organisation: string('Identifiant dans l’annuaire.'), role: code('service', 'authority', 'fund', 'signatory', 'partner'), writtenName: maybe('Nom tel que le contrat l’écrit.'),
  seat: maybe(), representedBy: maybe('Fonction, jamais un nom.'), withdrawnOn: date('Retrait avant signature'), withdrawnReason: maybe(),
});

export const term = z.object({
  effect: code('at-signature', 'on-date'), effectiveFrom: date('Prise d’effet'), expiresOn: date('Échéance'), provisional: yes('Échéance provisoire.'),
  followUpOn: date('Date de suivi d’une échéance provisoire'), wording: maybe('Termes du contrat.'), extended: yes('L’échéance résulte de prorogations.'),
});

export const opinion = z.object({
  id: string(), body: string('Identifiant dans l’annuaire.'), bodyCode: maybeCode('crpst', 'gpro', 'crprp', 'croct', 'cratmp', 'ars', 'social-partners', 'other'),
  kind: code('opinion', 'validation', 'information'), askedOn: date(), dueOn: date(), givenOn: date(),
  sense: maybeCode('favourable', 'with-reservations', 'unfavourable', 'not-stated', 'not-given-in-time', 'no-quorum'), comment: maybe(), document: maybe(),
});

export const signature = z.object({
  organisation: string(), signedOn: date(), function: maybe('Fonction, jamais un nom.'), capacity: maybeCode('mandate', 'delegation'), capacityReference: maybe(), place: maybe(),
  scan: maybe('Identifiant du document signé.'),
});

const action = z.object({ letter: maybe(), text: string() });
const sheetIndicator = z.object({ code: maybe('Code au catalogue.'), wording: maybe(), action: maybe('Lettre de l’action ; null pour toute la fiche.'), hasTarget: yes(), target: maybe() });
const commitment = z.object({ organisation: maybe(), role: maybeCode('service', 'authority', 'fund', 'partner'), text: string(), means: maybe() });
const actionLead = z.object({ service: string('SIREN.'), function: maybe(), personId: maybe(), namedOn: date() });

export const actionSheet = z.object({
  id: string(), title: string(), theme: code('pdp', 'tms', 'chemical', 'rps', 'road', 'accidents', 'temporary-work', 'exposures', 'sector', 'experiment', 'other'),
  preamble: maybe(), objective: maybe(), actions: z.array(action), targetPublic: maybe(), references: z.array(string()), description: z.array(string()), leadWording: maybe(),
  leads: z.array(actionLead), deadline: date('Échéance'), indicators: z.array(sheetIndicator), commitments: z.array(commitment), perspectives: z.array(string()),
  aims: z.array(count()).describe('Finalités de l’article D.4622-45, de 1 à 7.'), strand: maybeCode('common', 'specific', 'pooled'),
});

export const document = z.object({
  id: string(), kind: code('contract', 'signed-scan', 'opinion', 'mandate', 'convention', 'annex', 'other'), name: string(), mediaType: string(), size: count('Octets.'), sha256: string(),
  addedAt: maybe('Instant du dépôt, UTC.'), addedByRole: maybe(), addedByOrganisation: maybe(),
});

export const stageEntry = z.object({ stage: code('draft', 'negotiation', 'consultation', 'validated', 'signing', 'signed', 'abandoned'), on: date(), reason: maybe() });

export const ruleResult = z.object({
  code: string(), article: maybe('Article ou instruction.'), text: string('La règle, en une phrase.'), effect: code('block', 'warn', 'flag'),
  outcome: code('met', 'not-met', 'warned', 'overridden', 'not-applicable'), whatToDo: maybe('Ce qui manque et que faire.'), overridable: yes(), overrideReason: maybe(),
  overriddenOn: date(), subjects: z.array(string()).describe('Parties, avis ou fiches en cause.'), gates: z.array(string()).describe('Étapes que la règle empêche.'),
});

export const statusInterval = z.object({
  status: string(), from: date('Premier jour'), to: date('Dernier jour, inclus'), flags: z.array(string()).describe('provisional-expiry-passed, not-yet-signed, uncertain…'),
});

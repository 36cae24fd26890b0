import { parseFrenchDate } from '@cpom/kernel';
import { z } from 'zod';

/** A date as people and YAML write it: 31/12/2022, 12/2022, 2022 (a number, too) or 2022-12-31; empty when it is not known. */
const date = z.union([z.string(), z.number()]).transform((typed, context) => {
  const text = String(typed).trim();
  const read = text === '' ? '' : parseFrenchDate(text);
  if (read === undefined) context.addIssue({ code: 'custom', message: `« ${text} » n'est pas une date : écrivez 31/12/2022, 12/2022 ou 2022.` });
  return read ?? '';
}).describe('31/12/2022, 12/2022, 2022 ou 2022-12-31 ; vide si la date n\'est pas connue').default('');

const text = (description: string) => z.string().trim().max(20_000, 'Texte trop long (20 000 caractères au plus).').describe(description).default('');
const needed = (description: string) => z.string({ error: 'Ce champ est obligatoire.' }).trim().min(1, 'Ce champ est obligatoire.').describe(description);
const texts = (description: string) => z.array(z.string().trim()).describe(description).default([]);
const yes = (description: string) => z.boolean().describe(description).default(false);
const code = <T extends readonly [string, ...string[]]>(codes: T, description: string) =>
  z.enum(codes, { error: `Valeur inconnue : choisissez parmi ${codes.join(', ')}.` }).describe(description);

const party = z.strictObject({
  organisation: needed('Identifiant dans l\'annuaire : SIREN d\'un service, ou code (« dreets-24 », « carsat-cvl »)'),
  role: code(['service', 'authority', 'fund', 'signatory', 'partner'], 'Rôle au contrat ; « partner » s\'engage sans signer'),
  writtenName: text('Nom tel que le contrat l\'écrit, s\'il diffère de l\'annuaire'),
  seat: text('Siège'), representedBy: text('Fonction du représentant, jamais son nom'),
});

const opinion = z.strictObject({
  body: needed('Identifiant de l\'instance dans l\'annuaire'), bodyCode: text('crpst, gpro, crprp, croct, cratmp, ars, social-partners ou other'),
  kind: code(['opinion', 'validation', 'information'], 'Nature').default('opinion'),
  askedOn: date, dueOn: date, givenOn: date,
  sense: code(['favourable', 'with-reservations', 'unfavourable', 'not-stated', 'not-given-in-time', 'no-quorum', ''], 'Sens').default('not-stated'),
  comment: text('Commentaire'), file: text('Nom du fichier joint'),
});

const signature = z.strictObject({
  organisation: needed('Identifiant de la partie'), signedOn: date, function: text('Fonction du signataire, jamais son nom'),
  capacity: code(['mandate', 'delegation', ''], 'Dûment habilité ou délégataire').default(''), capacityReference: text('Acte d\'habilitation ou de délégation'),
  place: text('Lieu'), file: text('Nom du fichier signé joint'),
});

const indicator = z.strictObject({
  code: text('Code au catalogue'), wording: text('Libellé du contrat, s\'il n\'est pas au catalogue'), action: text('Lettre de l\'action'),
  hasTarget: yes('Le contrat fixe un objectif chiffré'), target: text('Objectif chiffré'),
});

const sheet = z.strictObject({
  id: text('Identifiant de la fiche dans le contrat'), title: needed('Titre'),
  theme: code(['pdp', 'tms', 'chemical', 'rps', 'road', 'accidents', 'temporary-work', 'exposures', 'sector', 'experiment', 'other'], 'Thème'),
  preamble: text('Préambule'), objective: text('Objectif'),
  actions: z.array(z.strictObject({ letter: text('Lettre, s\'il y en a une'), text: needed('Action') })).default([]),
  targetPublic: text('Public visé'), references: texts('Références'), description: texts('Description'), leadWording: text('Ce que la fiche dit du référent'),
  leads: z.array(z.strictObject({ service: needed('SIREN du service'), function: needed('Fonction'), namedOn: date })).default([]),
  deadline: date, indicators: z.array(indicator).default([]),
  commitments: z.array(z.strictObject({ organisation: text('Identifiant, si un organisme précis s\'engage'), role: text('service, authority, fund ou partner'), text: needed('Engagement'), means: text('Moyens') })).default([]),
  perspectives: texts('Perspectives pour la génération suivante'),
  aims: z.array(z.number().int().min(1).max(7, 'Les finalités de l\'article D.4622-45 vont de 1 à 7.')).describe('Finalités de l\'article D.4622-45').default([]),
  strand: code(['common', 'specific', 'pooled', ''], 'Volet').default(''),
});

/** An existing contract as a file tells it, version 1 of the format. */
export const contractFile = z.strictObject({
  format: z.literal('cpom-contrat/1', { error: 'Écrivez « cpom-contrat/1 » : c\'est la version du format.' }).describe('Version du format').default('cpom-contrat/1'),
  reference: needed('Référence du contrat, unique dans la région'), title: needed('Titre'),
  shape: code(['individual', 'collective'], 'Contrat individuel ou collectif'),
  commonReference: text('Référence commune à des contrats jumeaux'), context: text('Contexte'), visas: texts('Visas'),
  followUp: text('Modalités de suivi, de contrôle et d\'évaluation'), pdpCell: text('Composition minimale de la cellule PDP'),
  noConvention: yes('Il n\'y a pas de convention de l\'article L.422-6 à annexer'), linesShared: yes('Les co-signataires voient les lignes les uns des autres'),
  parties: z.array(party).min(1, 'Indiquez au moins une partie.'),
  effect: code(['at-signature', 'on-date'], 'Prise d\'effet').default('at-signature'), effectiveFrom: date, expiresOn: date,
  provisional: yes('L\'échéance est provisoire'), followUpOn: date, expiryWording: text('L\'échéance telle que le contrat l\'écrit'), extended: yes('L\'échéance tient compte de prorogations'),
  opinions: z.array(opinion).default([]), signatures: z.array(signature).default([]), sheets: z.array(sheet).default([]),
  stages: z.array(z.strictObject({ stage: code(['draft', 'negotiation', 'consultation', 'validated', 'signing', 'signed', 'abandoned'], 'Étape'), on: date, reason: text('Motif') })).default([]),
  files: z.array(z.strictObject({ name: needed('Nom du fichier déposé'), kind: code(['contract', 'signed-scan', 'opinion', 'mandate', 'convention', 'annex', 'other'], 'Nature') })).default([]),
  origin: text('D\'où viennent ces faits'),
});

export type ContractFile = z.infer<typeof contractFile>;

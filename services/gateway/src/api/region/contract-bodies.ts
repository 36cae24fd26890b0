import { z } from 'zod';
import { idText, legalDate, maybeText, siren, text } from '../values/in.ts';

const texts = (what: string) => z.array(text(4_000)).max(200).optional().describe(what);
const long = () => maybeText(20_000);
const maybeDate = () => legalDate().optional();

export const headingBody = z.strictObject({
  reference: text(80), title: text(200), shape: z.enum(['individual', 'collective']), commonReference: maybeText(80), context: long(), visas: texts('Visas, « au vu de ».'),
  followUp: long(), pdpCell: long(), noConvention: z.boolean().optional(), linesShared: z.boolean().optional(),
});

export const partyBody = z.strictObject({
  organisation: idText('Identifiant dans l’annuaire.'), role: z.enum(['service', 'authority', 'fund', 'signatory', 'partner']), writtenName: maybeText(200), seat: maybeText(300),
  representedBy: maybeText(200).describe('Fonction, jamais un nom.'),
});

export const termBody = z.strictObject({
  effect: z.enum(['at-signature', 'on-date']), effectiveFrom: maybeDate(), expiresOn: maybeDate(), provisional: z.boolean().optional(), followUpOn: maybeDate(), wording: maybeText(300),
  extended: z.boolean().optional(),
});

export const opinionBody = {
  id: idText('Avis déjà demandé.').optional(), body: idText('Instance consultée.'),
  bodyCode: z.enum(['crpst', 'gpro', 'crprp', 'croct', 'cratmp', 'ars', 'social-partners', 'other']).optional().describe('Nature de l’instance ; déduite de son identifiant si absente.'), kind: z.enum(['opinion', 'validation', 'information']), askedOn: maybeDate(), dueOn: maybeDate(), givenOn: maybeDate(),
  sense: z.enum(['favourable', 'with-reservations', 'unfavourable', 'not-stated', 'not-given-in-time', 'no-quorum']).optional(), comment: maybeText(5_000), document: idText('Document joint.').optional(),
};

export const signatureBody = {
  organisation: idText('La partie qui signe.'), signedOn: legalDate(), function: text(200).describe('Fonction, jamais un nom.'), capacity: z.enum(['mandate', 'delegation']), capacityReference: maybeText(200),
  place: maybeText(200), scan: idText('Document joint : l’exemplaire signé.').optional(),
};

export const leadBody = { service: siren(), function: text(200), personId: idText('Personne de l’annuaire.').optional(), namedOn: maybeDate() };

const letter = z.string().max(3).optional();

export const sheetBody = {
  id: idText('Fiche à remplacer ; absent pour une nouvelle.').optional(), title: text(300),
  theme: z.enum(['pdp', 'tms', 'chemical', 'rps', 'road', 'accidents', 'temporary-work', 'exposures', 'sector', 'experiment', 'other']), preamble: long(), objective: long(),
  actions: z.array(z.strictObject({ letter, text: text(20_000) })).max(100).optional(), targetPublic: long(), references: texts('Références : PST, PRST, COG, HAS, loi.'),
  description: texts('Description, un élément par paragraphe.'), leadWording: maybeText(2_000), leads: z.array(z.strictObject(leadBody)).max(100).optional(), deadline: maybeDate(),
  indicators: z.array(z.strictObject({ code: idText('Code au catalogue.').optional(), wording: maybeText(2_000), action: letter, hasTarget: z.boolean().optional(), target: maybeText(500) })).max(200).optional(),
  commitments: z.array(z.strictObject({ organisation: idText('Identifiant dans l’annuaire.').optional(), role: z.enum(['service', 'authority', 'fund', 'partner']).optional(), text: text(5_000), means: maybeText(5_000) })).max(100).optional(),
  perspectives: texts('Perspectives pour la génération suivante.'), aims: z.array(z.number().int().min(1).max(7)).max(7).optional(), strand: z.enum(['common', 'specific', 'pooled']).optional(),
};

export const stageBody = z.strictObject({ stage: z.enum(['draft', 'negotiation', 'consultation', 'validated', 'signing', 'signed', 'abandoned']), on: legalDate(), reason: maybeText(5_000) });

export const documentKind = z.enum(['contract', 'signed-scan', 'opinion', 'mandate', 'convention', 'annex', 'other']);

/** The version that the caller last read: another one since is a conflict. */
export const expectedVersion = { expectedVersion: z.number().int().min(1).optional().describe('Version lue : si le contrat a changé depuis, l’écriture est refusée.') };

export const reason = { reason: text(5_000) };
export const maybeReason = { reason: maybeText(5_000) };

/** The fact as it should have been; a document's bytes are never rectified, so documents are left to the site. */
export const correction = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('heading'), value: headingBody }), z.strictObject({ kind: z.literal('term'), value: termBody }), z.strictObject({ kind: z.literal('party'), value: partyBody }),
  z.strictObject({ kind: z.literal('opinion'), value: z.strictObject(opinionBody) }), z.strictObject({ kind: z.literal('signature'), value: z.strictObject(signatureBody) }),
  z.strictObject({ kind: z.literal('sheet'), value: z.strictObject(sheetBody) }), z.strictObject({ kind: z.literal('stage'), value: stageBody }),
]);

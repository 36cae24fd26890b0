import { earliest, isLegalDate, latest, type Circumstances } from '@cpom/kernel';
import type { ActionSheet, Document, Heading, Opinion, Party, Signature, Term } from '@cpom/proto/contracts/v1/facts';
import { dated, happened, needed, oneOf, type Problems } from './checks.ts';

const roles = ['service', 'authority', 'fund', 'signatory', 'partner'];
const senses = ['', 'favourable', 'with-reservations', 'unfavourable', 'not-stated', 'not-given-in-time', 'no-quorum'];
const documentKinds = ['contract', 'signed-scan', 'opinion', 'mandate', 'convention', 'annex', 'other'];

/** A function, never a person: « Directrice », not « Mme … ». */
export const aFunction = (field: string, value: string): Problems =>
  (/(^|\s)(m\.|mme|mlle|mr|monsieur|madame|mademoiselle)\s/i.test(value) ? [{ field, message: 'Indiquez la fonction, pas le nom de la personne.' }] : []);

export const aHeading = (heading: Heading): Problems => [
  ...needed('heading.reference', heading.reference, 'Donnez une référence au contrat.'),
  ...needed('heading.title', heading.title, 'Donnez un titre au contrat.'),
  ...oneOf('heading.shape', heading.shape, ['individual', 'collective'], 'Choisissez un contrat individuel ou collectif.'),
];

export const aParty = (party: Party, field = 'party'): Problems => [
  ...needed(`${field}.organisation`, party.organisation, 'Choisissez l\'organisme.'),
  ...oneOf(`${field}.role`, party.role, roles, 'Choisissez le rôle de cet organisme au contrat.'),
  ...aFunction(`${field}.representedBy`, party.representedBy),
];

function orderOfDates(term: Term): Problems {
  const { effectiveFrom: from, expiresOn: to } = term;
  if (term.effect !== 'on-date' || !isLegalDate(from) || !isLegalDate(to) || earliest(from) <= latest(to)) return [];
  return [{ field: 'term.expiresOn', message: 'L\'échéance précède la prise d\'effet.' }];
}

export const aTerm = (term: Term): Problems => [
  ...oneOf('term.effect', term.effect, ['at-signature', 'on-date'], 'Dites si le contrat prend effet à la signature ou à une date.'),
  ...dated('term.effectiveFrom', term.effectiveFrom), ...dated('term.expiresOn', term.expiresOn), ...dated('term.followUpOn', term.followUpOn),
  ...(term.effect === 'on-date' ? needed('term.effectiveFrom', term.effectiveFrom, 'Indiquez la date de prise d\'effet.') : []),
  ...orderOfDates(term),
];

function orderOfOpinion({ askedOn, givenOn, dueOn }: Opinion, field: string): Problems {
  const before = (date: string, other: string): boolean => isLegalDate(date) && isLegalDate(other) && latest(date) < earliest(other);
  return [
    ...(before(givenOn, askedOn) ? [{ field: `${field}.givenOn`, message: 'L\'avis ne peut pas précéder la demande.' }] : []),
    ...(before(dueOn, askedOn) ? [{ field: `${field}.dueOn`, message: 'Le délai ne peut pas prendre fin avant la demande.' }] : []),
  ];
}

export const anOpinion = (opinion: Opinion, context: Circumstances, field = 'opinion'): Problems => [
  ...needed(`${field}.body`, opinion.body, 'Choisissez l\'instance consultée.'),
  ...oneOf(`${field}.kind`, opinion.kind, ['opinion', 'validation', 'information'], 'Dites s\'il s\'agit d\'un avis, d\'une validation ou d\'une information.'),
  ...oneOf(`${field}.sense`, opinion.sense, senses, 'Choisissez le sens de l\'avis.'),
  ...happened(`${field}.askedOn`, opinion.askedOn, context), ...dated(`${field}.dueOn`, opinion.dueOn),
  ...happened(`${field}.givenOn`, opinion.givenOn, context), ...orderOfOpinion(opinion, field),
];

export const aSignature = (signature: Signature, context: Circumstances, field = 'signature'): Problems => [
  ...needed(`${field}.organisation`, signature.organisation, 'Choisissez la partie qui signe.'),
  ...happened(`${field}.signedOn`, signature.signedOn, context),
  ...oneOf(`${field}.capacity`, signature.capacity, ['', 'mandate', 'delegation'], 'Dites si le signataire est habilité ou délégataire.'),
  ...aFunction(`${field}.function`, signature.function),
];

/** A signature recorded as it is given says its date, its function and its mandate; a past one says what is known. */
export const aFreshSignature = (signature: Signature, context: Circumstances): Problems => [
  ...aSignature(signature, context),
  ...needed('signature.signedOn', signature.signedOn, 'Indiquez la date de la signature.'),
  ...needed('signature.function', signature.function, 'Indiquez la fonction du signataire.'),
  ...needed('signature.capacity', signature.capacity, 'Dites si le signataire est habilité ou délégataire.'),
];

export const aSheet = (sheet: ActionSheet, field = 'sheet'): Problems => [
  ...needed(`${field}.title`, sheet.title, 'Donnez un titre à la fiche.'),
  ...needed(`${field}.theme`, sheet.theme, 'Choisissez le thème de la fiche.'),
  ...dated(`${field}.deadline`, sheet.deadline),
  ...(sheet.aims.every((aim) => aim >= 1 && aim <= 7) ? [] : [{ field: `${field}.aims`, message: 'Les finalités de l\'article D.4622-45 vont de 1 à 7.' }]),
  ...sheet.indicators.flatMap((one, index) => (one.code === '' ? needed(`${field}.indicators.${index}.wording`, one.wording, 'Choisissez ou décrivez l\'indicateur.') : [])),
  ...sheet.leads.flatMap((lead, index) => [...aFunction(`${field}.leads.${index}.function`, lead.function), ...dated(`${field}.leads.${index}.namedOn`, lead.namedOn)]),
];

export const aDocument = (document: Document, field = 'document'): Problems => [
  ...oneOf(`${field}.kind`, document.kind, documentKinds, 'Choisissez la nature du document.'),
  ...needed(`${field}.name`, document.name, 'Le document n\'a pas de nom.'),
  ...(/^[0-9a-f]{64}$/.test(document.sha256) ? [] : [{ field: `${field}.sha256`, message: 'L\'empreinte du document est incomplète : déposez-le de nouveau.' }]),
];

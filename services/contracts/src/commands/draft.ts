import { Refusal } from '@cpom/kernel';
import type { Party } from '@cpom/proto/contracts/v1/facts';
import type { Contract, ContractEvent, Imported } from '../contract.ts';
import { dated, happened, needed, refuseAny, type Context, type Problems } from './checks.ts';
import { fitsRole } from './parties.ts';
import { aDocument, aHeading, anOpinion, aParty, aSheet, aSignature, aTerm } from './shapes.ts';
import { judged } from './signatures.ts';
import type { CommandOf } from './types.ts';

const twice = (ids: readonly string[], field: string, message: string): Problems =>
  ids.flatMap((id, index) => (id !== '' && ids.indexOf(id) < index ? [{ field: `${field}.${index}`, message }] : []));

const partyProblems = (parties: readonly Party[], context: Context): Problems => [
  ...parties.flatMap((party, index) => [...aParty(party, `parties.${index}`), ...fitsRole(party, context, `parties.${index}`)]),
  ...twice(parties.map((party) => party.organisation), 'parties', 'Cet organisme figure deux fois parmi les parties.'),
];

const mustBeNew = (contract: Contract): void => {
  if (contract.id !== '') throw new Refusal('conflict', 'Ce contrat est déjà enregistré : rectifiez-le plutôt, en le motivant.');
};

/** A draft may lack almost everything: the checklist says what is still to come. */
export function draft(contract: Contract, command: CommandOf<'draft'>, context: Context): readonly ContractEvent[] {
  mustBeNew(contract);
  const { id, authority, region, heading, term, origin } = command;
  const begun = { ...term, effect: term.effect || 'at-signature', extended: false };
  refuseAny(aHeading(heading), partyProblems(command.parties, context), aTerm(begun), happened('on', command.on, context));
  const parties = command.parties.map((party) => ({ ...party, withdrawnOn: '', withdrawnReason: '' }));
  return [{ type: 'ContractDrafted', id, authority, region, heading, parties, term: begun, on: command.on || context.today, origin: origin || 'saisie' }];
}

const numbered = <T extends { readonly id: string }>(items: readonly T[], prefix: string, before: number): T[] =>
  items.map((item, index) => (item.id === '' ? { ...item, id: `${prefix}-${before + index + 1}` } : item));

/** The signatures of a reprise are those of its parties; a body, a date or a function may be unknown. */
function importProblems(imported: Imported, context: Context): Problems {
  const signing = imported.parties.filter((party) => party.role !== 'partner' && party.withdrawnOn === '').map((party) => party.organisation);
  const documents = imported.documents.map((document) => document.id);
  const attached = (id: string, field: string): Problems => (id === '' || documents.includes(id) ? [] : [{ field, message: 'Ce document n\'est pas joint au contrat.' }]);
  return [
    ...aHeading(imported.heading), ...partyProblems(imported.parties, context), ...aTerm(imported.term),
    ...imported.opinions.flatMap((one, index) => [...anOpinion(one, context, `opinions.${index}`), ...attached(one.document, `opinions.${index}.document`)]),
    ...imported.signatures.flatMap((one, index) => [
      ...aSignature(one, context, `signatures.${index}`), ...attached(one.scan, `signatures.${index}.scan`),
      ...needed(`signatures.${index}.signedOn`, one.signedOn, 'Indiquez la date de la signature, au moins l\'année.'),
      ...(signing.includes(one.organisation) ? [] : [{ field: `signatures.${index}.organisation`, message: 'Cet organisme n\'est pas une partie qui signe.' }]),
    ]),
    ...twice(imported.signatures.map((one) => one.organisation), 'signatures', 'Cette partie signe deux fois.'),
    ...imported.sheets.flatMap((one, index) => aSheet(one, `sheets.${index}`)),
    ...imported.documents.flatMap((one, index) => aDocument(one, `documents.${index}`)),
    ...imported.stages.flatMap((one, index) => [...dated(`stages.${index}.on`, one.on), ...needed(`stages.${index}.on`, one.on, 'Indiquez la date de l\'étape.')]),
  ];
}

/** Records what was: every rule is judged and reported, none stands in the way. */
export function importContract(contract: Contract, command: CommandOf<'import'>, context: Context): readonly ContractEvent[] {
  mustBeNew(contract);
  refuseAny(importProblems(command.contract, context));
  const { sheets, documents } = command.contract;
  const opinions = numbered(command.contract.opinions, 'opinion', 0);
  const comments = Object.fromEntries(opinions.filter((one) => one.comment !== '').map((one) => [`comment ${one.id}`, one.comment]));
  const stamp = { addedAt: context.now, addedById: context.actor.actorId, addedByRole: context.actor.role, addedByOrganisation: context.actor.organisation };
  const recorded: ContractEvent = {
    type: 'ContractImported',
    contract: {
      ...command.contract,
      opinions: opinions.map((one) => ({ ...one, comment: '' })),
      sheets: numbered(sheets, 'sheet', opinions.length),
      documents: numbered(documents, 'document', opinions.length + sheets.length).map((document) => ({ ...document, ...stamp })),
    },
    ...(Object.keys(comments).length === 0 ? {} : { text: comments }),
  };
  return [recorded, judged(contract, [recorded], context)];
}

import { ActionLead } from '@cpom/proto/contracts/v1/facts';
import { NameActionLeadRequest, PutActionSheetRequest, RemoveRequest } from '@cpom/proto/contracts/v1/contracts';
import { z } from 'zod';
import { dateField, html, selectField, textArea, textField } from '../../../ui/index.ts';
import { text } from '../../../web/inputs.ts';
import { contractTrail, hrefOf, isPresent, leading, nameOf, preparing, readContract, type ReadContract } from '../about.ts';
import { routesOf } from '../act/routes.ts';
import { input } from '../act/shown.ts';
import { maybeDate, maybeText } from '../fields/inputs.ts';
import { sheetFields, type SheetChoices } from '../fields/sheet-fields.ts';
import { sheetOf, sheetShape, sheetTyped } from '../fields/sheet.ts';
import { versionField, versionShape, versionTyped } from '../fields/version.ts';
import { choicesFor, readSheet, sheetHref, sheetTrail, type SheetOf } from './about.ts';

const writing = z.object({ ...sheetShape, ...versionShape });
const removing = z.object({ reason: maybeText(2_000) });
const naming = z.object({ service: text(80), function: text(200), namedOn: maybeDate() });

interface Adding {
  readonly contract: ReadContract;
  readonly choices: SheetChoices;
}

/** A sheet that joins the contract. */
export const addSheet = routesOf<Adding, typeof writing>({
  path: '/contrats/:id/fiches/ajouter', access: preparing,
  load: async (visit, asked) => {
    const contract = await readContract(visit, asked);
    return { contract, choices: await choicesFor(visit, contract) };
  },
  title: ({ contract }) => `Ajouter une fiche action : ${nameOf(contract)}`, trail: ({ contract }) => contractTrail(contract), schema: () => writing,
  first: ({ contract }) => versionTyped(contract),
  fields: ({ choices }, shown) => html`${versionField(shown)}${sheetFields(shown, choices)}`,
  submit: 'Enregistrer la fiche',
  send: async ({ contract: { id } }, { _version: expectedVersion = 0, ...value }, { visit, cause }) => {
    const { position } = await visit.calls.contracts.putActionSheet(PutActionSheetRequest.fromPartial({ cause, id, sheet: sheetOf(value), expectedVersion }));
    return { position, to: hrefOf(id), what: 'fiche-ecrite' };
  },
});

/** A sheet rewritten while the text is still open. */
export const editSheet = routesOf<SheetOf & Adding, typeof writing>({
  path: '/contrats/:id/fiches/:fiche/modifier', access: preparing,
  load: async (visit, asked) => {
    const about = await readSheet(visit, asked);
    return { ...about, choices: await choicesFor(visit, about.contract) };
  },
  title: ({ sheet }) => `Modifier la fiche : ${sheet.title}`, trail: sheetTrail, schema: () => writing,
  first: ({ contract, sheet }) => ({ ...sheetTyped(sheet), ...versionTyped(contract) }),
  fields: ({ choices }, shown) => html`${versionField(shown)}${sheetFields(shown, choices)}`,
  submit: 'Enregistrer la fiche',
  send: async (about, { _version: expectedVersion = 0, ...value }, { visit, cause }) => {
    const { contract: { id }, sheet } = about;
    const { position } = await visit.calls.contracts.putActionSheet(PutActionSheetRequest.fromPartial({ cause, id, sheet: sheetOf(value, sheet), expectedVersion }));
    return { position, to: sheetHref(about), what: 'fiche-ecrite' };
  },
});

/** A sheet taken out while the text is still open. */
export const removeSheet = routesOf<SheetOf, typeof removing>({
  path: '/contrats/:id/fiches/:fiche/retrait', access: preparing, load: readSheet,
  title: ({ sheet }) => `Retirer la fiche : ${sheet.title}`, trail: sheetTrail, schema: () => removing,
  effect: ({ contract, sheet }) => ({
    effect: 'La fiche ne fera plus partie du contrat, et ses indicateurs ne seront pas demandés. L’historique garde la trace de son retrait.',
    summary: [{ term: 'Contrat', value: nameOf(contract) }, { term: 'Fiche', value: sheet.title }, { term: 'Indicateurs', value: String(sheet.indicators.length) }],
  }),
  fields: (_about, shown) => textArea({ ...input(shown, 'reason'), label: 'Motif', optional: true, rows: 2 }),
  submit: 'Retirer cette fiche',
  send: async ({ contract: { id }, sheet }, { reason }, { visit, cause }) => {
    const { position } = await visit.calls.contracts.removeActionSheet(RemoveRequest.fromPartial({ cause, id, itemId: sheet.id, reason }));
    return { position, to: hrefOf(id), what: 'fiche-retiree' };
  },
});

/** Who leads the action in one service: by function, also after signature. */
export const nameLead = routesOf<SheetOf, typeof naming>({
  path: '/contrats/:id/fiches/:fiche/referents', access: leading, load: readSheet,
  title: ({ sheet }) => `Désigner un référent : ${sheet.title}`, trail: sheetTrail, schema: () => naming,
  fields: ({ contract }, shown, visit) => {
    const mine = contract.parties.filter((party) => party.role === 'service' && isPresent(party) && (visit.may(preparing, contract.authority) || visit.may(leading, party.organisation)));
    return html`${selectField({ ...input(shown, 'service'), label: 'Service', prompt: 'Choisir un service', options: mine.map((party) => ({ value: party.organisation, label: party.writtenName || visit.nameOf(party.organisation) })) })}
      ${textField({ ...input(shown, 'function'), label: 'Fonction du référent', hint: 'La fonction, jamais le nom. Exemple : Médecin du travail.' })}
      ${dateField({ ...input(shown, 'namedOn'), label: 'Désigné le', optional: true })}`;
  },
  submit: 'Désigner ce référent',
  send: async (about, value, { visit, cause }) => {
    const { contract: { id }, sheet } = about;
    const { position } = await visit.calls.contracts.nameActionLead(NameActionLeadRequest.fromPartial({ cause, id, sheetId: sheet.id, lead: ActionLead.fromPartial(value) }));
    return { position, to: sheetHref(about), what: 'referent' };
  },
});

import { Refusal } from '@cpom/kernel';
import { AddPartyRequest, WithdrawPartyRequest } from '@cpom/proto/contracts/v1/contracts';
import { z } from 'zod';
import { dateField, html, textArea } from '../../../ui/index.ts';
import { text } from '../../../web/inputs.ts';
import { contractTrail, hrefOf, isPresent, nameOf, partyName, preparing, readContract, type ReadContract } from '../about.ts';
import { routesOf } from '../act/routes.ts';
import { input } from '../act/shown.ts';
import { maybeDate } from '../fields/inputs.ts';
import { organisationOptions } from '../fields/organisations.ts';
import { partyFields, partyOf, partyShape } from '../fields/party.ts';
import { roles, wordOf } from '../words.ts';

const adding = z.object(partyShape);
const leaving = z.object({ on: maybeDate(), reason: text(2_000) });

export const partyKinds = ['service', 'authority', 'fund', 'partner', 'federation', 'body'];

/** A party that joins while the text is still open. */
export const addParty = routesOf<ReadContract, typeof adding>({
  path: '/contrats/:id/parties/ajouter', access: preparing, load: readContract,
  title: (contract) => `Ajouter une partie : ${nameOf(contract)}`, trail: contractTrail, schema: () => adding,
  first: () => ({ role: 'service' }),
  fields: (contract, shown, visit) => partyFields(shown, organisationOptions(visit, partyKinds, contract.parties.filter(isPresent).map((party) => party.organisation))),
  submit: 'Ajouter cette partie',
  send: async ({ id }, value, { visit, cause }) => {
    const { position } = await visit.calls.contracts.addParty(AddPartyRequest.fromPartial({ cause, id, party: partyOf(value) }));
    return { position, to: hrefOf(id), what: 'partie-ajoutee' };
  },
});

interface Leaving {
  readonly contract: ReadContract;
  readonly organisation: string;
  readonly name: string;
  readonly role: string;
}

/** A party that leaves before signature, with a reason. */
export const withdrawParty = routesOf<Leaving, typeof leaving>({
  path: '/contrats/:id/parties/:organisation/retrait', access: preparing,
  load: async (visit, asked) => {
    const contract = await readContract(visit, asked);
    const organisation = asked.param('organisation');
    const party = contract.parties.find((one) => one.organisation === organisation && isPresent(one));
    if (!party) throw new Refusal('not-found', 'Cet organisme n’est pas, ou n’est plus, partie au contrat.');
    return { contract, organisation, name: partyName(contract, organisation, visit), role: party.role };
  },
  title: ({ name }) => `Retirer ${name} du contrat`, trail: ({ contract }) => contractTrail(contract), schema: () => leaving,
  effect: ({ contract, name, role }) => ({
    effect: contract.stage === 'signing' ? `${name} ne sera plus appelé à signer. Si c’était la dernière signature attendue, le contrat sera signé.` : `${name} ne sera plus partie à ce contrat.`,
    summary: [{ term: 'Contrat', value: nameOf(contract) }, { term: 'Partie', value: `${name} (${wordOf(roles, role)})` }],
  }),
  fields: (_about, shown) => html`${dateField({ ...input(shown, 'on'), label: 'Date du retrait', optional: true, hint: 'Aujourd’hui si vous n’indiquez rien. Au format 31/12/2022.' })}
    ${textArea({ ...input(shown, 'reason'), label: 'Motif', hint: 'Il reste dans l’historique du contrat.', rows: 3 })}`,
  submit: 'Retirer cette partie',
  send: async ({ contract: { id }, organisation }, { on, reason }, { visit, cause }) => {
    const { position } = await visit.calls.contracts.withdrawParty(WithdrawPartyRequest.fromPartial({ cause, id, organisation, on, reason }));
    return { position, to: hrefOf(id), what: 'partie-retiree' };
  },
});

import { Refusal } from '@cpom/kernel';
import { RectifyContractRequest } from '@cpom/proto/contracts/v1/contracts';
import { checkboxField, fieldGroup, html, textArea, type Definition } from '../../../ui/index.ts';
import { text } from '../../../web/inputs.ts';
import { contractTrail, hrefOf, nameOf, preparing, readContract, type ReadContract } from '../about.ts';
import { routesOf } from '../act/routes.ts';
import { box, input } from '../act/shown.ts';
import { yes } from '../fields/inputs.ts';
import { changes } from './changes.ts';
import type { Correction } from './kinds.ts';
import { correctionOf } from './whole.ts';

interface Rectifying {
  readonly contract: ReadContract;
  readonly fact: Correction;
  readonly key: string;
}

const own = { _annule: yes(), _motif: text(2_000) };
const schemaOf = ({ fact }: Rectifying) => fact.schema.extend(own);
type Value = ReturnType<typeof schemaOf>;

/** What will differ; refuses when nothing would. */
function differences({ fact }: Rectifying, typed: Readonly<Record<string, unknown>>, never: boolean): Definition[] {
  if (never) return [{ term: 'Le fait', value: 'n’a jamais eu lieu : il a été enregistré par erreur' }];
  const found = changes(fact, typed as never);
  if (found.length === 0) throw new Refusal('invalid', 'Rien n’a changé : corrigez au moins une valeur, ou annulez.');
  return found;
}

/** A recorded fact corrected, with a reason; the former value stays readable. */
export const rectify = routesOf<Rectifying, Value>({
  path: '/contrats/:id/rectifier/:genre/:cle', access: preparing,
  load: async (visit, asked) => {
    const contract = await readContract(visit, asked);
    const key = asked.param('cle');
    return { contract, key, fact: await correctionOf(visit, contract, asked.param('genre'), key) };
  },
  title: ({ fact }) => `Rectifier ${fact.subject}`,
  lead: ({ contract }) => `${nameOf(contract)}. On rectifie ce qui a été mal enregistré ; la valeur précédente reste lisible dans l’historique.`,
  trail: ({ contract }) => [...contractTrail(contract), { href: `${hrefOf(contract.id)}/rectifier`, text: 'Rectifier un fait' }],
  schema: schemaOf,
  first: ({ fact }) => fact.first,
  fields: ({ fact }, shown, visit) => html`${fact.fields(shown, visit)}${fieldGroup('Rectification', html`
    ${fact.voidable && checkboxField({ ...box(shown, '_annule'), label: 'Ce fait n’a jamais eu lieu', hint: 'Il a été enregistré par erreur : les champs ci-dessus ne comptent alors pas.' })}
    ${textArea({ ...input(shown, '_motif'), label: 'Motif de la rectification', rows: 3 })}`)}`,
  submit: 'Relire avant de rectifier',
  reread: (about, value, { typed }) => ({
    effect: 'Le fait rectifié vaudra à la place de celui qui était enregistré. Les règles seront jugées de nouveau.', confirm: 'Rectifier',
    summary: [{ term: 'Contrat', value: nameOf(about.contract) }, { term: 'Fait', value: about.fact.subject }, ...differences(about, typed, value['_annule'] === true), { term: 'Motif', value: String(value['_motif']) }],
  }),
  send: async ({ contract: { id }, fact, key }, { _annule: never, _motif: reason, ...value }, { visit, cause }) => {
    const { position } = await visit.calls.contracts.rectifyContract(RectifyContractRequest.fromPartial({
      cause, id, reason: String(reason), void: never === true, correct: fact.correct(value), formerOrganisation: fact.kind === 'party' ? key : '',
    }));
    return { position, to: hrefOf(id), what: 'rectifie' };
  },
});

import { Refusal } from '@cpom/kernel';
import { StageRequest, type ContractsServer, type NextStep } from '@cpom/proto/contracts/v1/contracts';
import type { Calls } from '@cpom/service';
import { z } from 'zod';
import { checklist, dateField, html, textArea } from '../../../ui/index.ts';
import { text } from '../../../web/inputs.ts';
import { contractTrail, deciding, hrefOf, nameOf, readContract, signatories, type ReadContract } from '../about.ts';
import { routesOf } from '../act/routes.ts';
import { input } from '../act/shown.ts';
import { maybeDate, maybeText } from '../fields/inputs.ts';
import { lineOf } from '../page/rules.ts';
import { viewOf, type ContractView } from '../page/model.ts';
import { stages, wordOf } from '../words.ts';

type Move = 'openNegotiation' | 'openConsultation' | 'validateContract' | 'openSigning' | 'returnToNegotiation' | 'abandonContract';

const rpcs: ReadonlyMap<string, Move> = new Map([
  ['open-negotiation', 'openNegotiation'], ['open-consultation', 'openConsultation'], ['validate', 'validateContract'], ['open-signing', 'openSigning'],
  ['return-to-negotiation', 'returnToNegotiation'], ['abandon', 'abandonContract'],
]);

const gates: Readonly<Record<string, string>> = { validate: 'validated', 'open-signing': 'signing' };

const effects: Readonly<Record<string, string>> = {
  'open-negotiation': 'Le contrat passera de brouillon à la négociation. Son texte reste modifiable, et ses parties peuvent le lire.',
  'open-consultation': 'Le texte soumis aux instances ne sera plus modifiable, sauf à reprendre la négociation. Les instances pourront être saisies.',
  validate: 'Le contrat sera validé : les règles nationales seront jugées à cette date, et leur résultat conservé avec le contrat et transmis à la DGT.',
  'open-signing': 'Les parties seront appelées à signer. Leurs signatures, données sur papier ou ailleurs, seront enregistrées ici une à une.',
  'return-to-negotiation': 'Le contrat revient à la négociation : son texte redevient modifiable et devra de nouveau passer en consultation.',
  abandon: 'Le contrat sera abandonné. Il restera lisible avec son historique, mais ne pourra plus être repris.',
};

interface Moving {
  readonly view: ContractView;
  readonly contract: ReadContract;
  readonly step: NextStep;
}

const schemaOf = ({ step }: Moving) => z.object({ on: maybeDate(), reason: step.reasonRequired ? text(2_000) : maybeText(2_000) });
type Value = ReturnType<typeof schemaOf>;

const rulesAgainst = ({ view, contract, step }: Moving) => {
  const gate = gates[step.code];
  const rules = gate === undefined ? [] : contract.rules.filter((rule) => rule.gates.includes(gate));
  return rules.length === 0 ? undefined : checklist('Règles jugées à cette étape', rules.map((rule) => lineOf(view, rule)));
};

const move = (calls: Calls<ContractsServer>, code: string): ((request: StageRequest) => Promise<{ position: number }>) => {
  const rpc = rpcs.get(code);
  if (!rpc) throw new Refusal('not-found', 'Cette étape n’existe pas.');
  return calls[rpc];
};

/** A stage that the contract enters: read again with its rules, dated, with a reason where one is asked for. */
export const moveContract = routesOf<Moving, Value>({
  path: '/contrats/:id/etapes/:etape', access: deciding,
  load: async (visit, asked) => {
    const contract = await readContract(visit, asked);
    const step = contract.nextSteps.find((one) => one.code === asked.param('etape') && rpcs.has(one.code));
    if (!step) throw new Refusal('not-found', 'Cette étape ne se présente pas, ou plus, pour ce contrat. Revenez à sa page : elle propose la suivante.');
    const view = viewOf(visit, contract, { on: visit.today, knownOn: undefined, wrong: {}, past: false });
    return { contract, step, view };
  },
  title: ({ step, contract }) => `${step.label} : ${nameOf(contract)}`, trail: ({ contract }) => contractTrail(contract), schema: schemaOf,
  effect: (about) => {
    const { step, contract, view: { visit } } = about;
    const before = rulesAgainst(about);
    return {
      effect: effects[step.code] ?? '',
      summary: [
        { term: 'Contrat', value: `${contract.heading.title} (${contract.heading.reference})` }, { term: 'Étape actuelle', value: wordOf(stages, contract.stage) },
        { term: 'Signataires', value: signatories(contract).map((party) => visit.nameOf(party.organisation)).join(', ') || 'aucun' },
      ],
      ...(before ? { before } : {}),
    };
  },
  fields: ({ step }, shown) => html`${dateField({ ...input(shown, 'on'), label: 'Date', optional: true, hint: 'Aujourd’hui si vous n’indiquez rien ; jamais à venir. Au format 31/12/2022.' })}
    ${textArea({ ...input(shown, 'reason'), label: 'Motif', optional: !step.reasonRequired, rows: 3, hint: 'Il reste dans l’historique du contrat.' })}`,
  submit: ({ step }) => step.label,
  send: async ({ contract: { id }, step }, { on, reason }, { visit, cause }) => {
    const { position } = await move(visit.calls.contracts, step.code)(StageRequest.fromPartial({ cause, id, on, reason }));
    return { position, to: hrefOf(id), what: step.code };
  },
});

import { Refusal } from '@cpom/kernel';
import { RecordSignatureRequest } from '@cpom/proto/contracts/v1/contracts';
import { z } from 'zod';
import { callout, fileField, html, type Definition, type Html } from '../../../ui/index.ts';
import { contractTrail, hrefOf, nameOf, partyName, readContract, signing, unsigned, type ReadContract } from '../about.ts';
import { routesOf } from '../act/routes.ts';
import { input } from '../act/shown.ts';
import type { Sending } from '../act/types.ts';
import { attach } from '../fields/document.ts';
import { choice, legalDate, text } from '../../../web/inputs.ts';
import { signatureFields, signatureLines, signatureShape } from '../fields/signature.ts';

const schema = z.object({ ...signatureShape, signedOn: legalDate(), function: text(200), capacity: choice(['mandate', 'delegation']) });

interface Signing {
  readonly contract: ReadContract;
  readonly organisation: string;
  readonly name: string;
  readonly left: number;
}

const effectOf = ({ name, left, contract }: Signing): string => {
  const last = left === 1 ? ` C’est la dernière : le contrat sera signé${contract.term.effect === 'at-signature' ? ' et prendra effet à cette date' : ''}, et ses règles seront jugées.` : '';
  return `La signature de ${name}, donnée sur papier ou ailleurs, sera enregistrée.${last}`;
};

const pieceLine = ({ file }: Sending): Definition => ({ term: 'Exemplaire signé', value: file ? file.name : 'aucun document joint (il pourra l’être plus tard)' });

/** Recording is not signing: the page says so. */
const caution: Html = callout('Enregistrer n’est pas signer', 'Vous consignez une signature déjà donnée. Ce formulaire ne vaut pas signature électronique.');

/** A party's signature: typed, read again, recorded. */
export const recordSignature = routesOf<Signing, typeof schema>({
  path: '/contrats/:id/signatures/:organisation', access: signing,
  load: async (visit, asked) => {
    const contract = await readContract(visit, asked);
    const organisation = asked.param('organisation');
    const missing = unsigned(contract);
    if (contract.stage !== 'signing') throw new Refusal('rule', 'Une signature s’enregistre quand le contrat est à la signature. Revenez à sa page : elle propose l’étape suivante.');
    if (!missing.some((party) => party.organisation === organisation)) throw new Refusal('not-found', 'Aucune signature de cet organisme n’est attendue pour ce contrat.');
    return { contract, organisation, name: partyName(contract, organisation, visit), left: missing.length };
  },
  title: ({ name }) => `Enregistrer la signature : ${name}`,
  lead: ({ left, contract }) => `${nameOf(contract)}. ${left > 1 ? `${left} signatures sont encore attendues.` : 'C’est la dernière signature attendue.'}`,
  trail: ({ contract }) => contractTrail(contract), schema: () => schema,
  file: { field: 'scan', required: false },
  fields: (_about, shown) => html`${caution}${signatureFields(shown)}${fileField({ ...input(shown, 'scan'), label: 'Exemplaire signé, numérisé', optional: true })}`,
  submit: 'Relire avant d’enregistrer',
  reread: (about, value, sending) => ({
    effect: effectOf(about), confirm: 'Enregistrer cette signature',
    summary: [{ term: 'Contrat', value: `${nameOf(about.contract)} (${about.contract.heading.reference})` }, { term: 'Partie', value: about.name }, ...signatureLines(value), pieceLine(sending)],
  }),
  send: async ({ contract: { id }, organisation }, value, { visit, cause, file }) => {
    const scan = file ? (await attach(visit, id, cause, 'signed-scan', file)).id : '';
    const { position } = await visit.calls.contracts.recordSignature(RecordSignatureRequest.fromPartial({ cause, id, signature: { ...value, organisation, scan } }));
    return { position, to: hrefOf(id), what: 'signature' };
  },
});

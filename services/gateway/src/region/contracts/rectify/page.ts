import type { Asked } from '../../../site/asked.ts';
import { frame } from '../../../site/frame.ts';
import { pageAnswer, type Answer } from '../../../site/route.ts';
import { html, section, type Html } from '../../../ui/index.ts';
import type { RegionVisit } from '../../calls.ts';
import { contractTrail, dateOr, hrefOf, nameOf, partyName, readContract, type ReadContract } from '../about.ts';
import { factKinds, stages, wordOf } from '../words.ts';

interface Fact {
  readonly kind: string;
  readonly key: string;
  readonly text: string;
}

const factsOf = (contract: ReadContract, visit: RegionVisit): Fact[] => [
  { kind: 'heading', key: 'texte', text: 'Référence, titre, forme et texte' }, { kind: 'term', key: 'duree', text: 'Prise d’effet et échéance' },
  ...contract.parties.map((one) => ({ kind: 'party', key: one.organisation, text: partyName(contract, one.organisation, visit) })),
  ...[...new Set(contract.stages.map((one) => one.stage))].filter((stage) => stage !== 'signed' || contract.signatures.length === 0).map((stage) => ({ kind: 'stage', key: stage, text: `${wordOf(stages, stage)} (${dateOr(contract.stages.findLast((one) => one.stage === stage)?.on ?? '')})` })),
  ...contract.opinions.map((one) => ({ kind: 'opinion', key: one.id, text: `${visit.nameOf(one.body)}${one.givenOn === '' ? '' : ` (${dateOr(one.givenOn)})`}` })),
  ...contract.signatures.map((one) => ({ kind: 'signature', key: one.organisation, text: `${partyName(contract, one.organisation, visit)} (${dateOr(one.signedOn)})` })),
  ...contract.sheets.map((one) => ({ kind: 'sheet', key: one.id, text: one.title })), ...contract.documents.map((one) => ({ kind: 'document', key: one.id, text: one.name })),
];

/** Every fact of the contract that can be rectified, by kind. */
export async function rectifyPage(visit: RegionVisit, asked: Asked): Promise<Answer> {
  const contract = await readContract(visit, asked);
  const facts = factsOf(contract, visit);
  const kinds = Object.keys(factKinds).filter((kind) => facts.some((one) => one.kind === kind));
  const group = (kind: string): Html => section(`faits-${kind}`, wordOf(factKinds, kind), html`<ul>${facts.filter((one) => one.kind === kind).map((one) =>
    html`<li><a href="${hrefOf(contract.id)}/rectifier/${kind}/${one.key}">${one.text}</a></li>`)}</ul>`);
  return pageAnswer(frame(visit, asked, {
    title: 'Rectifier un fait', lead: `${nameOf(contract)}. Choisissez ce qui a été mal enregistré ; la rectification se motive, et la valeur précédente reste lisible.`,
    breadcrumb: contractTrail(contract), body: html`${kinds.map(group)}`,
  }));
}

import { Refusal } from '@cpom/kernel';
import type { ActionSheet } from '@cpom/proto/contracts/v1/facts';
import type { Asked } from '../../../site/asked.ts';
import type { Link } from '../../../ui/index.ts';
import type { RegionVisit } from '../../calls.ts';
import { contractTrail, hrefOf, readContract, type Dates, type ReadContract } from '../about.ts';
import type { SheetChoices } from '../fields/sheet-fields.ts';
import { organisationOptions } from '../fields/organisations.ts';
import { readLabels } from '../page/labels.ts';

/** A contract and one of its action sheets. */
export interface SheetOf {
  readonly contract: ReadContract;
  readonly sheet: ActionSheet;
}

export async function readSheet(visit: RegionVisit, asked: Asked, dates: Dates = {}): Promise<SheetOf> {
  const contract = await readContract(visit, asked, dates);
  const sheet = contract.sheets.find((one) => one.id === asked.param('fiche'));
  if (!sheet) throw new Refusal('not-found', 'Cette fiche n’est pas, ou n’est plus, dans le contrat.');
  return { contract, sheet };
}

export const sheetHref = ({ contract, sheet }: SheetOf): string => `${hrefOf(contract.id)}/fiches/${sheet.id}`;
export const sheetTrail = (about: SheetOf): readonly Link[] => [...contractTrail(about.contract), { href: sheetHref(about), text: about.sheet.title }];

/** What a sheet may name: the catalogue's indicators, the contract's parties and partners. */
export async function choicesFor(visit: RegionVisit, contract: ReadContract): Promise<SheetChoices> {
  const labels = await readLabels(visit);
  const parties = contract.parties.map((party) => party.organisation);
  const organisations = organisationOptions(visit, ['service', 'authority', 'fund', 'partner']).filter((one) => parties.includes(one.value) || visit.names.get(one.value)?.kind === 'partner');
  return { organisations, catalogue: [...labels].map(([value, label]) => ({ value, label: `${value} — ${label}` })) };
}

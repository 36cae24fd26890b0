import type { ActionSheet, SheetIndicator } from '@cpom/proto/contracts/v1/facts';
import { html, section, table, type Html } from '../../../ui/index.ts';
import type { ContractView } from './model.ts';

interface Row {
  readonly sheet: ActionSheet;
  readonly indicator: SheetIndicator;
}

/** What each indicator is called in the catalogue, by its code. */
export type Labels = ReadonlyMap<string, string>;

export const wordingOf = (indicator: SheetIndicator, labels: Labels): string => indicator.wording || (labels.get(indicator.code) ?? indicator.code);

/** The indicators that the sheets ask for; a campaign asks each of them once. */
export function indicatorsPart(view: ContractView, labels: Labels): Html | undefined {
  const rows = view.contract.sheets.flatMap((sheet) => sheet.indicators.map((indicator): Row => ({ sheet, indicator })));
  if (rows.length === 0) return undefined;
  const several = view.contract.sheets.length > 1;
  return section('indicateurs', 'Indicateurs demandés', table({
    id: 'table-indicateurs', caption: 'Liste des indicateurs demandés', hideCaption: true, noun: ['indicateur', 'indicateurs'], rows,
    columns: [
      { key: 'indicateur', head: 'Indicateur', cell: ({ indicator }: Row) => wordingOf(indicator, labels) },
      { key: 'code', head: 'Code', cell: ({ indicator }: Row) => indicator.code || html`<span class="fr-text--xs">hors catalogue</span>` },
      ...(several ? [{ key: 'fiche', head: 'Fiche', cell: ({ sheet }: Row) => sheet.title }] : []),
      { key: 'action', head: 'Action', cell: ({ indicator }: Row) => indicator.action || '—' },
      { key: 'objectif', head: 'Objectif chiffré', cell: ({ indicator }: Row) => (indicator.hasTarget ? indicator.target || 'oui' : '—') },
    ],
  }));
}

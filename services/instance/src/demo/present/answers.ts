import { CellInput, type GridRow } from '@cpom/proto/indicators/v1/indicators';
import { countOf, type Counted } from './numbers.ts';

const story: Readonly<Record<string, string>> = {
  number: 'Deux expérimentations.', description: 'Accompagnement de salariés d’une même branche, avec la caisse et les organismes de formation.',
  success: 'Un interlocuteur unique pour l’employeur.', failure: 'Des arrêts connus trop tard.',
  employers: 'Anticiper la visite de préreprise.', workers: 'Un parcours accompagné se vit moins seul.',
};
const analysis = 'Les signalements arrivent plus tôt quand l’employeur connaît le service ; les situations longues demandent une assistante sociale.';

/** Values given by one side for the lines that are its own. */
export function answersTo(rows: readonly GridRow[], reporter: string, counted: Counted): CellInput[] {
  return rows.flatMap(({ indicator, cellVersion }) => {
    if (indicator?.reporter !== reporter) return [];
    const cell = (value: Partial<NonNullable<CellInput['value']>>, explanation = ''): CellInput =>
      CellInput.fromPartial({ indicator: indicator.code, expectedVersion: cellVersion, origin: 'fictif', explanation, value });
    if (indicator.unit === 'narrative') {
      const texts = indicator.outline.length === 0 ? [{ key: '', text: analysis }] : indicator.outline.map(({ key }) => ({ key, text: story[key] ?? analysis }));
      return [cell({ state: 'narrative', texts })];
    }
    const number = countOf(indicator.code, counted);
    return [number === undefined ? cell({ state: 'missing' }, 'Donnée non suivie cette année-là.') : cell({ state: 'number', number })];
  });
}

/** The same with two lines that ask for attention: a part larger than its whole, and a value that is missing without a word. */
export const withTrouble = (cells: readonly CellInput[]): CellInput[] => cells.map((cell) => {
  if (cell.indicator === 'PDP-C-02a') return CellInput.fromPartial({ ...cell, value: { state: 'number', number: (cell.value?.number ?? 0) * 4 } });
  return cell.indicator === 'PDP-C-03c' ? CellInput.fromPartial({ ...cell, value: { state: 'missing' } }) : cell;
});

import { CellInput, type GridRow } from '@cpom/proto/indicators/v1/indicators';
import { countOf, type Counted } from './numbers.ts';

const story: Readonly<Record<string, string>> = {
  number: 'Deux expérimentations.', description: 'Accompagnement de salariés d’une même branche, avec la caisse et les organismes de formation.',
  success: 'Un interlocuteur unique pour l’employeur.', failure: 'Des arrêts connus trop tard.',
  employers: 'Anticiper la visite de préreprise.', workers: 'Un parcours accompagné se vit moins seul.',
};
const analysis = 'Les signalements arrivent plus tôt quand l’employeur connaît le service ; les situations longues demandent une assistante sociale.';

/** What a made-up narrative says: under each heading, or as one text where there is none. */
const narrative = (headings: readonly string[]): { key: string; text: string }[] =>
  (headings.length === 0 ? [{ key: '', text: analysis }] : headings.map((key) => ({ key, text: story[key] ?? analysis })));

const told: ReadonlyMap<string, readonly string[]> = new Map([['PDP-B-02', Object.keys(story)], ['PDP-C-05', []], ['TMS-05', []]]);

/** The made-up value of a line in a past year; undefined when there is none. */
export function pastValue(code: string, counted: Counted): NonNullable<CellInput['value']> | undefined {
  const headings = told.get(code);
  if (headings) return { state: 'narrative', number: undefined, texts: narrative(headings) };
  const number = countOf(code, counted);
  return number === undefined ? undefined : { state: 'number', number, texts: [] };
}

/** Values given by one side for the lines that are its own. */
export function answersTo(rows: readonly GridRow[], reporter: string, counted: Counted): CellInput[] {
  return rows.flatMap(({ indicator, cellVersion }) => {
    if (indicator?.reporter !== reporter) return [];
    const cell = (value: Partial<NonNullable<CellInput['value']>>, explanation = ''): CellInput =>
      CellInput.fromPartial({ indicator: indicator.code, expectedVersion: cellVersion, origin: 'fictif', explanation, value });
    if (indicator.unit === 'narrative') {
      return [cell({ state: 'narrative', texts: narrative(indicator.outline.map(({ key }) => key)) })];
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

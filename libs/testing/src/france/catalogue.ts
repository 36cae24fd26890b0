import type { Day } from '@cpom/kernel';
import { at, person } from './clockwork.ts';
import type { Line, Step } from './plan.ts';
import { randomOf } from './random.ts';
import { authorityOf, firstYear, type FranceOptions } from './territory.ts';

const subjects = [
  ['PDP', 'Salariés rencontrés par la cellule', 'persons', 'persons-health'], ['TMS', 'Aides techniques conseillées', 'count', 'establishments'],
  ['CMR', 'Établissements conseillés sur la ventilation', 'establishments', 'establishments'], ['RPS', 'Ateliers tenus', 'count', 'none'],
  ['ROU', 'Conducteurs sensibilisés', 'persons', 'none'], ['INT', 'Visites d’agences d’emploi', 'count', 'none'],
  ['socle', 'Jours d’intervention', 'days', 'none'], ['PDP', 'Visites de mi-carrière', 'persons', 'persons-health'],
] as const;

/** What a region follows beside the core: some of it mapped to the core, some filled by the fund or by the DREETS. */
function regionalLine(options: FranceOptions, core: readonly Line[], region: string, index: number): Line {
  const random = randomOf(options.seed, 'line', region, index);
  const [theme, label, unit, disclosure] = random.pick(subjects);
  const alike = core.filter((line) => line.theme === theme && line.unit === unit && line.relation === '' && line.reporter === 'spsti');
  const reporter = index === 0 ? 'dreets' : index === 1 ? 'fund' : 'spsti';
  return {
    code: `R${region}-${String(index + 1).padStart(2, '0')}`, version: 1, label: `${label} (suivi régional ${index + 1})`, unit, theme, kind: 'activity', relation: '', parent: '',
    severity: 'explain', textParent: '', reporter, outline: [], disclosure, disaggregation: '', origin: 'fictif',
    coreCode: reporter === 'spsti' && alike.length > 0 && random.chance(0.4) ? random.pick(alike).code : '',
  };
}

const linesRevised = 2;

export const regionalLines = (options: FranceOptions, core: readonly Line[], region: string): readonly Line[] =>
  Array.from({ length: Math.max(0, (options.indicators ?? 100) - core.length) }, (_, index) => regionalLine(options, core, region, index));

/** All that a region follows, what it includes before what is included. */
export const catalogueOf = (options: FranceOptions, core: readonly Line[], region: string): readonly Line[] => [...core, ...regionalLines(options, core, region)];

/** The core is adopted, the region's own are defined; after three years two of them change their meaning. */
export function catalogueSteps(options: FranceOptions, core: readonly Line[], region: string): Step[] {
  const who = person('dreets-agent', authorityOf(region));
  const [start, later] = [`${firstYear(options) - 2}-01-05` as Day, `${firstYear(options) + 2}-12-10` as Day];
  const own = regionalLines(options, core, region);
  const changed = options.years > 3 ? own.slice(2, 2 + linesRevised) : [];
  return [
    { at: at(start), who, act: { on: 'catalogue', command: { kind: 'adopt-core', region, codes: [] } } },
    ...own.map((indicator, index): Step => ({ at: at(start, index + 1), who, act: { on: 'catalogue', command: { kind: 'define', region, indicator } } })),
    ...changed.map((indicator, index): Step => ({
      at: at(later, index), who,
      act: { on: 'catalogue', command: { kind: 'revise', region, indicator: { ...indicator, validFrom: `${firstYear(options) + 3}-01-01` as Day }, reason: 'Périmètre précisé en comité régional.' } },
    })),
  ];
}

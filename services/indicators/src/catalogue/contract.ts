import type { Day, Fact } from '@cpom/kernel';
import { addDays } from '@cpom/kernel';
import { validDuring, type Indicator } from './definition.ts';

/** What happens to the catalogue of a region. */
export type CatalogueEvent =
  | { readonly type: 'CoreAdopted'; readonly region: string; readonly indicators: readonly Indicator[] }
  | { readonly type: 'IndicatorDefined'; readonly region: string; readonly indicator: Indicator }
  | { readonly type: 'IndicatorRevised'; readonly region: string; readonly indicator: Indicator; readonly text?: { readonly reason: string } };

/** Every version of every indicator, in the order they were first defined. */
export interface Catalogue {
  readonly region: string;
  readonly version: number;
  readonly indicators: ReadonlyMap<string, readonly Indicator[]>;
}

export const emptyCatalogue: Catalogue = { region: '', version: 0, indicators: new Map() };
export const catalogueStream = (region: string): string => `catalogue-${region}`;

/** The version in force ends the day before the new one begins: series keep the meaning of their time. */
function withRevision(versions: readonly Indicator[], revised: Indicator): readonly Indicator[] {
  const last = versions.at(-1);
  if (!last || !revised.validFrom) return [...versions, revised];
  return [...versions.slice(0, -1), { ...last, validTo: addDays(revised.validFrom, -1) }, revised];
}

/** What is so after the fact. */
export function evolveCatalogue(state: Catalogue, { event, version }: Fact<CatalogueEvent>): Catalogue {
  const indicators = new Map(state.indicators);
  const added = event.type === 'CoreAdopted' ? event.indicators : [event.indicator];
  for (const indicator of added) {
    const before = indicators.get(indicator.code) ?? [];
    indicators.set(indicator.code, event.type === 'IndicatorRevised' ? withRevision(before, indicator) : [indicator]);
  }
  return { region: event.region, version, indicators };
}

/** The version that a period asks: the latest that holds on one of its days. */
export const versionDuring = (catalogue: Catalogue, code: string, from: Day, to: Day): Indicator | undefined =>
  catalogue.indicators.get(code)?.findLast((indicator) => validDuring(indicator, from, to));

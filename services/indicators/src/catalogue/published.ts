import type { Fact } from '@cpom/kernel';
import type { Message } from '@cpom/platform';
import { IndicatorCatalogueState, type CataloguedIndicator } from '@cpom/proto/indicators/v1/events';
import type { Catalogue, CatalogueEvent } from './contract.ts';
import type { Indicator } from './definition.ts';

const said = (indicator: Indicator): CataloguedIndicator => ({
  code: indicator.code,
  version: indicator.version,
  coreCode: indicator.coreCode,
  label: indicator.label,
  unit: indicator.unit,
  theme: indicator.theme,
  kind: indicator.kind,
  validFrom: indicator.validFrom ?? '',
  validTo: indicator.validTo ?? '',
});

/** The catalogue as the nation hears it: how much of it maps to the core is one of its figures (STE-07). */
export function publishedCatalogue(state: Catalogue, _fact: Fact<CatalogueEvent>): readonly Message[] {
  const payload = IndicatorCatalogueState.encode({
    region: state.region,
    version: state.version,
    indicators: [...state.indicators.values()].flat().map(said),
  }).finish();
  return [{ topic: 'indicators.nation', type: 'cpom.indicators.v1.IndicatorCatalogueState', audience: 'nation', payload }];
}

import type { Circumstances } from '@cpom/kernel';
import { invalidField, Refusal } from '@cpom/kernel';
import type { Catalogue, CatalogueEvent } from './contract.ts';
import { core } from './core.ts';
import { disclosures, kinds, relations, reporters, units, type Indicator } from './definition.ts';

export type CatalogueCommand =
  | { readonly kind: 'adopt-core'; readonly region: string; readonly codes: readonly string[] }
  | { readonly kind: 'define'; readonly region: string; readonly indicator: Indicator }
  | { readonly kind: 'revise'; readonly region: string; readonly indicator: Indicator; readonly reason: string };

const oneOf = (field: string, value: string, allowed: readonly string[]): void => {
  if (!allowed.includes(value)) throw invalidField(field, `« ${value} » n'est pas une valeur admise : ${allowed.filter(Boolean).join(', ')}.`);
};

function mustBeWellFormed(indicator: Indicator): void {
  if (!/^[A-Z0-9]{2,8}(?:-[A-Za-z0-9]{1,8}){1,3}$/.test(indicator.code)) {
    throw invalidField('code', "Le code s'écrit comme « TMS-01a » : des lettres majuscules, un tiret, un numéro.");
  }
  if (indicator.label.trim() === '') throw invalidField('label', "Donnez un libellé à l'indicateur.");
  oneOf('unit', indicator.unit, units);
  oneOf('relation', indicator.relation, relations);
  oneOf('reporter', indicator.reporter, reporters);
  oneOf('kind', indicator.kind, kinds);
  oneOf('disclosure', indicator.disclosure, disclosures);
  if (indicator.coreCode !== '' && !core.some((known) => known.code === indicator.coreCode)) {
    throw invalidField('coreCode', `« ${indicator.coreCode} » n'est pas un code du socle national.`);
  }
}

function ancestorsOf(catalogue: Catalogue, indicator: Indicator): string[] {
  const found: string[] = [];
  for (let code = indicator.parent; code !== '' && !found.includes(code); code = catalogue.indicators.get(code)?.at(-1)?.parent ?? '') found.push(code);
  return found;
}

function mustFitTheTree(catalogue: Catalogue, indicator: Indicator): void {
  const named = [indicator.parent, indicator.textParent, indicator.ratio?.numerator ?? '', indicator.ratio?.denominator ?? ''].filter((code) => code !== '');
  const unknown = named.find((code) => code !== indicator.code && !catalogue.indicators.has(code));
  if (unknown !== undefined) throw invalidField('parent', `L'indicateur « ${unknown} » n'existe pas dans le catalogue de la région : définissez-le d'abord.`);
  if (ancestorsOf(catalogue, indicator).includes(indicator.code)) throw invalidField('parent', 'Un indicateur ne peut pas être inclus dans lui-même.');
  if ((indicator.relation === '') !== (indicator.parent === '')) throw invalidField('relation', "Une relation demande un indicateur de rattachement, et l'inverse.");
  if ((indicator.reporter === 'computed') !== (indicator.ratio !== undefined)) throw invalidField('ratio', 'Un indicateur calculé est un rapport : donnez son numérateur et son dénominateur.');
}

function adopt(state: Catalogue, region: string, codes: readonly string[]): CatalogueEvent[] {
  const unknown = codes.find((code) => !core.some((indicator) => indicator.code === code));
  if (unknown !== undefined) throw invalidField('codes', `« ${unknown} » n'est pas un code du socle national.`);
  const indicators = core.filter(({ code }) => (codes.length === 0 || codes.includes(code)) && !state.indicators.has(code));
  return indicators.length === 0 ? [] : [{ type: 'CoreAdopted', region, indicators }];
}

function define(state: Catalogue, region: string, indicator: Indicator): CatalogueEvent[] {
  mustBeWellFormed(indicator);
  if (state.indicators.has(indicator.code)) {
    throw new Refusal('rule', `L'indicateur « ${indicator.code} » existe déjà : modifiez-le par une nouvelle version, l'ancienne restera lisible.`);
  }
  mustFitTheTree(state, indicator);
  return [{ type: 'IndicatorDefined', region, indicator: { ...indicator, version: 1 } }];
}

function revise(state: Catalogue, region: string, indicator: Indicator, reason: string): CatalogueEvent[] {
  mustBeWellFormed(indicator);
  const last = state.indicators.get(indicator.code)?.at(-1);
  if (!last) throw new Refusal('not-found', `L'indicateur « ${indicator.code} » n'existe pas dans le catalogue de la région.`);
  if (!indicator.validFrom) throw invalidField('validFrom', "Dites à partir de quelle date la nouvelle version s'applique.");
  if (last.validFrom !== undefined && indicator.validFrom <= last.validFrom) {
    throw invalidField('validFrom', "La nouvelle version doit commencer après la précédente : rien n'est réécrit.");
  }
  if (reason.trim() === '') throw invalidField('reason', "Dites pourquoi l'indicateur change : le motif reste à côté de la série.");
  mustFitTheTree(state, indicator);
  return [{ type: 'IndicatorRevised', region, indicator: { ...indicator, version: last.version + 1 }, text: { reason } }];
}

/** Decides about the catalogue of a region. Refuses `invalid` with the field, `rule`, `not-found`. */
export function decideCatalogue(state: Catalogue, command: CatalogueCommand, _circumstances: Circumstances): readonly CatalogueEvent[] {
  if (command.kind === 'adopt-core') return adopt(state, command.region, command.codes);
  if (command.kind === 'define') return define(state, command.region, command.indicator);
  return revise(state, command.region, command.indicator, command.reason);
}

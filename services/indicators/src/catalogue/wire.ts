import { day, invalidField, type Day } from '@cpom/kernel';
import { Indicator as IndicatorMessage } from '@cpom/proto/indicators/v1/indicators';
import { disclosures, kinds, relations, reporters, units, type Disclosure, type Indicator, type Kind, type Relation, type Reporter, type Unit } from './definition.ts';

/** A version of an indicator as replies carry it. */
export const toMessage = (indicator: Indicator): IndicatorMessage => IndicatorMessage.fromPartial({
  ...indicator, outline: [...indicator.outline], validFrom: indicator.validFrom ?? '', validTo: indicator.validTo ?? '',
});

function oneOf<T extends string>(field: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((known) => known === value);
  if (found === undefined) throw invalidField(field, `« ${value} » n'est pas une valeur admise : ${allowed.filter((known) => known !== '').join(', ')}.`);
  return found;
}

const optionalDay = (text: string): Day | undefined => (text === '' ? undefined : day(text));

/** An indicator as it came, its code lists checked. The version is the catalogue's to give. */
export function fromMessage(sent: IndicatorMessage | undefined): Indicator {
  if (!sent) throw invalidField('indicator', "Décrivez l'indicateur.");
  const [validFrom, validTo] = [optionalDay(sent.validFrom), optionalDay(sent.validTo)];
  return {
    code: sent.code.trim(), version: 0, label: sent.label.trim(), theme: sent.theme.trim(), parent: sent.parent, textParent: sent.textParent,
    unit: oneOf<Unit>('unit', sent.unit, units), kind: oneOf<Kind>('kind', sent.kind || 'activity', kinds),
    relation: oneOf<Relation>('relation', sent.relation, relations), severity: sent.severity === 'explain' ? 'explain' : 'block',
    reporter: oneOf<Reporter>('reporter', sent.reporter || 'spsti', reporters), disclosure: oneOf<Disclosure>('disclosure', sent.disclosure || 'none', disclosures),
    outline: sent.outline, disaggregation: sent.disaggregation, coreCode: sent.coreCode, origin: sent.origin || 'saisie',
    ...(sent.ratio ? { ratio: sent.ratio } : {}), ...(validFrom ? { validFrom } : {}), ...(validTo ? { validTo } : {}),
  };
}

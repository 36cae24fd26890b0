import type { Circumstances } from '@cpom/kernel';
import { invalidField, isSiren } from '@cpom/kernel';
import { targetKey, type Targets, type TargetSet } from './contract.ts';

export interface SetTarget {
  readonly service: string;
  readonly indicator: string;
  readonly year: number;
  readonly value: number;
  readonly origin: string;
  readonly contract: string;
  readonly reason: string;
}

/** The catalogue's codes and which of them are numbers: a target is set on nothing else. */
export interface TargetContext {
  readonly numeric: ReadonlySet<string>;
}

/** Decides on a target (« objectif chiffré », D.4622-46). A change says why; the same value again changes nothing. */
export function decideTargets(state: Targets, command: SetTarget, { numeric }: Circumstances & TargetContext): readonly TargetSet[] {
  const { service, indicator, year, value, origin, contract, reason } = command;
  if (!isSiren(service)) throw invalidField('service', 'Le service se désigne par son SIREN : neuf chiffres.');
  if (!numeric.has(indicator)) throw invalidField('indicator', `« ${indicator} » n'est pas un indicateur chiffré du catalogue de la région.`);
  if (!Number.isInteger(year) || year < 2000 || year > 2100) throw invalidField('year', "L'année s'écrit avec quatre chiffres, par exemple 2022.");
  if (!Number.isFinite(value) || value < 0) throw invalidField('value', 'La cible est un nombre, zéro compris.');
  const before = state.byLine.get(targetKey(indicator, year))?.at(-1);
  if (before && before.value === value && before.contract === contract) return [];
  if (before && reason.trim() === '') throw invalidField('reason', 'Cette cible existe déjà : dites pourquoi elle change.');
  return [{ type: 'TargetSet', service, indicator, year, value, origin, contract, ...(reason.trim() === '' ? {} : { text: { reason } }) }];
}

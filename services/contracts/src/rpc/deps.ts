import { Refusal } from '@cpom/kernel';
import type { Clock, Journal, Runner } from '@cpom/platform';
import type { Base } from '@cpom/service';
import type { ContractCommand } from '../commands.ts';
import type { Contract } from '../contract.ts';
import type { Surroundings } from '../rules/input.ts';
import type { World } from '../surroundings.ts';

/** What the RPCs are made of. */
export interface RpcDeps {
  readonly runner: Runner<Contract, ContractCommand, Surroundings>;
  readonly journal: Journal;
  readonly world: World;
  readonly base: Base;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly authority: string;
  readonly region: string;
}

/** A contract belongs to one DREETS, and its instance holds no other's. Empty means this one. */
export function mustBeOurs({ authority, region }: { readonly authority: string; readonly region: string }, deps: RpcDeps): void {
  if ((authority === '' || authority === deps.authority) && (region === '' || region === deps.region)) return;
  throw new Refusal('invalid', 'Ce contrat relève d\'une autre région : il s\'enregistre auprès de sa DREETS.', [{ field: 'authority', message: 'Autre région.' }]);
}

/** A part of the request without which nothing can be done. */
export function given<T>(value: T | undefined, field: string): T {
  if (value === undefined) throw new Refusal('invalid', 'La demande est incomplète.', [{ field, message: 'Ce champ est obligatoire.' }]);
  return value;
}

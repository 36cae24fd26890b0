import { Refusal } from '@cpom/kernel';
import type { Clock, Journal, Runner, Views } from '@cpom/platform';
import type { Base } from '@cpom/service';
import type { ContractCommand } from '../commands.ts';
import type { Contract } from '../contract.ts';
import type { Surroundings } from '../rules/input.ts';

/** What the RPCs are made of. */
export interface RpcDeps {
  readonly runner: Runner<Contract, ContractCommand, Surroundings>;
  readonly journal: Journal;
  readonly views: Views;
  readonly base: Base;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly authority: string;
  readonly region: string;
}

/** A part of the request without which nothing can be done. */
export function given<T>(value: T | undefined, field: string): T {
  if (value === undefined) throw new Refusal('invalid', 'La demande est incomplète.', [{ field, message: 'Ce champ est obligatoire.' }]);
  return value;
}

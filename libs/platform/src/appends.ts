import { Refusal } from '@cpom/kernel';
import type { Append, Cursor } from './ports/index.ts';

/** Refuses an append that no journal takes: without event, or without a name that can be found again. */
export function checkAppend(item: Append): void {
  if (item.events.length === 0) throw new Refusal('invalid', "Il n'y a rien à enregistrer.");
  const named = [item.stream, item.cause].every((name) => name !== '' && name.isWellFormed());
  if (!named) throw new Refusal('invalid', "La demande ne porte pas d'identifiant utilisable.");
}

/** The answer to a cursor that is not of this history. */
export const diverged = ({ position }: Cursor): Refusal =>
  new Refusal('diverged', `L'historique a changé : la position ${position} présentée n'y figure pas. Reprenez la lecture depuis le début.`);

/** The answer to who would erase what is not there. */
export const nothingToErase = (stream: string): Refusal => new Refusal('not-found', `Rien à effacer dans « ${stream} » à cet endroit.`);

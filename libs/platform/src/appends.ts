import { Refusal } from '@cpom/kernel';
import type { Append, Cursor } from './ports/index.ts';

/** The largest public message: 4 MiB. What is larger is a document, and documents are not messages. */
export const largestMessage = 4 * 1024 * 1024;

/** Refuses an append that no journal takes: without event, without a name that can be found again, or that says what no bus would carry. */
export function checkAppend(item: Append): void {
  if (item.events.length === 0) throw new Refusal('invalid', "Il n'y a rien à enregistrer.");
  const named = [item.stream, item.cause].every((name) => name !== '' && name.isWellFormed());
  if (!named) throw new Refusal('invalid', "La demande ne porte pas d'identifiant utilisable.");
  // Refused here: once it is stored, the relay could neither send it nor pass it over.
  if (item.messages.some(({ payload }) => payload.byteLength > largestMessage)) {
    throw new Refusal('too-large', "Cet enregistrement est trop volumineux pour être transmis : allégez ses textes, ou joignez-les comme document.");
  }
}

/** The answer to a cursor that is not of this history. */
export const diverged = ({ position }: Cursor): Refusal =>
  new Refusal('diverged', `L'historique a changé : la position ${position} présentée n'y figure pas. Reprenez la lecture depuis le début.`);

/** The answer to who would erase what is not there. */
export const nothingToErase = (stream: string): Refusal => new Refusal('not-found', `Rien à effacer dans « ${stream} » à cet endroit.`);

import { isNativeError } from 'node:util/types';
import { Refusal } from '@cpom/kernel';

interface HttpError {
  readonly status: number;
  readonly type?: unknown;
}

const isHttpError = (error: unknown): error is HttpError =>
  isNativeError(error) && 'status' in error && typeof error.status === 'number' && error.status >= 400 && error.status < 500;

/** What express and its body readers refuse, in our words; a fault gives undefined. */
export function asRefusal(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  if (isNativeError(error) && error.name === 'URIError') return new Refusal('invalid', "L'adresse demandée est mal écrite.");
  if (!isHttpError(error)) return undefined;
  if (error.status === 413) return new Refusal('too-large', "L'envoi dépasse la taille admise. Rien n'a été enregistré.");
  if (error.type === 'entity.parse.failed') return new Refusal('invalid', "Le contenu envoyé n'est pas du JSON valide, ou contient un nom de champ interdit.");
  if (error.status === 415) return new Refusal('invalid', "Le format ou le codage de l'envoi n'est pas reconnu.");
  return new Refusal('invalid', "La demande n'a pas pu être lue. Rechargez la page et recommencez.");
}

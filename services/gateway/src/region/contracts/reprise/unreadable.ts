import { Refusal } from '@cpom/kernel';

/** The file that was sent cannot be read, and what to do about it. */
export const unreadable = (message: string): Refusal => new Refusal('invalid', message, [{ field: 'fichier', message }]);

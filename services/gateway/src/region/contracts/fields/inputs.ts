import { z } from 'zod';
import { legalDate, optional } from '../../../web/inputs.ts';

/** A box of `checkboxField`, which sends `oui`. */
export const yes = () => z.enum(['oui', '']).optional().transform((value) => value === 'oui');

/** A date that may be left empty. */
export const maybeDate = () => optional(legalDate()).transform((date) => date ?? '');

/** A text that may be left empty; absent is empty. */
export const maybeText = (max = 200) => z.string().trim().max(max).optional().transform((typed) => typed ?? '');

/** A choice that may be left empty. */
export const maybeChoice = () => z.string().max(60).optional().transform((typed) => typed ?? '');

import { isDay, parseFrenchDate, parseFrenchNumber } from '@cpom/kernel';
import { z } from 'zod';

const required = 'Ce champ est obligatoire.';

/** A text that must be there; spaces around it do not count. */
export const text = (max = 200) => z.string().trim().min(1, required).max(max);

/** A text that may be left empty, which is undefined. */
export const optionalText = (max = 200) =>
  z.string().trim().max(max).optional().transform((typed) => (typed === '' ? undefined : typed));

const readAs = <T>(read: (typed: string) => T | undefined, message: string) =>
  z.string().trim().min(1, required).transform((typed, context) => {
    const value = read(typed);
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

/** Lets a field be left empty, which is undefined. */
export const optional = <S extends z.ZodType>(schema: S) => z.preprocess((typed) => (typed === '' ? undefined : typed), schema.optional());

/** A date known to the day, the month or the year. */
export const legalDate = () =>
  readAs(parseFrenchDate, "Cette date n'existe pas ou n'est pas lisible. Écrivez 31/12/2022, 12/2022 ou 2022.");

/** A date known to the day. */
export const day = () =>
  readAs((typed) => {
    const date = parseFrenchDate(typed);
    return date !== undefined && isDay(date) ? date : undefined;
  }, "Cette date n'existe pas ou n'est pas complète. Écrivez-la ainsi : 31/12/2022.");

/** A number as a French reader types it. */
export const decimal = () => readAs(parseFrenchNumber, "Ce n'est pas un nombre. Écrivez par exemple 12,5 ou 1 234.");

/** A count: a whole number, zero or more. */
export const count = () =>
  readAs((typed) => {
    const value = parseFrenchNumber(typed);
    return value !== undefined && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
  }, 'Écrivez un nombre entier, par exemple 1 234.');

/** One of the values of a list. */
export const choice = <const T extends readonly [string, ...string[]]>(values: T) => z.enum(values);

/** A box: ticked or not. */
export const checkbox = () => z.enum(['oui', 'on', '1', 'true']).optional().transform((ticked) => ticked !== undefined);

/** Several values under one name: none, one or many. */
export const listOf = <S extends z.ZodType>(item: S, max = 500) =>
  z.preprocess((typed): unknown => (typed === undefined ? [] : Array.isArray(typed) ? typed : [typed]), z.array(item).max(max));

/** The request id made when the form was shown: a repeat of it changes nothing. */
export const cause = () => z.string().regex(/^[\w-]{16,64}$/, 'Le formulaire est incomplet. Rechargez la page.');

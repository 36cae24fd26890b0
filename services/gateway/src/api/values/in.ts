import { isDay, isLegalDate } from '@cpom/kernel';
import { z } from 'zod';

/** Invisible characters; line breaks and tabs are not among them. */
// eslint-disable-next-line no-control-regex -- these are what is refused
const invisible = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
const visible = (text: string): boolean => !invisible.test(text);

const anyText = (max: number) => z.string().trim().normalize('NFC').max(max).refine(visible, 'Ce texte contient un caractère invisible interdit.');

/** A text that must be there. */
export const text = (max = 200) => anyText(max).min(1, 'Ce champ est obligatoire.');

/** A text that may be absent or empty. */
export const maybeText = (max = 200) => anyText(max).optional();

/** A date known to the day, the month or the year. */
export const legalDate = () => z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'Écrivez 2022-12-31, 2022-12 ou 2022.').refine(isLegalDate, 'Cette date n’existe pas.');

/** A date known to the day. */
export const day = () => z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'Écrivez une date complète : 2022-12-31.').refine((typed) => isDay(typed), 'Cette date n’existe pas.');

/** The name of something in this application. */
export const idText = (what: string) => z.string().regex(/^[A-Za-z0-9][\w.:-]{0,99}$/, 'Cet identifiant est mal écrit.').describe(what);

export const siren = () => z.string().regex(/^\d{9}$/, 'Un SIREN compte neuf chiffres.').describe('SIREN du service.');
export const regionCode = () => z.string().regex(/^\d{2}$/, 'Un code de région compte deux chiffres.').describe('Code officiel géographique de la région : « 24 », « 01 ».');
export const campaignCode = () => z.string().regex(/^\d{4}(-T[1-4])?$|^\d{4}-\d{2}-\d{2}_\d{4}-\d{2}-\d{2}$/, 'Écrivez 2022, 2022-T1 ou 2022-01-01_2022-06-30.').describe('Période de la campagne : 2022, 2022-T1 ou 2022-01-01_2022-06-30.');

const digits = (typed: unknown): unknown => (typeof typed === 'string' && /^\d{1,15}$/.test(typed) ? Number(typed) : typed);

/** A whole number in an address. */
export const whole = (min: number, max: number) => z.preprocess(digits, z.number('Écrivez un nombre entier.').int('Écrivez un nombre entier.').min(min).max(max));

const truth = (typed: unknown): unknown => (typed === 'true' ? true : typed === 'false' ? false : typed);

/** `true` or `false` in an address. */
export const flag = () => z.preprocess(truth, z.boolean('Écrivez true ou false.'));

const split = (typed: unknown): unknown => (typeof typed === 'string' ? typed.split(',').map((part) => part.trim()) : typed);

/** Values separated by commas in an address. */
export const several = <S extends z.ZodType>(item: S) => z.preprocess(split, z.array(item).max(100));

/** The position of a former write: the answer waits until it shows. */
export const atLeast = { au_moins: whole(0, Number.MAX_SAFE_INTEGER).optional().describe('Position rendue par une écriture du même domaine : la réponse attend (2 s au plus) qu’elle soit lisible.') };

/** « Au … ». */
export const onDay = { au: day().optional().describe('Situation à cette date légale ; aujourd’hui si absent.') };

/** Which part of a list. */
export const paging = {
  limit: whole(1, 500).optional().describe('Lignes rendues : 500 au plus, 50 si absent.'),
  offset: whole(0, 1_000_000).optional().describe('Lignes sautées ; 0 si absent.'),
};

/** `name` or `-name`, among those of the list. */
export const sorted = <const K extends readonly [string, ...string[]]>(...keys: K) =>
  ({ sort: z.enum([...keys, ...keys.map((key) => `-${key}`)] as [string, ...string[]]).optional().describe('Champ de tri ; précédé d’un tiret, ordre décroissant.') });

/** Looks for words; accents and case do not matter. */
export const search = (what: string) => ({ search: z.string().trim().max(100).optional().describe(`${what} ; ni les accents ni la casse ne comptent.`) });

import { z } from 'zod';

/** A date as it is known; null when it is not. */
export const date = (what?: string) => describe(z.string().nullable(), `${what ?? 'Date'} : AAAA-MM-JJ, AAAA-MM ou AAAA selon ce qui est connu ; null sinon.`);

/** A moment in UTC. */
export const moment = (what = 'Instant') => describe(z.string().nullable(), `${what} : ISO 8601, UTC ; null sinon.`);

export const string = (what?: string) => describe(z.string(), what);

/** A text, or null when there is none. */
export const maybe = (what?: string) => describe(z.string().nullable(), what);

export const count = (what?: string) => describe(z.number().int().min(0), what);
export const real = (what?: string) => describe(z.number().nullable(), what);
export const yes = (what?: string) => describe(z.boolean(), what);

/** A code of a list that may grow: a reader must bear an unknown one. */
export const code = (...values: readonly string[]) => z.string().describe(`Valeurs connues, la liste peut croître : ${values.join(', ')}.`);
export const maybeCode = (...values: readonly string[]) => z.string().nullable().describe(`Valeurs connues, la liste peut croître : ${values.join(', ')} ; null si aucune.`);

/** A part of a list, with how much there is in all. */
export const listOf = <S extends z.ZodType>(item: S) => ({
  items: z.array(item), total: count('Lignes en tout, avant la pagination.'), limit: count(), offset: count(),
});

export const upToDate = yes('Faux quand la position demandée (au_moins) n’est pas encore lisible : redemandez.');

/** What a write did. */
export const written = z.object({
  id: maybe('Ce qui a été écrit.'),
  position: count('À rendre en « au_moins » pour relire ce que vous avez écrit.'),
  version: count('Version de l’objet après cette écriture.'),
});

function describe<S extends z.ZodType>(schema: S, what: string | undefined): S {
  return what === undefined ? schema : schema.describe(what);
}

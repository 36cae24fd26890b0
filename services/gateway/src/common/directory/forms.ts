import { isSiren, parseFrenchNumber, regions } from '@cpom/kernel';
import { z } from 'zod';
import { dateField, fieldGroup, html, selectField, textArea, textField, type Html } from '../../ui/index.ts';
import { choice, count, day, legalDate, listOf, optional, optionalText, text } from '../../web/inputs.ts';
import { kept, type Filled } from '../form-page.ts';
import { kindName, kinds } from './words.ts';

const regionCode = () => z.string().refine((code) => regions.some((region) => region.code === code), 'Choisissez une région de la liste.');
const regionOptions = regions.map(({ code, name }) => ({ value: code, label: name }));

const nameShape = { name: text(200), shortName: optionalText(60) };

export const registerSchema = z.object({
  kind: choice(kinds), id: z.string().trim().toLowerCase().min(1, 'Ce champ est obligatoire.').max(60).regex(/^[a-z0-9][a-z0-9-]*$/, 'L’identifiant s’écrit en minuscules, chiffres et tirets.'),
  ...nameShape, region: optional(regionCode()), address: optionalText(300), aliases: optionalText(1_000),
}).superRefine(({ kind, id }, context) => {
  if (kind === 'service' && !isSiren(id)) context.addIssue({ code: 'custom', path: ['id'], message: 'Un service s’enregistre sous son SIREN : neuf chiffres, le dernier est une clé de contrôle.' });
});

const nameFields = (filled: Filled): Html => html`${textField({ label: 'Nom', maxlength: 200, ...kept(filled, 'name') })}${textField({ label: 'Sigle', optional: true, maxlength: 60, width: 'medium', ...kept(filled, 'shortName') })}`;

export const registerFields = (filled: Filled): Html => html`
  ${selectField({ label: 'Type d’organisme', prompt: 'Choisir un type', options: kinds.map((kind) => ({ value: kind, label: kindName(kind) })), ...kept(filled, 'kind') })}
  ${textField({ label: 'SIREN ou identifiant', hint: 'Pour un service, son SIREN (9 chiffres) ; sinon un code court : carsat-cvl, crpst-24. Il ne change plus ensuite.', width: 'medium', maxlength: 60, ...kept(filled, 'id') })}
  ${nameFields(filled)}
  ${selectField({ label: 'Région', optional: true, prompt: 'Choisir une région', options: regionOptions, ...kept(filled, 'region') })}
  ${textField({ label: 'Adresse', optional: true, maxlength: 300, ...kept(filled, 'address') })}
  ${textArea({ label: 'Autres graphies rencontrées', optional: true, hint: 'Une par ligne : elles servent à retrouver l’organisme dans les documents.', rows: 3, maxlength: 1_000, ...kept(filled, 'aliases') })}`;

export const renameSchema = z.object({ ...nameShape, from: optional(legalDate()) });
export const renameFields = (filled: Filled): Html => html`${nameFields(filled)}${dateField({ label: 'Porté à compter du', optional: true, ...kept(filled, 'from') })}`;

export const accreditationSchema = z.object({ grantedOn: legalDate(), expiresOn: legalDate(), state: choice(['granted', 'renewal-examined']) });
export const accreditationFields = (filled: Filled): Html => html`
  ${dateField({ label: 'Accordé le', ...kept(filled, 'grantedOn') })}${dateField({ label: 'Fin', hint: 'Cinq ans au plus, deux ans si le service n’est pas conforme (D. 4622-48 et suivants) : 31/12/2027, ou 12/2027, ou 2027', ...kept(filled, 'expiresOn') })}
  ${selectField({ label: 'État', prompt: 'Choisir un état', options: [{ value: 'granted', label: 'Accordé' }, { value: 'renewal-examined', label: 'Accordé ; renouvellement en cours d’instruction' }], ...kept(filled, 'state') })}`;

const yearInput = () => z.string().trim().min(1, 'Ce champ est obligatoire.').transform((typed, context) => {
  const year = /^\d{4}$/.test(typed) ? parseFrenchNumber(typed) : undefined;
  if (year !== undefined && year >= 1990 && year <= 2199) return year;
  context.addIssue({ code: 'custom', message: 'L’année s’écrit avec quatre chiffres : 2025.' });
  return z.NEVER;
});

export const headcountSchema = z.object({ region: regionCode(), year: yearInput(), employees: count(), establishments: count() });
export const headcountFields = (filled: Filled): Html => html`
  ${selectField({ label: 'Région', prompt: 'Choisir une région', options: regionOptions, ...kept(filled, 'region') })}
  ${textField({ label: 'Année', width: 'short', inputmode: 'numeric', maxlength: 4, ...kept(filled, 'year') })}
  ${fieldGroup('Suivis cette année-là dans cette région', html`${textField({ label: 'Salariés', width: 'short', inputmode: 'numeric', ...kept(filled, 'employees') })}${textField({ label: 'Établissements', width: 'short', inputmode: 'numeric', ...kept(filled, 'establishments') })}`)}`;

export const successionSchema = z.object({ succeededBy: text(60), succeededOn: day(), relu: listOf(z.literal('oui'), 1) });
export const successionFields = (options: readonly { readonly value: string; readonly label: string }[]) => (filled: Filled): Html => html`
  ${selectField({ label: 'Service qui lui succède', prompt: 'Choisir un service', hint: 'S’il n’est pas dans la liste, enregistrez-le d’abord dans l’annuaire.', options, ...kept(filled, 'succeededBy') })}
  ${dateField({ label: 'Date de la fusion', full: true, ...kept(filled, 'succeededOn') })}`;

/** One spelling a line, without repeats or empty lines. */
export const linesOf = (typed: string | undefined): string[] => [...new Set((typed ?? '').split('\n').map((line) => line.trim()).filter((line) => line !== ''))].slice(0, 20);

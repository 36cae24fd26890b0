import { roleName, roles } from '@cpom/service';
import { z } from 'zod';
import { dateField, html, selectField, textField, type Html } from '../../ui/index.ts';
import { choice, day, optional, text } from '../../web/inputs.ts';
import { kept, type Filled } from '../form-page.ts';
import { administered, personName, rolesWithin, type MembersVisit } from './reading.ts';
import type { Person } from '@cpom/proto/directory/v1/directory';

const roleShape = { organisation: text(60), role: choice(roles), from: optional(day()), to: optional(day()) };

const email = () => z.string().trim().toLowerCase().min(1, 'Ce champ est obligatoire.').max(200).regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'Cette adresse n’est pas complète : prenom.nom@exemple.fr.');

export const inviteSchema = z.object({ email: email(), givenName: text(80), usualName: text(80), ...roleShape });
export const grantSchema = z.object(roleShape);
export const standInSchema = z.object({ ...roleShape, from: day(), to: day(), standsInFor: text(80), act: text(300) });
export const revokeSchema = z.object({ reason: text(500) });

function roleFields(visit: MembersVisit, filled: Filled): Html {
  const organisations = administered(visit);
  const offered = rolesWithin(visit, organisations.map(({ value }) => value));
  return html`${selectField({ label: 'Organisme', prompt: 'Choisir un organisme', options: organisations, ...kept(filled, 'organisation') })}
    ${selectField({ label: 'Rôle', prompt: 'Choisir un rôle', hint: 'Chaque type d’organisme a ses rôles ; ce que permet chacun est dit sur la page « Membres et rôles ».', options: offered.map((role) => ({ value: role, label: roleName(role) })), ...kept(filled, 'role') })}`;
}

const openDates = (filled: Filled): Html => html`${dateField({ label: 'À compter du', optional: true, hint: 'Au format 31/12/2022 ; aujourd’hui si rien n’est saisi', full: true, ...kept(filled, 'from') })}${dateField({ label: 'Jusqu’au', optional: true, hint: 'Au format 31/12/2022 ; sans fin si rien n’est saisi', full: true, ...kept(filled, 'to') })}`;

export const inviteFields = (visit: MembersVisit) => (filled: Filled): Html => html`
  ${textField({ label: 'Adresse électronique professionnelle', hint: 'C’est elle qui reconnaît la personne à sa première connexion.', inputmode: 'email', maxlength: 200, ...kept(filled, 'email') })}
  ${textField({ label: 'Prénom', width: 'medium', maxlength: 80, ...kept(filled, 'givenName') })}${textField({ label: 'Nom d’usage', width: 'medium', maxlength: 80, ...kept(filled, 'usualName') })}
  ${roleFields(visit, filled)}${openDates(filled)}`;

export const grantFields = (visit: MembersVisit) => (filled: Filled): Html => html`${roleFields(visit, filled)}${openDates(filled)}`;

export const standInFields = (visit: MembersVisit, absent: readonly Person[]) => (filled: Filled): Html => html`
  ${selectField({ label: 'Personne suppléée', prompt: 'Choisir une personne', options: absent.map((one) => ({ value: one.personId, label: `${personName(one)} (${one.email})` })), ...kept(filled, 'standsInFor') })}
  ${roleFields(visit, filled)}
  ${textField({ label: 'Objet de la délégation', hint: 'L’acte ou la décision : « signature des CPOM, décision du 12/03/2026 ».', maxlength: 300, ...kept(filled, 'act') })}
  ${dateField({ label: 'À compter du', full: true, ...kept(filled, 'from') })}${dateField({ label: 'Jusqu’au', full: true, hint: 'Une délégation a une fin : au format 31/12/2022', ...kept(filled, 'to') })}`;

import { Party } from '@cpom/proto/contracts/v1/facts';
import { html, radioField, selectField, textField, type Html, type Option } from '../../../ui/index.ts';
import { choice, text } from '../../../web/inputs.ts';
import type { TypedGroup } from '../../../web/fields.ts';
import { input } from '../act/shown.ts';
import type { Shown } from '../act/types.ts';
import { optionsOf, roles } from '../words.ts';
import { maybeText } from './inputs.ts';

export const partyShape = { organisation: text(80), role: choice(['service', 'authority', 'fund', 'signatory', 'partner']), writtenName: maybeText(200), seat: maybeText(300), representedBy: maybeText(200) };

interface PartyValue {
  readonly organisation: string;
  readonly role: string;
  readonly writtenName: string;
  readonly seat: string;
  readonly representedBy: string;
}

export const partyOf = (value: PartyValue, former?: Party): Party =>
  Party.fromPartial({ ...value, withdrawnOn: former?.withdrawnOn ?? '', withdrawnReason: former?.withdrawnReason ?? '' });

export const partyTyped = ({ organisation, role, writtenName, seat, representedBy }: Party): TypedGroup => ({ organisation, role, writtenName, seat, representedBy });

/** One who signs, or takes commitments without signing. */
export const partyFields = (shown: Shown, organisations: readonly Option[]): Html => html`
  ${selectField({ ...input(shown, 'organisation'), label: 'Organisme', prompt: 'Choisir un organisme', options: organisations, hint: 'S’il manque, enregistrez-le d’abord dans l’annuaire.' })}
  ${radioField({ ...input(shown, 'role'), label: 'Rôle au contrat', options: optionsOf(roles) })}
  ${textField({ ...input(shown, 'writtenName'), label: 'Nom écrit au contrat', optional: true, hint: 'S’il diffère de celui de l’annuaire.' })}
  ${textField({ ...input(shown, 'representedBy'), label: 'Représenté par', optional: true, hint: 'La fonction, jamais le nom. Exemple : son directeur.' })}
  ${textField({ ...input(shown, 'seat'), label: 'Siège', optional: true })}`;

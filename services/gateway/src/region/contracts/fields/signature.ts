import { frenchDate, isLegalDate } from '@cpom/kernel';
import type { Signature } from '@cpom/proto/contracts/v1/facts';
import { dateField, html, radioField, textField, type Definition, type Html } from '../../../ui/index.ts';
import type { TypedGroup } from '../../../web/fields.ts';
import { input } from '../act/shown.ts';
import type { Shown } from '../act/types.ts';
import { capacities, optionsOf, wordOf } from '../words.ts';
import { maybeChoice, maybeDate, maybeText } from './inputs.ts';
import { typedDate } from './organisations.ts';

export const signatureShape = { signedOn: maybeDate(), function: maybeText(200), capacity: maybeChoice(), capacityReference: maybeText(200), place: maybeText(120) };

interface SignatureValue {
  readonly signedOn: string;
  readonly function: string;
  readonly capacity: string;
  readonly capacityReference: string;
  readonly place: string;
}

export const signatureTyped = (signature: Signature): TypedGroup => {
  const { function: role, capacity, capacityReference, place, signedOn } = signature;
  return { function: role, capacity, capacityReference, place, signedOn: typedDate(signedOn) };
};

export const signatureLines = (value: SignatureValue): Definition[] => [
  { term: 'Date de la signature', value: isLegalDate(value.signedOn) ? frenchDate(value.signedOn) : 'à indiquer' }, { term: 'Fonction du signataire', value: value.function || 'à indiquer' },
  { term: 'Habilitation', value: [wordOf(capacities, value.capacity), value.capacityReference].filter((part) => part !== '').join(', ') || 'à indiquer' },
  ...(value.place === '' ? [] : [{ term: 'Lieu', value: value.place }]),
];

/** A signature given on paper or elsewhere: when, in what function, by virtue of what. Never a name. */
export const signatureFields = (shown: Shown): Html => html`
  ${dateField({ ...input(shown, 'signedOn'), label: 'Date de la signature' })}
  ${textField({ ...input(shown, 'function'), label: 'Fonction du signataire', hint: 'La fonction, jamais le nom. Exemple : Directrice.', width: 'medium', maxlength: 200 })}
  ${radioField({ ...input(shown, 'capacity'), label: 'Habilitation', options: optionsOf(capacities) })}
  ${textField({ ...input(shown, 'capacityReference'), label: 'Acte d’habilitation ou de délégation', optional: true, hint: 'Sa date ou sa référence. À indiquer en cas de délégation.', width: 'medium' })}
  ${textField({ ...input(shown, 'place'), label: 'Lieu', optional: true, width: 'medium' })}`;

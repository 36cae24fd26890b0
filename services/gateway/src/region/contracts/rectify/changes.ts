import { html, type Definition } from '../../../ui/index.ts';
import type { Typed, TypedGroup } from '../../../web/fields.ts';
import { carried } from '../act/shown.ts';
import type { Correction } from './kinds.ts';

/** What a value amounts to, whatever the order of its empty parts. */
const essence = (value: Typed | undefined): string =>
  JSON.stringify(value === undefined ? [] : carried(value, 'x').map(([, text]) => text).filter((text) => text !== ''));

type Worded = Pick<Correction, 'labels' | 'words' | 'first'>;

const shown = (words: Correction['words'], name: string, value: Typed | undefined): string => {
  if (typeof value !== 'string' && value !== undefined) return '';
  return words?.[name]?.[value ?? ''] ?? (value === undefined || value === '' ? '(vide)' : value);
};

/** The fields that differ, with the value that was recorded and the one that is to stand. */
export function changes({ labels, words, first }: Worded, typed: TypedGroup): Definition[] {
  return Object.entries(labels).flatMap(([name, term]): Definition[] => {
    const [before, after] = [first[name], typed[name]];
    if (essence(before) === essence(after)) return [];
    const plain = [before, after].every((value) => value === undefined || typeof value === 'string');
    if (!plain) return [{ term, value: 'modifié (relisez la fiche après l’enregistrement)' }];
    return [{ term, value: html`<del>${shown(words, name, before)}</del> devient <ins>${shown(words, name, after)}</ins>` }];
  });
}

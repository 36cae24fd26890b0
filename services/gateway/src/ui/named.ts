import { render, type Html } from './html.ts';
import { attribute, plain } from './offered.ts';

const tokens = /<fieldset\b([^>]*)>|<\/fieldset>|<legend\b[^>]*>(?:<h2[^>]*>)?([^<]*)|<label\b([^>]*)>([^<]*)/g;
const idOfField = /^champ-(.+)$/;
const shortened = (label: string): string => plain(label).replace(/ \(facultatif\)$/, '').trim();
/** « Libellé » in the middle of a sentence; « SIREN » stays. */
const within = (label: string): string => (/^\p{Lu}\p{Ll}/u.test(label) ? label[0]?.toLowerCase() + label.slice(1) : label);

/** What each field of a form of ours is called on its page, by its name; in a row of several, after the row: « Indicateur 2, libellé au contrat ». */
export function fieldNames(form: Html): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const open: { field: string | undefined; legend: string }[] = [];
  const rowName = (): string => open.findLast(({ field, legend }) => field === undefined && legend !== '')?.legend ?? '';
  const name = (field: string | undefined, label: string): void => {
    if (field === undefined || label === '' || names.has(field)) return;
    names.set(field, field.includes('[') && rowName() !== '' ? `${rowName()}, ${within(label)}` : label);
  };
  for (const [tag, ofFieldset, legend, ofLabel, label] of render(form).matchAll(tokens)) {
    const inside = open.at(-1);
    if (ofFieldset !== undefined) open.push({ field: idOfField.exec(attribute(ofFieldset, 'id') ?? '')?.[1], legend: '' });
    else if (tag === '</fieldset>') open.pop();
    else if (legend !== undefined && inside?.field !== undefined) name(inside.field, shortened(legend));
    else if (legend !== undefined && inside) inside.legend = shortened(legend);
    else if (ofLabel !== undefined) name(idOfField.exec(attribute(ofLabel, 'for') ?? '')?.[1], shortened(label ?? ''));
  }
  return names;
}

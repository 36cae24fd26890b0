import { valueText } from '../numbers.ts';
import type { Value } from '../numbers.ts';
import { html, safeUrl } from '../html.ts';
import type { Content, Html } from '../html.ts';

const explained: Record<Exclude<Value['kind'], 'number'>, string> = {
  missing: 'Non renseigné : aucune valeur n’a été donnée. Ce n’est pas zéro.',
  notApplicable: 'Sans objet : cette mesure ne s’applique pas ici.',
  masked: 'Secret statistique : l’effectif est trop faible pour être montré.',
};

/** A short text that explains itself on focus and on hover, without a script; read aloud in full. */
export const tip = (shown: Content, explanation: string, look = 'tip'): Html =>
  html`<span class="app-tip app-tip--${look}" tabindex="0"><span>${shown}</span><span class="app-tip__text">${explanation}</span></span>`;

/** A value in its own look; the three that are not numbers say what they mean. A number may open what it is made of. */
export function value(of: Value, href?: string): Html {
  const text = valueText(of);
  if (of.kind !== 'number') return tip(text, of.reason ?? explained[of.kind], of.kind);
  return href === undefined ? html`<span class="app-number">${text}</span>` : html`<a class="app-number" href="${safeUrl(href)}">${text}</a>`;
}

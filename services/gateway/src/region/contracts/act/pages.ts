import type { RefusalDetail } from '@cpom/kernel';
import type { Asked } from '../../../site/asked.ts';
import { frame } from '../../../site/frame.ts';
import { pageAnswer, type Answer } from '../../../site/route.ts';
import { causeField, confirmation, csrfField, errorSummary, form, html, type Html, type PageModel } from '../../../ui/index.ts';
import type { RegionVisit } from '../../calls.ts';
import { carriedInputs } from './shown.ts';
import type { Act, Reread, Schema, Shown } from './types.ts';

export const stepField = '_etape';
export const keptField = '_fichier';

/** A form and the request that shows it. */
export interface Showing<C, S extends Schema> {
  readonly act: Act<C, S>;
  readonly about: C;
  readonly visit: RegionVisit;
  readonly asked: Asked;
}

const parentHref = <C, S extends Schema>({ act, about }: Showing<C, S>): string => act.trail(about).at(-1)?.href ?? '/contrats';

const framed = <C, S extends Schema>({ act, about, visit, asked }: Showing<C, S>, body: Html, title = act.title(about)): PageModel => {
  const lead = act.lead?.(about);
  return frame(visit, asked, { title, breadcrumb: act.trail(about), body, ...(lead === undefined ? {} : { lead }) });
};

const keptHidden = (shown: Shown): Record<string, string> => (shown.file ? { [keptField]: JSON.stringify(shown.file) } : {});

/** What was refused that belongs to no field: the rules that stand against it. */
const refusedList = (text: string | undefined, others: readonly RefusalDetail[]): Html => html`<div class="fr-alert fr-alert--error app-errors" role="alert" tabindex="-1" data-focus>
  <h2 class="fr-alert__title">${text ?? 'Cette demande ne peut pas aboutir'}</h2><ul>${others.map((one) => html`<li>${one.message}</li>`)}</ul></div>`;

/** The form, as first shown or with what was typed and what is wrong. */
export function formAnswer<C, S extends Schema>(showing: Showing<C, S>, shown: Shown, refused?: { readonly status: number; readonly text?: string | undefined; readonly others?: readonly RefusalDetail[] }): Answer {
  const { act, about, visit, asked } = showing;
  const submit = typeof act.submit === 'string' ? act.submit : act.submit(about);
  const posting = { action: asked.path, csrf: visit.csrf, cause: visit.newCause(), hidden: keptHidden(shown) };
  const kept = shown.file && html`<p>Document reçu : <strong>${shown.file.name}</strong>. Choisissez-en un autre pour le remplacer.</p>`;
  const fields = html`${kept}${act.fields(about, shown, visit)}`;
  const [cancelHref, effect] = [parentHref(showing), act.effect?.(about)];
  const others = refused?.others ?? [];
  const summary = refused ? html`${others.length > 0 && refusedList(refused.text, others)}${(others.length === 0 || shown.errors.length > 0) && errorSummary(shown.errors, others.length > 0 ? undefined : refused.text, fields)}` : undefined;
  const body = effect
    ? confirmation({ ...posting, ...effect, fields, confirm: submit, cancelHref })
    : form({ ...posting, body: fields, submit, cancel: { href: cancelHref }, multipart: act.file !== undefined });
  return pageAnswer(framed(showing, html`${summary}${body}`), refused?.status ?? 200);
}

/** What was typed, read again before it takes effect; it can be corrected, or given up. */
export function rereadAnswer<C, S extends Schema>(showing: Showing<C, S>, shown: Shown, reread: Reread, cause: string): Answer {
  const { visit, asked } = showing;
  const typed = carriedInputs(shown.typed);
  const hidden = { [stepField]: 'confirmer', ...keptHidden(shown) };
  const back = html`<form method="post" action="${asked.path}" class="app-form">
    <input type="hidden" name="${csrfField}" value="${visit.csrf}"><input type="hidden" name="${causeField}" value="${cause}"><input type="hidden" name="${stepField}" value="corriger">
    ${shown.file && html`<input type="hidden" name="${keptField}" value="${JSON.stringify(shown.file)}">`}${typed}
    <div class="app-buttons"><button class="fr-btn fr-btn--tertiary" type="submit">Corriger la saisie</button></div></form>`;
  const body = confirmation({ action: asked.path, csrf: visit.csrf, cause, hidden, fields: typed, cancelHref: parentHref(showing), ...reread });
  return pageAnswer(framed(showing, html`${body}${back}`));
}

import type { Response } from 'express';
import { html, page, render, type PageModel } from '../ui/index.ts';
import type { RenderPage } from '../web/page.ts';

/** Refusals and farewells as pages of the same family: what happened, what to do, the reference to quote. */
export const messagePages = (publicFrame: (res: Response) => Promise<Pick<PageModel, 'instance' | 'nav' | 'user'>>): RenderPage =>
  async ({ title, text, details, actions, requestId, status }, res) => render(page({
    ...(await publicFrame(res)),
    title,
    body: html`<p class="fr-text--lead">${text}</p>
      ${details.length > 0 && html`<ul>${details.map(({ field, message }) => html`<li>${field} : ${message}</li>`)}</ul>`}
      <ul class="fr-btns-group fr-btns-group--inline">${actions.map((action, index) => html`<li><a class="fr-btn ${index > 0 && 'fr-btn--secondary'}" href="${action.href}">${action.label}</a></li>`)}</ul>
      ${status >= 400 && html`<p class="fr-text--sm">Référence à citer pour demander de l'aide : ${requestId}</p>`}`,
  }));

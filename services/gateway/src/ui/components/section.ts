import { html, safeUrl } from '../html.ts';
import type { Content, Html } from '../html.ts';
import type { Link } from '../model.ts';

/** A part of a page, which an anchor can point to. */
export const section = (id: string, title: string, body: Content): Html =>
  html`<section class="app-section" id="${id}" aria-labelledby="${id}-titre"><h2 class="fr-h4" id="${id}-titre">${title}</h2>${body}</section>`;

/** Links to the parts of a long page. */
export const anchors = (items: readonly { readonly id: string; readonly text: string }[]): Html => html`<nav class="fr-summary app-anchors" aria-labelledby="sommaire">
  <p class="fr-summary__title" id="sommaire">Sommaire</p><ol>${items.map((item) => html`<li><a class="fr-summary__link" href="#${item.id}">${item.text}</a></li>`)}</ol></nav>`;

/** Views of one thing, each with its own address: works as links, looks like tabs. */
export const tabs = (label: string, items: readonly (Link & { readonly current?: boolean })[]): Html => html`<nav class="app-tabs" aria-label="${label}"><ul>${items.map((item) =>
  html`<li><a href="${safeUrl(item.href)}"${item.current === true && html` aria-current="page"`}>${item.text}</a></li>`)}</ul></nav>`;

/** Figures that open a page, each a link to what it is made of. */
export const keyFigures = (items: readonly { readonly figure: Content; readonly text: string; readonly href?: string; readonly note?: Content }[]): Html => html`<ul class="app-figures">${items.map((item) => html`<li>
  ${item.href === undefined ? html`<strong>${item.figure}</strong>` : html`<a href="${safeUrl(item.href)}"><strong>${item.figure}</strong></a>`}<span>${item.text}</span>${item.note !== undefined && html`<small>${item.note}</small>`}</li>`)}</ul>`;

/** What awaits the reader: a link, by when, how many. */
export const tasks = (items: readonly (Link & { readonly detail?: Content; readonly badge?: Html })[]): Html => html`<ul class="app-tasks">${items.map((item) =>
  html`<li><a href="${safeUrl(item.href)}">${item.text}</a>${item.badge}${item.detail !== undefined && html`<p>${item.detail}</p>`}</li>`)}</ul>`;

/** What may be read on demand; open without a script. */
export const disclosure = (summary: Content, body: Content, open = false): Html =>
  html`<details class="app-details"${open && html` open`}><summary>${summary}</summary><div>${body}</div></details>`;

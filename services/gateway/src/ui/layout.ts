import { frenchDate } from '@cpom/kernel';
import { html, safeUrl } from './html.ts';
import type { Content, Html } from './html.ts';
import { footer } from './footer.ts';
import { header, serviceName, skipLinks } from './header.ts';
import type { Instance, Link, PageModel } from './model.ts';

const strip = (kind: 'info' | 'warning', name: string, title: string, rest: Content): Html => html`<aside class="fr-notice fr-notice--${kind} app-strip" aria-label="${name}">
  <div class="fr-container"><div class="fr-notice__body"><p><span class="fr-notice__title">${title}</span> <span class="fr-notice__desc">${rest}</span></p></div></div>
</aside>`;

const demoStrip = (instance: Instance): Html | undefined =>
  instance.demo ? strip('info', 'Nature des données', 'Instance de démonstration, données fictives.', 'Rien de ce qui est saisi ici n’a de valeur juridique.') : undefined;

function pastStrip(at: PageModel['atDate']): Html | undefined {
  if (!at) return undefined;
  const known = at.knownOn && `, telle que connue le ${frenchDate(at.knownOn)}`;
  return strip('warning', 'Date consultée', `Vous consultez la situation au ${frenchDate(at.day)}${known ?? ''}.`,
    html`<a class="fr-notice__link" href="${safeUrl(at.presentHref)}">Revenir à aujourd'hui</a>`);
}

function breadcrumb(parents: readonly Link[], title: string): Html | undefined {
  if (parents.length === 0) return undefined;
  const above = parents.map((link) => html`<li><a class="fr-breadcrumb__link" href="${safeUrl(link.href)}">${link.text}</a></li>`);
  return html`<nav class="fr-breadcrumb app-breadcrumb" aria-label="Vous êtes ici"><ol class="fr-breadcrumb__list">${above}
    <li><a class="fr-breadcrumb__link" aria-current="page">${title}</a></li></ol></nav>`;
}

const head = ({ title, instance }: PageModel): Html => html`<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>${title} — ${serviceName}, ${instance.name}</title>
  <link rel="icon" href="/assets/app/icon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="/assets/dsfr/dsfr.min.css">
  <link rel="stylesheet" href="/assets/dark.css" media="screen and (prefers-color-scheme: dark)">
  <link rel="stylesheet" href="/assets/app/app.css">
  <link rel="stylesheet" href="/assets/app/data.css">
  <script src="/assets/app/app.js"></script>
</head>`;

const heading = ({ title, lead, aside }: PageModel): Html => html`<div class="app-title"><h1>${title}</h1>${aside}</div>
  ${lead !== undefined && html`<p class="fr-text--lead app-lead">${lead}</p>`}`;

/** A whole page, from the doctype on: landmarks, one `h1`, the banners that always apply. */
export const page = (model: PageModel): Html => html`<!doctype html>
<html lang="fr" class="${model.instance.brand === 'state' ? 'app-state' : 'app-neutral'}">
${head(model)}
<body>
${skipLinks(model.nav.length > 0)}
${demoStrip(model.instance)}
${header(model)}
${pastStrip(model.atDate)}
<main class="fr-container app-main" id="contenu" tabindex="-1">
  ${breadcrumb(model.breadcrumb ?? [], model.title)}
  ${model.notice}
  ${heading(model)}
  ${model.body}
</main>
${footer(model.instance)}
</body>
</html>`;

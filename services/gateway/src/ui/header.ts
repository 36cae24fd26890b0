import { html, safeUrl } from './html.ts';
import type { Html } from './html.ts';
import type { Instance, NavItem, PageModel, SignedIn } from './model.ts';
import { csrfInput } from './components/form.ts';

export const serviceName = 'CPOM — pilotage';

const stateBrand = (instance: Instance): Html =>
  html`<p class="fr-logo">${(instance.authority ?? 'République française').split('\n').map((line, index) => (index === 0 ? line : html`<br>${line}`))}</p>`;

const account = (user: SignedIn): Html => html`<div class="app-account">
  <a class="app-account__who" href="${safeUrl(user.href)}"><strong>${user.name}</strong><span>${user.capacity}</span></a>
  <form method="post" action="${safeUrl(user.signOut.action)}">${csrfInput(user.signOut.csrf)}<button class="fr-btn fr-btn--tertiary fr-btn--sm" type="submit">Se déconnecter</button></form>
</div>`;

const signIn = html`<div class="app-account"><a class="fr-btn fr-btn--tertiary fr-btn--sm" href="/connexion">Se connecter</a></div>`;

function navItem(item: NavItem): Html {
  const current = item.current === true ? html` aria-current="page"` : undefined;
  const count = item.count ? html` <span class="app-count">${item.count}<span class="fr-sr-only"> à traiter</span></span>` : undefined;
  return html`<li class="fr-nav__item"><a class="fr-nav__link" href="${safeUrl(item.href)}"${current}>${item.text}${count}</a></li>`;
}

const navigation = (items: readonly NavItem[]): Html => html`<div class="app-nav"><div class="fr-container">
  <button class="fr-btn fr-btn--tertiary app-nav__button" type="button" aria-expanded="false" aria-controls="menu" data-menu>Menu</button>
  <nav class="fr-nav" id="menu" tabindex="-1" aria-label="Menu principal"><ul class="fr-nav__list">${items.map(navItem)}</ul></nav>
</div></div>`;

export const skipLinks = (withMenu: boolean): Html => html`<div class="fr-skiplinks"><nav class="fr-container" aria-label="Accès rapide"><ul class="fr-skiplinks__list">
  <li><a class="fr-link" href="#contenu">Contenu</a></li>
  ${withMenu && html`<li><a class="fr-link" href="#menu">Menu</a></li>`}
  <li><a class="fr-link" href="#pied">Pied de page</a></li>
</ul></nav></div>`;

export const header = ({ instance, user, nav }: PageModel): Html => html`<header class="app-header">
  <div class="fr-container app-header__row">
    ${instance.brand === 'state' && stateBrand(instance)}
    <a class="app-header__service" href="/" title="Accueil — ${serviceName}, ${instance.name}"><strong>${serviceName}</strong><span>${instance.name}</span></a>
    ${user ? account(user) : signIn}
  </div>
  ${nav.length > 0 && navigation(nav)}
</header>`;

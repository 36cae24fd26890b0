import { html } from './html.ts';
import type { Html } from './html.ts';
import type { Instance } from './model.ts';
import { serviceName } from './header.ts';

const links = [
  { href: '/accessibilite', text: 'Accessibilité : non conforme' },
  { href: '/mentions-legales', text: 'Mentions légales' },
  { href: '/donnees-personnelles', text: 'Données personnelles' },
  { href: '/api', text: 'API' },
];

const theme = html`<li class="fr-footer__bottom-item app-theme"><label for="theme">Affichage</label>
  <select id="theme" data-theme><option value="">comme mon système</option><option value="light">clair</option><option value="dark">sombre</option></select></li>`;

export const footer = (instance: Instance): Html => html`<footer class="fr-footer" id="pied" tabindex="-1">
  <div class="fr-container">
    <p class="app-footer__what"><strong>${serviceName}, ${instance.name}</strong><br>Suivi des contrats pluriannuels d'objectifs et de moyens
      des services de prévention et de santé au travail (article L.4622-10 du code du travail).</p>
    <div class="fr-footer__bottom"><ul class="fr-footer__bottom-list">
      ${links.map((link) => html`<li class="fr-footer__bottom-item"><a class="fr-footer__bottom-link" href="${link.href}">${link.text}</a></li>`)}
      <li class="fr-footer__bottom-item"><span class="fr-footer__bottom-link">Version ${instance.version}</span></li>
      ${theme}
    </ul></div>
  </div>
</footer>`;

import { html, section } from '../ui/index.ts';
import { pageAnswer, type PublicRoute } from '../site/route.ts';

const legal: PublicRoute = {
  method: 'get', path: '/mentions-legales', access: 'public',
  handle: (frame) => Promise.resolve(pageAnswer({
    ...frame, title: 'Mentions légales',
    body: html`${section('editeur', 'Éditeur', html`<p>Ce service est mis en œuvre par l'administration dont le nom figure en tête de page, pour le suivi des contrats pluriannuels
      d'objectifs et de moyens conclus avec les services de prévention et de santé au travail (articles L.4622-10 et D.4622-44 à D.4622-47 du code du travail).</p>
      ${frame.instance.demo && html`<p>Cette instance est une démonstration : les organismes, les chiffres et les personnes y sont fictifs, sauf mention contraire.</p>`}`)}
      ${section('donnees', 'Données personnelles', html`<p>Le service enregistre le nom, l'adresse électronique professionnelle et les rôles des personnes qui s'y connectent. L'historique
      des contrats ne nomme que des fonctions et des organismes. Aucun numéro de sécurité sociale ni donnée de santé individuelle n'y est admis.</p>
      <p>Vous pouvez demander l'accès, la rectification ou l'effacement des données qui vous concernent à l'administrateur de votre organisme.</p>`)}
      ${section('cookies', 'Témoins de connexion', html`<p>Un seul témoin (cookie) est déposé : il maintient votre session. Il disparaît à la déconnexion et n'est lisible par aucun autre site.</p>`)}
      ${section('licence', 'Licence', html`<p>Le code de ce service est publié sous la licence publique de l'Union européenne (EUPL) version 1.2.</p>`)}`,
  })),
};

const accessibility: PublicRoute = {
  method: 'get', path: '/accessibilite', access: 'public',
  handle: (frame) => Promise.resolve(pageAnswer({
    ...frame, title: "Déclaration d'accessibilité",
    lead: 'Ce service vise la conformité au référentiel général d’amélioration de l’accessibilité (RGAA 4.1). Il n’a pas encore été audité : il est déclaré non conforme.',
    body: html`${section('etat', 'Ce qui est vérifié', html`<p>Chaque page est contrôlée par un outil automatique et parcourue au clavier. Ces contrôles ne remplacent pas l'audit des
      106 critères par une personne formée.</p>`)}
      ${section('contenus', 'Ce que vous pouvez attendre', html`<ul><li>tout fonctionne au clavier et sans JavaScript ;</li><li>un tableau accompagne chaque graphique et chaque carte ;</li>
      <li>aucun état n'est signalé par la couleur seule ;</li><li>les erreurs disent quoi corriger et mènent au champ.</li></ul>`)}
      ${section('contact', 'Signaler une difficulté', html`<p>Écrivez à l'administrateur de votre organisme en indiquant l'adresse de la page. Si aucune réponse ne vous satisfait, vous pouvez saisir
      le Défenseur des droits.</p>`)}`,
  })),
};

/** What anybody may read. */
export const publicRoutes: readonly PublicRoute[] = [legal, accessibility];

import { html, plainTable, section } from '../ui/index.ts';
import { welcome } from './welcome.ts';
import { pageAnswer, type PublicRoute } from '../site/route.ts';

const legal: PublicRoute = {
  method: 'get', path: '/mentions-legales', access: 'public',
  handle: (frame) => Promise.resolve(pageAnswer({
    ...frame, title: 'Mentions légales',
    body: html`${section('editeur', 'Éditeur', html`<p>Ce service est mis en œuvre par l'administration dont le nom figure en tête de page, pour le suivi des contrats pluriannuels
      d'objectifs et de moyens conclus avec les services de prévention et de santé au travail (articles L.4622-10 et D.4622-44 à D.4622-47 du code du travail).</p>
      ${frame.instance.demo && html`<p>Cette instance est une démonstration : les organismes, les chiffres et les personnes y sont fictifs, sauf mention contraire.</p>`}`)}
      ${section('donnees-personnelles', 'Données personnelles', html`<p>Le service enregistre le nom, l'adresse électronique professionnelle et les rôles des personnes qui s'y connectent. L'historique
      des contrats ne nomme que des fonctions et des organismes. Aucun numéro de sécurité sociale ni donnée de santé individuelle n'y est admis.</p>
      <p><a class="fr-link" href="/donnees-personnelles">Ce qui est enregistré, pourquoi, combien de temps, et vos droits</a></p>`)}
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

const kept = [
  { what: 'Prénom, nom d’usage, adresse électronique professionnelle', why: 'vous reconnaître à la connexion et montrer vos rôles à votre administrateur', how: 'tant que vous avez un rôle ; effacés sur demande', who: 'vous et les administrateurs' },
  { what: 'Identifiant aléatoire, rôles, organisme, dates et suppléances', why: 'savoir qui pouvait faire quoi à une date', how: 'avec l’historique des contrats', who: 'les administrateurs' },
  { what: 'Fonction et organisme à côté de chaque acte', why: 'tenir l’historique des contrats et des remontées', how: 'avec le contrat', who: 'ceux qui lisent le contrat' },
  { what: 'Session de connexion', why: 'rester connecté', how: 'jusqu’à la déconnexion ou l’expiration', who: 'personne' },
];

const personalData: PublicRoute = {
  method: 'get', path: '/donnees-personnelles', access: 'public',
  handle: (frame) => Promise.resolve(pageAnswer({
    ...frame, title: 'Données personnelles', breadcrumb: [{ href: '/mentions-legales', text: 'Mentions légales' }],
    lead: 'L’historique nomme des fonctions et des organismes, jamais des personnes. Votre nom et votre adresse sont gardés à part, et peuvent être effacés.',
    body: html`${section('enregistre', 'Ce qui est enregistré', plainTable({
      id: 'donnees', caption: 'Données personnelles enregistrées', hideCaption: true, noun: ['donnée', 'données'], rows: kept,
      columns: [{ key: 'what', head: 'Donnée', cell: ({ what }) => what }, { key: 'why', head: 'Pourquoi', cell: ({ why }) => why }, { key: 'how', head: 'Combien de temps', cell: ({ how }) => how }, { key: 'who', head: 'Qui la voit', cell: ({ who }) => who }],
    }))}
      ${section('refuse', 'Ce qui est refusé', html`<p>Aucun numéro de sécurité sociale, aucun identifiant national de santé et aucune donnée de santé individuelle n’est admis, ni dans les formulaires ni dans les fichiers.
      Hors des signataires d’un contrat, les effectifs trop faibles sont masqués.</p>`)}
      ${section('droits', 'Vos droits', html`<p>Vous pouvez demander l’accès, la rectification ou l’effacement des données qui vous concernent, ou vous opposer à leur traitement, auprès de l’administrateur de votre organisme ou du délégué
      à la protection des données de l’administration qui met en œuvre ce service. Le traitement relève de sa mission d’intérêt public (règlement général sur la protection des données, article 6, paragraphe 1, point e).</p>
      <p>Si la réponse ne vous satisfait pas, vous pouvez saisir la Commission nationale de l’informatique et des libertés.</p>`)}`,
  })),
};

/** What anybody may read. */
export const publicRoutes: readonly PublicRoute[] = [welcome, legal, accessibility, personalData];

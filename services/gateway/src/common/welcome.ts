import { alert, html, section } from '../ui/index.ts';
import { pageAnswer, type PublicRoute } from '../site/route.ts';

const what = section('service', 'À quoi sert ce service', html`<p>Les contrats pluriannuels d’objectifs et de moyens (CPOM) engagent chaque service de prévention et de santé au travail interentreprises, l’État en région
  et la caisse chargée des risques professionnels sur des actions, des moyens et des résultats (article L.4622-10 du code du travail).</p>
  <ul><li>En région, les signataires préparent le contrat, le signent, fixent ses cibles et rendent compte de ses indicateurs.</li>
  <li>Au niveau national, la direction générale du travail voit quels services sont couverts, à quelle date, et quels résultats sont atteints.</li></ul>`);

const who = section('acces', 'Qui peut se connecter', html`<p>Les agents de la DREETS, des services de prévention et de santé au travail, des caisses et de la direction générale du travail à qui l’administrateur
  de leur organisme a donné un rôle. Sans rôle, adressez-vous à cet administrateur.</p>`);

const demo = alert('info', 'Comptes de démonstration', html`<p>Un compte par fonction et par organisme est prêt : choisissez-le à la connexion, sans mot de passe.</p>`);

/** What somebody who is not signed in finds at the front door. It reads nothing of the instance. */
export const welcome: PublicRoute = {
  method: 'get', path: '/', access: 'public', visitorsOnly: true,
  handle: (frame) => Promise.resolve(pageAnswer({
    ...frame, title: 'Pilotage des contrats de santé au travail',
    lead: `${frame.instance.name} : les contrats pluriannuels d’objectifs et de moyens, de leur négociation à leurs résultats.`,
    body: html`${frame.instance.demo && demo}<p><a class="fr-btn fr-btn--lg" href="/connexion">Se connecter</a></p>${what}${who}`,
  })),
};

import { html, raw } from 'hono/html';
import type { DemoAccount } from './accounts.ts';

type Part = ReturnType<typeof html>;

const notice = html`<p class="notice"><strong>Instance de démonstration, données fictives.</strong>
Cette page remplace ProConnect : aucun mot de passe n'est demandé, les personnes proposées n'existent pas.</p>`;

const page = (title: string, content: Part): string => `${html`${raw('<!doctype html>')}
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Identité de démonstration</title>
<link rel="stylesheet" href="/identite.css">
</head>
<body>
<header><p>Fournisseur d'identité de démonstration</p></header>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`.toString()}`;

/** A page with one sentence. */
export const messagePage = (title: string, sentence: string): string => page(title, html`${notice}<p>${sentence}</p>`);

const button = (account: DemoAccount): Part => html`<li><button type="submit" name="compte" value="${account.sub}">
<span class="role">${account.role}</span>
<span class="who">${account.givenName} ${account.usualName}</span></button></li>`;

const section = ([organisation, accounts]: [string, DemoAccount[]]): Part => html`<h2>${organisation}</h2>
<ul>${accounts.map(button)}</ul>`;

/** The choice of an account: one button each, by organisation; works without JavaScript. */
export function choicePage(action: string, client: string, accounts: readonly DemoAccount[]): string {
  const byOrganisation = Map.groupBy(accounts, ({ organisation }) => organisation);
  return page(`Se connecter à « ${client} »`, html`${notice}
<p>Choisissez la personne dont vous voulez prendre le rôle.</p>
<form method="post" action="${action}">
${[...byOrganisation].map(section)}
<p class="cancel"><button type="submit" name="compte" value="">Annuler</button></p>
</form>`);
}

export const styles = `:root { color-scheme: light dark; --line: #6a6a6a; --mark: #000091; }
@media (prefers-color-scheme: dark) { :root { --line: #929292; --mark: #8585f6; } }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0; }
header { border-bottom: 1px solid var(--line); padding: 0.5rem 1.5rem; font-weight: bold; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem; }
.notice { border-left: 4px solid var(--mark); padding: 0.5rem 1rem; }
ul { list-style: none; padding: 0; display: grid; gap: 0.75rem; grid-template-columns: repeat(auto-fill, minmax(16rem, 1fr)); }
button { font: inherit; color: inherit; background: transparent; border: 1px solid var(--line); padding: 0.75rem 1rem; cursor: pointer; }
li button { width: 100%; text-align: left; }
button:hover { border-color: var(--mark); }
button:focus-visible { outline: 3px solid #0a76f6; outline-offset: 2px; }
.role { display: block; font-weight: bold; }
`;

import { agreed, frenchNumber, plural } from '@cpom/kernel';
import type { CollectionFigures, CoverageFigures } from '@cpom/proto/national/v1/national';
import { html, keyFigures, share, type Content, type Html } from '../../ui/index.ts';
import { link, type ShownDay } from '../au.ts';

type Item = Parameters<typeof keyFigures>[0][number];

/** Where the figures of one place are opened: its code, or nothing for the nation. */
export interface Scope {
  readonly region?: string;
  readonly shown: ShownDay;
}

const inScope = ({ region, shown }: Scope, path: string, query: Readonly<Record<string, string>> = {}): string =>
  link(path, shown, { ...query, ...(region === undefined ? {} : { region }) });

const of = (part: number, whole: number): string => `${share(part, whole)} de ${frenchNumber(whole)}`;

/** How a figure is counted, and the list it is made of. */
const explain = (scope: Scope, figure: string, text: string): Content => html`<a href="${inScope(scope, `/chiffres/${figure}`)}">Définition<span class="fr-sr-only"> : ${text}</span></a>`;

/** Coverage: who has a contract in force, who has none, and for whom it is not signed. Each opens its list. */
export function coverageFigures(figures: CoverageFigures, scope: Scope): Html {
  const item = (figure: number, [one, many]: readonly [string, string], href: string, name: string, more?: string): Item =>
    ({ figure: frenchNumber(figure), text: agreed(figure, one, many), href, note: html`${more !== undefined && html`${more}. `}${explain(scope, name, many)}` });
  const to = (path: string, query?: Readonly<Record<string, string>>): string => inScope(scope, path, query);
  return keyFigures([
    item(figures.servicesCovered, ['service sous CPOM actif', 'services sous CPOM actif'], to('/services', { etat: 'covered' }), 'services-covered', of(figures.servicesCovered, figures.servicesKnown)),
    item(figures.servicesWithoutCoverage, ['service sans couverture', 'services sans couverture'], to('/services', { etat: 'uncovered', tri: '-days-without' }), 'services-without-coverage'),
    item(figures.servicesWithoutSigned, ['service sans contrat signé', 'services sans contrat signé'], to('/services', { etat: 'unsigned' }), 'services-without-signed'),
    item(figures.workersCovered, ['salarié couvert', 'salariés couverts'], to('/services', { etat: 'covered', tri: '-workers' }), 'workers-covered', of(figures.workersCovered, figures.workersTotal)),
    item(figures.expiriesWithinYear, ['contrat à échéance dans les 12 mois', 'contrats à échéance dans les 12 mois'], to('/contrats', { etat: 'expiring' }), 'expiries-within-year'),
    item(figures.contractsActive, ['contrat en vigueur', 'contrats en vigueur'], to('/contrats', { etat: 'active' }), 'contracts-active'),
    item(figures.provisionalExpiriesPassed, ['échéance provisoire dépassée', 'échéances provisoires dépassées'], to('/contrats', { etat: 'provisional-passed' }), 'provisional-expiries-passed'),
    item(figures.contractsWithOverride, ['contrat avec une règle écartée', 'contrats avec une règle écartée'], to('/contrats', { etat: 'overridden' }), 'contracts-with-override'),
  ]);
}

/** What the figures do not hold, said below them. */
export function caveats(figures: CoverageFigures): readonly string[] {
  return [
    figures.servicesWithoutHeadcount > 0 && `${plural(figures.servicesWithoutHeadcount, 'service')} sans effectif connu : hors des sommes de salariés.`,
    figures.servicesUncertain > 0 && `${plural(figures.servicesUncertain, 'service')} sous des contrats aux dates connues au mois ou à l’année près.`,
  ].filter((text) => text !== false);
}

/** Collection: how complete, how late. Each opens its list. */
export function collectionFigures(figures: CollectionFigures, period: string, scope: Scope): Html {
  const to = (etat: string): string => inScope(scope, '/remontees', { periode: period, ...(etat === '' ? {} : { etat }) });
  const late = figures.submittedLate + figures.overdue;
  return keyFigures([
    { figure: frenchNumber(figures.submitted), text: agreed(figures.submitted, 'remontée transmise', 'remontées transmises'), href: to('submitted'), note: of(figures.submitted, figures.submissions) },
    { figure: frenchNumber(figures.approved), text: agreed(figures.approved, 'remontée approuvée', 'remontées approuvées'), href: to('approved'), note: of(figures.approved, figures.submissions) },
    { figure: frenchNumber(late), text: agreed(late, 'remontée en retard', 'remontées en retard'), href: to('late'), note: late === 0 ? 'aucun retard' : `dont ${frenchNumber(figures.overdue)} pas encore transmises ; retard médian ${frenchNumber(figures.lateDaysMedian)} j` },
    { figure: share(figures.linesAnswered, figures.linesAsked), text: 'des lignes demandées sont renseignées', href: to(''), note: `${frenchNumber(figures.linesAnswered)} sur ${frenchNumber(figures.linesAsked)}` },
    { figure: frenchNumber(figures.withoutCampaign), text: agreed(figures.withoutCampaign, 'service sous CPOM sans campagne', 'services sous CPOM sans campagne'), href: to('without-campaign') },
  ]);
}

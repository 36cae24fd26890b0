import { invalidField } from '@cpom/kernel';
import type { CollectionFigures, CoverageFigures } from '@cpom/proto/national/v1/national';

/** What a figure of a dashboard is called, how it is counted, and the list it opens. */
export interface Figure {
  readonly name: string;
  readonly label: string;
  readonly definition: string;
  readonly list: 'services' | 'contracts' | 'submissions';
  /** The filter of that list. */
  readonly filter: string;
  value(figures: { readonly coverage: CoverageFigures; readonly collection: CollectionFigures }): number;
}

type Text = readonly [label: string, definition: string, filter: string];
type Sentences<F> = { readonly [K in keyof F & string]?: Text };

const once = 'Chaque service compte une fois ; ceux qui ont fusionné avant la date sont comptés sous le service issu de la fusion.';

const services: Sentences<CoverageFigures> = {
  servicesKnown: ['Services connus', `Services qui existent à cette date dans les régions raccordées. ${once}`, ''],
  servicesCovered: ['Services sous CPOM actif', `Services nommés par un contrat en vigueur à cette date, effet rétroactif compris. ${once}`, 'covered'],
  servicesWithoutCoverage: ['Services non couverts', "Services qu'aucun contrat en vigueur ne nomme à cette date, avec le motif quand il est connu.", 'uncovered'],
  servicesWithoutSigned: ['Services sans contrat signé', "Services dont aucun contrat n'était à la fois signé et en vigueur à cette date : un effet rétroactif couvre, mais ne signe pas.", 'unsigned'],
  servicesUncertain: ['Services couverts, dates imprécises', "Services couverts seulement par des contrats dont les dates sont connues au mois ou à l'année près.", 'uncertain'],
  servicesWithoutHeadcount: ['Services sans effectif connu', "Services dont l'annuaire de la région ne donne pas d'effectif pour l'année ou avant : ils ne sont dans aucune somme de salariés.", 'without-headcount'],
  workersTotal: ['Salariés suivis', "Dernier effectif connu de chaque service, d'une année qui n'est pas postérieure à la date ; chaque région compte les siens.", ''],
  workersCovered: ['Salariés couverts', 'Salariés suivis, dans chaque région, par les services sous CPOM actif dans cette région.', 'covered'],
};

const contracts: Sentences<CoverageFigures> = {
  contractsActive: ['Contrats en vigueur', 'Contrats en vigueur à cette date.', 'active'],
  expiriesWithinYear: ['Échéances dans les 12 mois', "Contrats en vigueur dont l'échéance tombe dans les douze mois qui suivent la date.", 'expiring'],
  provisionalExpiriesPassed: ['Échéances provisoires dépassées', "Contrats qui restent en vigueur après une échéance enregistrée comme provisoire, dans l'attente de la génération suivante.", 'provisional-passed'],
  contractsWithOverride: ['Contrats avec dérogation', 'Contrats signés pour lesquels la DREETS a passé outre une règle bloquante, avec une raison écrite.', 'overridden'],
};

const submissions: Sentences<CollectionFigures> = {
  submissions: ['Remontées demandées', 'Une remontée par service, par région et par période.', 'asked'],
  submitted: ['Remontées transmises', 'Remontées que le directeur du service a transmises au moins une fois à cette date.', 'submitted'],
  approved: ['Remontées approuvées', 'Remontées que la région a approuvées à cette date.', 'approved'],
  submittedLate: ['Remontées transmises en retard', "Remontées dont la première transmission est postérieure à l'échéance.", 'submitted-late'],
  overdue: ['Remontées en retard', "Remontées non transmises à cette date, alors que l'échéance est passée.", 'overdue'],
  linesAsked: ['Lignes demandées', "Lignes d'indicateurs demandées, tous déclarants confondus.", 'asked'],
  linesAnswered: ['Lignes renseignées', 'Lignes qui ont une réponse : un nombre, un texte, « non renseigné » ou « sans objet ».', 'asked'],
  withoutCampaign: ['Services sans campagne', "Services sous CPOM actif à la fin de la période, pour lesquels aucune campagne n'est connue.", 'without-campaign'],
  lateDaysMedian: ['Retard médian', "Médiane, en jours, des retards par rapport à l'échéance.", 'late'],
  lateDaysLongest: ['Retard le plus long', "Le plus long retard, en jours, par rapport à l'échéance.", 'late'],
};

const hyphened = (field: string): string => field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function figuresIn<F>(texts: Sentences<F>, list: Figure['list'], pick: (figures: Parameters<Figure['value']>[0]) => F): Figure[] {
  return (Object.entries(texts) as [keyof F & string, Text][]).map(([field, [label, definition, filter]]) =>
    ({ name: hyphened(field), label, definition, list, filter, value: (figures) => Number(pick(figures)[field]) }));
}

export const everyFigure: readonly Figure[] = [
  ...figuresIn(services, 'services', ({ coverage }) => coverage),
  ...figuresIn(contracts, 'contracts', ({ coverage }) => coverage),
  ...figuresIn(submissions, 'submissions', ({ collection }) => collection),
];

/** The figure of that name. Refuses `invalid` any other. */
export function figureNamed(name: string): Figure {
  const found = everyFigure.find((figure) => figure.name === name);
  if (!found) throw invalidField('figure', `« ${name} » n'est pas un chiffre de ce tableau de bord.`);
  return found;
}

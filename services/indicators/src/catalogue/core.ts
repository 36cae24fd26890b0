import type { Day } from '@cpom/kernel';
import type { Disclosure, Heading, Indicator, Kind, Ratio, Relation, Reporter, Unit } from './definition.ts';

type Row = readonly [code: string, label: string, unit: Unit, theme: string, kind: Kind, disclosure: Disclosure, extra?: Extra];
interface Extra {
  readonly relation?: Relation;
  readonly parent?: string;
  readonly explains?: true;
  readonly textParent?: string;
  readonly reporter?: Reporter;
  readonly by?: string;
  readonly outline?: readonly Heading[];
  readonly ratio?: Ratio;
  readonly from?: string;
}

const ratio = (numerator: string, denominator: string, factor: number, more: { denominatorPrevious?: true; meaningfulFrom?: number } = {}): Extra =>
  ({ reporter: 'computed', ratio: { numerator, denominator, factor, denominatorPrevious: more.denominatorPrevious ?? false, meaningfulFrom: more.meaningfulFrom ?? 0 } });
const dont = (parent: string, extra: Extra = {}): Extra => ({ relation: 'subset', parent, ...extra });
const choice = (parent: string, by = ''): Extra => ({ relation: 'multi-choice', parent, explains: true, by });
const part = (parent: string): Extra => ({ relation: 'partition', parent });
const twin = (parent: string, by = ''): Extra => ({ relation: 'twin', parent, explains: true, by });
const fund = (extra: Extra = {}): Extra => ({ reporter: 'fund', ...extra });
const by = (disaggregation: string): Extra => ({ by: disaggregation });

/** What an experiment's account must answer; the founding contract asks it of the experiments (point B) only. */
const experimentOutline: readonly Heading[] = [
  { key: 'number', label: "Nombre d'expérimentations" },
  { key: 'description', label: 'Description' },
  { key: 'success', label: 'Facteurs de réussite' },
  { key: 'failure', label: "Facteurs d'échec" },
  { key: 'employers', label: 'Enseignements pour les employeurs' },
  { key: 'workers', label: 'Enseignements pour les salariés' },
];
const tables = 'tableau (57/97/98)';
const tmsBy = 'taille, NAF, étape 1-4';

/** The lines of the contract Centre-Val de Loire 2021-2022, as its two action sheets ask them: 21, of which 3 narratives. */
const founding: readonly Row[] = [
  ['PDP-B-01', "Expérimentations d'accompagnement menées", 'count', 'PDP', 'activity', 'none', by("branche, bassin d'emploi, métier")],
  ['PDP-B-02', 'Enseignements des expérimentations', 'narrative', 'PDP', 'result', 'none', { outline: experimentOutline }],
  // Liaison meetings exist in law since 31 March 2022 (L.1226-1-3, law of 2 August 2021).
  ['PDP-C-01', "RDV de liaison avec participation d'un membre du SPST", 'count', 'PDP', 'activity', 'persons-health', { by: "taille d'entreprise", from: '2022-03-31' }],
  ['PDP-C-02', 'Salariés orientés vers une action de PDP', 'persons', 'PDP', 'activity', 'persons-health', by('sexe, âge, NAF')],
  ['PDP-C-02a', 'dont identifiés en maladie professionnelle', 'persons', 'PDP', 'activity', 'persons-health', dont('PDP-C-02')],
  // The text makes both "dont" siblings: only exceeding PDP-C-02 is certainly wrong.
  ['PDP-C-02b', 'dont tableaux MP 57, 97, 98', 'persons', 'PDP', 'activity', 'persons-health', dont('PDP-C-02a', { explains: true, textParent: 'PDP-C-02', by: tables })],
  // Trials and reorientations may have begun with last year's workers.
  ['PDP-C-03a', "Bénéficiaires d'un essai encadré", 'persons', 'PDP', 'result', 'persons-health', choice('PDP-C-02')],
  ['PDP-C-03b', "Bénéficiaires d'un temps partiel thérapeutique", 'persons', 'PDP', 'result', 'persons-health', choice('PDP-C-02')],
  ['PDP-C-03c', "Bénéficiaires d'une CRPE", 'persons', 'PDP', 'result', 'persons-health', choice('PDP-C-02')],
  ['PDP-C-03d', "Bénéficiaires d'une réorientation", 'persons', 'PDP', 'result', 'persons-health', choice('PDP-C-02', 'moyen (bilan de compétences, formation, autre)')],
  ['PDP-C-04', "Avis émis au titre de l'article L. 4624-3", 'count', 'PDP', 'activity', 'persons-health', by('aménagement, adaptation, transformation du poste, temps de travail')],
  ['PDP-C-04a', 'dont MP 57, 97, 98', 'count', 'PDP', 'activity', 'persons-health', dont('PDP-C-04', { by: 'tableau' })],
  ['PDP-C-05', 'Analyse qualitative PDP (retours des médecins, IPRP, infirmiers, assistants sociaux)', 'narrative', 'PDP', 'result', 'none'],
  ['TMS-01', "Établissements accompagnés (plan d'action ou étapes TMS Pros)", 'establishments', 'TMS', 'activity', 'establishments', by(tmsBy)],
  ['TMS-01e', 'Effectifs concernés', 'persons', 'TMS', 'activity', 'none', twin('TMS-01', tmsBy)],
  ['TMS-02', "Établissements ayant mis en œuvre un plan d'action ou franchi les étapes", 'establishments', 'TMS', 'result', 'establishments', by('étape 1-4')],
  ['TMS-03', 'Entreprises accompagnées', 'establishments', 'TMS', 'activity', 'establishments'],
  ['TMS-03a', 'dont cible TMS Pros', 'establishments', 'TMS', 'activity', 'establishments', part('TMS-03')],
  ['TMS-03b', 'dont hors cible', 'establishments', 'TMS', 'activity', 'establishments', part('TMS-03')],
  ['TMS-04', "Fiches d'entreprise détaillant le risque TMS", 'count', 'TMS', 'activity', 'establishments'],
  ['TMS-05', 'Analyse qualitative TMS', 'narrative', 'TMS', 'result', 'none'],
];

/** The rest of the core: the founding contract's perspectives, the DGT's yearly survey, AT/MP statistics, proposals by theme. */
const others: readonly Row[] = [
  // Six months may run into the next year: the cohort is not the same.
  ['PDP-P-01', "Salariés en activité 6 mois après l'accompagnement", 'persons', 'PDP', 'impact', 'persons-health', dont('PDP-C-02', { explains: true, by: 'issue (même poste, autre poste, autre entreprise)' })],
  ['PDP-P-01r', 'Taux de maintien à 6 mois', 'percent', 'PDP', 'impact', 'persons-health', ratio('PDP-P-01', 'PDP-C-02', 100, { denominatorPrevious: true })],
  ['PDP-P-02', 'Fiches de liaison CARSAT/SPSTI', 'count', 'PDP', 'activity', 'persons-health', by('sens (émise, reçue)')],
  ['PDP-P-03', 'Entreprises sensibilisées à la PDP', 'establishments', 'PDP', 'activity', 'establishments', by('taille')],
  ['PDP-D-01', 'Visites de préreprise', 'count', 'PDP', 'activity', 'persons-health', by('auteur de la demande')],
  ['PDP-D-02', "Préconisations d'aménagement de poste", 'count', 'PDP', 'activity', 'persons-health'],
  ['PDP-D-02a', 'dont réalisées', 'count', 'PDP', 'result', 'persons-health', dont('PDP-D-02')],
  ['PDP-D-03', "Avis d'inaptitude", 'count', 'PDP', 'result', 'persons-health', by('AT-MP, non professionnelle')],
  ['PDP-D-04', 'Accompagnements sociaux', 'count', 'PDP', 'activity', 'persons-health'],
  ['PDP-D-05', 'Cellule PDP conforme à la composition minimale du CPOM', 'boolean', 'PDP', 'means', 'none'],
  ['PDP-F-01', "Signalements reçus de l'Assurance Maladie (accord de l'assuré)", 'count', 'PDP', 'activity', 'persons-health', fund(by('origine (CPAM, ELSM, service social)'))],
  // The fund and the service count the same alerts apart.
  ['PDP-F-01a', "dont suivis d'une visite ou d'un contact sous 30 jours", 'count', 'PDP', 'result', 'persons-health', dont('PDP-F-01', { explains: true })],
  ['PDP-F-02', 'Délai médian entre signalement et premier contact', 'days', 'PDP', 'result', 'none'],
  ['TMS-F-01', 'MP reconnues au tableau 57', 'count', 'TMS', 'impact', 'persons-health', fund(by('sexe, âge, CTN, NAF'))],
  ['TMS-F-01a', 'dont épaules', 'count', 'TMS', 'impact', 'persons-health', fund(dont('TMS-F-01'))],
  ['TMS-F-02', 'MP reconnues aux tableaux 97 et 98', 'count', 'TMS', 'impact', 'persons-health', fund(by('tableau'))],
  ['TMS-F-04', 'Entreprises de la cible TMS Pros', 'establishments', 'TMS', 'means', 'establishments', fund()],
  ['TMS-F-03', 'Taux de couverture de la cible TMS Pros', 'percent', 'TMS', 'result', 'none', ratio('TMS-03a', 'TMS-F-04', 100)],
  ['CMR-01', 'Établissements visités pour repérage CMR', 'establishments', 'CMR', 'activity', 'establishments', by('NAF, taille')],
  ['CMR-01a', 'dont au moins un agent CMR repéré', 'establishments', 'CMR', 'result', 'establishments', dont('CMR-01', { by: 'famille (diesel, soudage, solvants, huiles, bois, silice)' })],
  ['CMR-04', 'Salariés exposés concernés', 'persons', 'CMR', 'result', 'persons-health', twin('CMR-01a')],
  ['CMR-02', 'FDS analysées', 'count', 'CMR', 'activity', 'none'],
  ['CMR-03', "Substitutions ou réductions d'exposition obtenues", 'count', 'CMR', 'result', 'establishments'],
  ['RPS-01', 'Établissements sensibilisés aux RPS', 'establishments', 'RPS', 'activity', 'establishments', by('taille')],
  ['RPS-02', 'Établissements accompagnés (diagnostic, plan)', 'establishments', 'RPS', 'activity', 'establishments', choice('RPS-01')],
  ['RPS-02a', "dont plan d'action mis en œuvre", 'establishments', 'RPS', 'result', 'establishments', dont('RPS-02')],
  ['ROU-01', 'Établissements accompagnés sur le risque routier', 'establishments', 'ROU', 'activity', 'establishments', by('mission, trajet')],
  ['ROU-01a', 'dont risque inscrit au DUERP', 'establishments', 'ROU', 'result', 'establishments', dont('ROU-01')],
  ['ROU-F-01', 'Accidents routiers du travail avec arrêt', 'count', 'ROU', 'impact', 'persons-health', fund(by('mission, trajet'))],
  ['INT-01', 'Salariés intérimaires suivis', 'persons', 'INT', 'activity', 'none'],
  ['INT-02', "Agences d'emploi et entreprises utilisatrices sensibilisées", 'establishments', 'INT', 'activity', 'establishments', by('type')],
  ['AT-F-01', 'AT avec arrêt (1er règlement)', 'count', 'AT', 'impact', 'persons-health', fund(by('CTN, NAF, taille'))],
  ['AT-F-05', 'Salariés des entreprises suivies (moyenne annuelle)', 'persons', 'AT', 'means', 'none', fund()],
  ['AT-F-06', 'Heures travaillées', 'count', 'AT', 'means', 'none', fund()],
  ['AT-F-07', 'Journées perdues', 'count', 'AT', 'impact', 'none', fund()],
  // « Meaningless under a few thousand employees »: the number is ours to set, until the nation publishes one.
  ['AT-F-02', 'Indice de fréquence (AT avec arrêt pour 1 000 salariés)', 'per-thousand', 'AT', 'impact', 'none', ratio('AT-F-01', 'AT-F-05', 1_000, { meaningfulFrom: 3_000 })],
  ['AT-F-03', "Taux de fréquence (AT avec arrêt par million d'heures)", 'per-million', 'AT', 'impact', 'none', ratio('AT-F-01', 'AT-F-06', 1_000_000)],
  ['AT-F-04', 'Taux de gravité (journées perdues pour 1 000 heures)', 'per-thousand', 'AT', 'impact', 'none', ratio('AT-F-07', 'AT-F-06', 1_000)],
  ['SOC-01', 'Salariés suivis', 'persons', 'socle', 'means', 'none', by('SIR, SIA, SI')],
  ['SOC-02', 'Établissements suivis', 'establishments', 'socle', 'means', 'establishments', by('taille (moins de 10, 10-49, 50-299, 300 et plus)')],
  ['SOC-05', 'DUERP transmis au service', 'count', 'socle', 'activity', 'establishments', dont('SOC-02')],
  ['SOC-03', 'Visites et examens', 'count', 'socle', 'activity', 'none', by('type ; médecin, infirmier')],
  ['SOC-03a', 'dont délégués aux infirmiers', 'count', 'socle', 'activity', 'none', dont('SOC-03')],
  ['SOC-04', 'Actions en milieu de travail', 'count', 'socle', 'activity', 'none', by("étude, fiche d'entreprise, conseil, DUERP, autre")],
  ['SOC-06', 'Effectif de médecins', 'fte', 'socle', 'means', 'none'],
];

function originOf(code: string, isFounding: boolean): string {
  if (isFounding) return 'contrat Centre-Val de Loire 2021-2022';
  if (/^(PDP-D|SOC)/.test(code)) return 'enquête annuelle DGT';
  return /^(AT|TMS-F|ROU-F)/.test(code) ? 'statistiques AT/MP' : 'proposition';
}

function indicatorOf([code, label, unit, theme, kind, disclosure, extra = {}]: Row, isFounding: boolean): Indicator {
  return {
    code, version: 1, label, unit, theme, kind, disclosure,
    relation: extra.relation ?? '', parent: extra.parent ?? '', severity: extra.explains ? 'explain' : 'block',
    textParent: extra.textParent ?? '', reporter: extra.reporter ?? 'spsti', outline: extra.outline ?? [],
    disaggregation: extra.by ?? '', coreCode: code, origin: originOf(code, isFounding),
    ...(extra.ratio ? { ratio: extra.ratio } : {}), ...(extra.from ? { validFrom: extra.from as Day } : {}),
  };
}

/** The national core as this region knows it, until the nation publishes another version. */
export const core: readonly Indicator[] = [...founding.map((row) => indicatorOf(row, true)), ...others.map((row) => indicatorOf(row, false))];

/** The 21 lines asked by the founding contract; PDP-P-01 and PDP-P-02 are its perspectives and are not among them. */
export const foundingCodes: readonly string[] = founding.map(([code]) => code);

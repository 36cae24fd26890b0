import { plural } from '@cpom/kernel';
import type { ImportedContract, ImportFileReply, ImportProblem } from '@cpom/proto/contracts/v1/contracts';
import type { RuleResult } from '@cpom/proto/contracts/v1/facts';
import { badge, checklist, disclosure, html, section, table, type Html, type RuleState } from '../../../ui/index.ts';

const states: Readonly<Record<string, RuleState>> = { met: 'met', 'not-met': 'notMet', warned: 'warned', overridden: 'overridden', 'not-applicable': 'notApplicable' };

/** A missing document is mended by depositing it, not by changing the file. */
export const isMissingDocument = (problem: ImportProblem): boolean => /n'a pas été déposé/.test(problem.message);

const placeOf = ({ line, contract, place }: ImportProblem): string => {
  const where = line > 0 ? `ligne ${line}` : contract > 0 ? `contrat ${contract}` : '';
  return [where, place].filter((part) => part !== '').join(', ');
};

export const problemsTable = (problems: readonly ImportProblem[]): Html => section('erreurs', 'À corriger dans le fichier', table({
  id: 'table-erreurs', caption: 'Erreurs du fichier', noun: ['point à corriger', 'points à corriger'], rows: problems,
  columns: [
    { key: 'place', head: 'Endroit', cell: (one: ImportProblem) => placeOf(one) || 'fichier' }, { key: 'message', head: 'Ce qui ne va pas', cell: (one: ImportProblem) => one.message },
  ],
}));

const count = (rules: readonly RuleResult[], outcome: string): number => rules.filter((rule) => rule.outcome === outcome).length;

const rulesInWords = (rules: readonly RuleResult[]): string => {
  const [missing, warned] = [count(rules, 'not-met'), count(rules, 'warned')];
  if (missing + warned === 0) return 'Toutes respectées';
  return [...(missing > 0 ? [plural(missing, 'non respectée', 'non respectées')] : []), ...(warned > 0 ? [`${warned} à surveiller`] : [])].join(', ');
};

const rulesIn = ({ reference, result }: ImportedContract): Html => disclosure(`Règles constatées pour ${reference}`, checklist(`Règles de ${reference}`, (result?.rules ?? []).map((rule) => ({
  state: states[rule.outcome] ?? 'warned', rule: rule.text, article: { text: rule.article }, ...(rule.whatToDo === '' ? {} : { finding: rule.whatToDo }),
}))));

/** Each contract of the file, with what would happen to it and how the rules stand. None blocks: the past was what it was. */
export const contractsTable = (contracts: readonly ImportedContract[]): Html => section('contrats', 'Contrats du fichier', html`${table({
  id: 'table-contrats', caption: 'Liste des contrats lus', hideCaption: true, noun: ['contrat', 'contrats'], rows: contracts,
  columns: [
    { key: 'reference', head: 'Référence', cell: (one: ImportedContract) => one.reference }, { key: 'titre', head: 'Titre', cell: (one: ImportedContract) => one.title },
    { key: 'sort', head: 'Ce qui se passera', cell: (one: ImportedContract) => (one.result?.alreadyRecorded === true ? badge({ tone: 'neutral', text: 'Déjà enregistré : rien ne changera' }) : badge({ tone: 'info', text: 'Sera enregistré' })) },
    { key: 'regles', head: 'Règles', cell: (one: ImportedContract) => rulesInWords(one.result?.rules ?? []) },
  ],
})}${contracts.map(rulesIn)}`);

/** « 12 contrats lus : 10 à enregistrer, 2 déjà enregistrés. » */
export function dryRunSentence({ problems, contracts }: ImportFileReply): string {
  const missing = problems.filter(isMissingDocument).length;
  if (problems.length > missing) return `${plural(problems.length - missing, 'point est', 'points sont')} à corriger dans le fichier. Rien n’a été enregistré.`;
  if (missing > 0) return `Il manque ${plural(missing, 'document')} que le fichier nomme. Rien n’a été enregistré.`;
  const known = contracts.filter((one) => one.result?.alreadyRecorded === true).length;
  const fresh = contracts.length - known;
  return `${plural(contracts.length, 'contrat lu', 'contrats lus')} sans erreur : ${fresh} à enregistrer${known > 0 ? `, ${plural(known, 'déjà enregistré', 'déjà enregistrés')}` : ''}. Rien n’a encore été enregistré.`;
}

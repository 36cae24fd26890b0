import { earliest, isLegalDate, looksLikeNir, Refusal, type Circumstances, type RefusalDetail } from '@cpom/kernel';
import type { Contract, ContractEvent, ContractFact, Stage } from '../contract.ts';
import { evolve } from '../evolve/index.ts';
import type { Surroundings } from '../rules/input.ts';

/** What a decision may know: when, who, and what surrounds the contract. */
export type Context = Circumstances & Surroundings;

export type Problems = readonly RefusalDetail[];

const longestText = 20_000;
const machineMade: readonly string[] = ['sha256', 'id', 'cause'];

/** Why a text cannot be kept; undefined when it can. A value that is refused is never repeated in the message. */
function unfit(text: string): string | undefined {
  if (text.length > longestText) return 'Ce texte est trop long (20 000 caractères au plus).';
  if (looksLikeNir(text)) return 'Ce texte semble contenir un numéro de sécurité sociale : retirez-le.';
  if (/<\s*[a-z/!?]/i.test(text)) return 'Ce texte contient une balise : retirez les chevrons.';
  // eslint-disable-next-line no-control-regex -- control characters are exactly what is looked for
  return /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(text) ? 'Ce texte contient des caractères invisibles : retirez-les.' : undefined;
}

/** Every text within a request, with its place: none may hold a social-security number, markup or control characters. */
export function unfitTexts(value: unknown, field = ''): Problems {
  if (typeof value === 'string') {
    const message = machineMade.includes(field.split('.').at(-1) ?? '') ? undefined : unfit(value);
    return message === undefined ? [] : [{ field, message }];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => unfitTexts(inner, field === '' ? key : `${field}.${key}`));
}

export const needed = (field: string, value: string, message: string): Problems => (value.trim() === '' ? [{ field, message }] : []);

export const oneOf = (field: string, value: string, codes: readonly string[], message: string): Problems =>
  (codes.includes(value) ? [] : [{ field, message }]);

/** A date that may be empty. */
export const dated = (field: string, value: string): Problems =>
  (value === '' || isLegalDate(value) ? [] : [{ field, message: 'Cette date n\'existe pas : écrivez 31/12/2022, 12/2022 ou 2022.' }]);

/** A date of something that happened: today at the latest. */
export function happened(field: string, value: string, { today }: Circumstances): Problems {
  const wrong = dated(field, value);
  if (wrong.length > 0 || value === '' || !isLegalDate(value)) return wrong;
  return earliest(value) > today ? [{ field, message: 'Cette date est à venir : on n\'enregistre que ce qui a eu lieu.' }] : [];
}

/** Refuses once, with every problem in its place. */
export function refuseAny(...found: readonly Problems[]): void {
  const details = found.flat();
  const [first] = details;
  if (first === undefined) return;
  throw new Refusal('invalid', details.length === 1 ? first.message : `${details.length} points sont à corriger.`, details);
}

export const stageNames: Readonly<Record<Stage, string>> = {
  draft: 'à l\'état de brouillon', negotiation: 'en négociation', consultation: 'en consultation', validated: 'validé',
  signing: 'en cours de signature', signed: 'signé', abandoned: 'abandonné',
};

export function mustExist(contract: Contract): void {
  if (contract.id === '') throw new Refusal('not-found', 'Ce contrat n\'existe pas ou n\'existe plus.');
}

/** Refuses outside these stages, saying where the contract stands and what to do. */
export function mustBe(contract: Contract, stages: readonly Stage[], what: string, instead: string): void {
  mustExist(contract);
  if (stages.includes(contract.stage)) return;
  throw new Refusal('rule', `Le contrat est ${stageNames[contract.stage]} : ${what} n'est plus ou pas encore possible. ${instead}`);
}

/** The text of a contract moves in draft and in negotiation only: the bodies and the signatories read one text. */
export const mustBeOpen = (contract: Contract, what: string): void =>
  mustBe(contract, ['draft', 'negotiation'], what, contract.stage === 'signed' ? 'Rectifiez le fait en le motivant.' : 'Reprenez d\'abord la négociation.');

/** Refuses when the form was shown before someone else's change. */
export function mustBeCurrent(contract: Contract, expected: number): void {
  if (expected === 0 || expected === contract.version) return;
  throw new Refusal('conflict', 'Quelqu\'un a modifié ce contrat depuis l\'affichage du formulaire. Relisez-le, puis recommencez.');
}

/** The contract as it would be after these events. */
export function after(contract: Contract, events: readonly ContractEvent[], context: Circumstances): Contract {
  return events.reduce((state, event, index) => {
    const fact: ContractFact = { stream: '', version: contract.version + index + 1, recordedAt: context.now, actor: context.actor, event };
    return evolve(state, fact);
  }, contract);
}

/** The next number for an opinion, a sheet or a document: numbers are not used twice within a contract. */
export const numberedId = (contract: Contract, prefix: string, ahead = 0): string => `${prefix}-${contract.numbered + 1 + ahead}`;

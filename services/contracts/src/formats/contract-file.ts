import { z } from 'zod';
import { fine, wrong, type Parsed, type Problem } from './problems.ts';
import { contractFile, type ContractFile } from './schema.ts';

export type { ContractFile } from './schema.ts';

const french = z.locales.fr().localeError;
type Issue = z.core.$ZodIssue;

function messageOf(issue: Issue): string {
  if (issue.code === 'unrecognized_keys') return `Champ inconnu : ${issue.keys.join(', ')}.`;
  return issue.message;
}

const placeOf = (issue: Issue): string => (issue.path.length === 0 ? 'fichier' : issue.path.map(String).join('.'));

/** Reads one contract from a parsed JSON or YAML file. Every problem at once, each with its path. */
export function parseContract(data: unknown): Parsed<ContractFile> {
  const read = contractFile.safeParse(data, { error: french });
  return read.success ? fine(read.data) : wrong(read.error.issues.map((issue): Problem => ({ place: placeOf(issue), message: messageOf(issue) })));
}

/** Reads a file of one contract or of several (an array); each problem says in which contract it is. */
export function parseContracts(data: unknown): Parsed<readonly ContractFile[]> {
  const items: readonly unknown[] = Array.isArray(data) ? data : [data];
  if (items.length === 0) return wrong([{ place: 'fichier', message: 'Le fichier ne contient aucun contrat.' }]);
  const read = items.map(parseContract);
  const problems = read.flatMap((one, index) => (one.ok ? [] : one.problems.map((problem) => ({ ...problem, contract: index + 1 }))));
  return problems.length > 0 ? wrong(problems) : fine(read.flatMap((one) => (one.ok ? [one.value] : [])));
}

/** The published schema of one contract (JSON Schema 2020-12). */
export const contractJsonSchema = (): object => z.toJSONSchema(contractFile, { io: 'input' });

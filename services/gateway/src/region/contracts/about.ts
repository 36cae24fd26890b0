import { frenchDate, isLegalDate } from '@cpom/kernel';
import { Refusal } from '@cpom/kernel';
import type { Role } from '@cpom/service';
import { GetContractRequest, type Contract } from '@cpom/proto/contracts/v1/contracts';
import type { Heading, Party, Term } from '@cpom/proto/contracts/v1/facts';
import { Heading as Headings, Term as Terms } from '@cpom/proto/contracts/v1/facts';
import type { Asked } from '../../site/asked.ts';
import type { Link } from '../../ui/index.ts';
import type { RegionVisit } from '../calls.ts';

/** A contract as the pages read it: the parts that the protocol may leave out are there. */
export interface ReadContract extends Contract {
  readonly heading: Heading;
  readonly term: Term;
}

export const preparing: readonly Role[] = ['dreets-agent'];
export const deciding: readonly Role[] = ['dreets-agent', 'dreets-signatory'];
export const signing: readonly Role[] = ['dreets-agent', 'dreets-signatory', 'spsti-director', 'fund-signatory'];
export const leading: readonly Role[] = ['dreets-agent', 'spsti-lead', 'spsti-director'];
export const attaching: readonly Role[] = ['dreets-agent', 'dreets-signatory', 'spsti-lead', 'spsti-director', 'fund-agent', 'fund-signatory'];

const idShape = /^[a-z0-9][a-z0-9-]{0,79}$/;

export interface Dates {
  readonly on?: string;
  readonly knownOn?: string;
}

/** The contract that the address names, as it was on these dates. Refuses `not-found`. */
export async function readContract(visit: RegionVisit, asked: Asked, dates: Dates = {}): Promise<ReadContract> {
  const id = asked.param('id');
  if (!idShape.test(id)) throw new Refusal('not-found', 'Ce contrat n’existe pas ou n’existe plus. Cherchez-le dans la liste des contrats.');
  return readLatest(visit, id, asked.done.position, dates);
}

/** The contract as it is once this position is reached. */
export async function readLatest(visit: RegionVisit, id: string, atLeast: number, dates: Dates = {}): Promise<ReadContract> {
  const contract = await visit.calls.contracts.getContract(GetContractRequest.fromPartial({ id, ...dates, atLeast }));
  return { ...contract, heading: contract.heading ?? Headings.fromPartial({}), term: contract.term ?? Terms.fromPartial({}) };
}

export const hrefOf = (id: string): string => `/contrats/${id}`;

/** What a contract is called in a sentence. */
export const nameOf = ({ heading }: Pick<ReadContract, 'heading'>): string => heading.title || heading.reference;

export const listTrail: readonly Link[] = [{ href: '/', text: 'Accueil' }, { href: '/contrats', text: 'Contrats' }];
export const contractTrail = (contract: ReadContract): readonly Link[] => [...listTrail, { href: hrefOf(contract.id), text: nameOf(contract) }];

/** 31/12/2022, or what to say instead. */
export const dateOr = (text: string, instead = 'non connue'): string => (isLegalDate(text) ? frenchDate(text) : instead);

/** A party as the contract writes it, else as the directory does. */
export function partyName(contract: Pick<Contract, 'parties'>, organisation: string, visit: Pick<RegionVisit, 'nameOf'>): string {
  return contract.parties.find((party) => party.organisation === organisation)?.writtenName || visit.nameOf(organisation);
}

export const isPresent = (party: Party): boolean => party.withdrawnOn === '';

/** Those who sign and did not withdraw. */
export const signatories = (contract: Pick<Contract, 'parties'>): Party[] => contract.parties.filter((party) => isPresent(party) && party.role !== 'partner');

export const unsigned = (contract: Pick<Contract, 'parties' | 'signatures'>): Party[] =>
  signatories(contract).filter((party) => !contract.signatures.some((signature) => signature.organisation === party.organisation));

/** The text moves in draft and in negotiation only. */
export const isOpen = ({ stage }: Pick<Contract, 'stage'>): boolean => stage === 'draft' || stage === 'negotiation';

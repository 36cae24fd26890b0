import { roles, type Allowed, type Role, type Rules } from '@cpom/service';
import type { ContractsServer } from '@cpom/proto/contracts/v1/contracts';
import type { Contract } from './contract.ts';
import { isSigned, present } from './reading.ts';

/** What the rules must look up. */
export interface AccessFacts {
  /** The DREETS that runs the instance: its contracts are all here. */
  readonly authority: string;
  /** Organisations that are parties to a contract, or that the contract names as partners. */
  partiesOf(contract: string): Promise<readonly string[]>;
}

const authorityRoles: readonly Role[] = ['dreets-agent', 'dreets-signatory'];
const partyRoles: readonly Role[] = ['spsti-lead', 'spsti-director', 'fund-agent', 'fund-signatory'];

/** Who may call what in contracts. Reading is open to every role; `mayRead` says which contracts. */
export function access({ authority, partiesOf }: AccessFacts): Rules<ContractsServer> {
  const services = ['instance'];
  const prepares = { roles: ['dreets-agent'] as const, services, about: () => [authority] };
  const decides = { roles: authorityRoles, services, about: () => [authority] };
  const reads = { roles, services: ['instance', 'gateway', 'indicators', 'national'] };
  return {
    draftContract: prepares, describeContract: prepares, setTerm: prepares, addParty: prepares, withdrawParty: prepares,
    openNegotiation: prepares, openConsultation: prepares, validateContract: decides, openSigning: prepares,
    returnToNegotiation: prepares, abandonContract: decides,
    askOpinion: prepares, recordOpinion: prepares,
    recordSignature: {
      roles: ['dreets-agent', 'dreets-signatory', 'spsti-director', 'fund-signatory'], services,
      about: ({ signature }) => [authority, signature?.organisation ?? ''],
    },
    putActionSheet: prepares, removeActionSheet: prepares,
    nameActionLead: { roles: ['dreets-agent', 'spsti-lead', 'spsti-director'], services, about: ({ lead }) => [authority, lead?.service ?? ''] },
    attachDocument: { roles: [...authorityRoles, ...partyRoles], services, about: async ({ id }) => [authority, ...(await partiesOf(id))] },
    detachDocument: prepares,
    overrideRule: decides, liftOverride: decides, rectifyContract: prepares, importContract: prepares, importFile: prepares,
    getContract: reads, listContracts: reads, listRuleSets: reads, getImportFormat: reads,
  };
}

/** What is signed is open to the region's readers; what is being prepared, to the DREETS and to the parties. */
export function mayRead(contract: Contract, { caller }: Allowed, authority: string): boolean {
  if (caller.kind === 'service' || isSigned(contract)) return true;
  const concerned = [authority, contract.authority, ...present(contract).map((party) => party.organisation)];
  return caller.memberships.some((membership) => concerned.includes(membership.organisation));
}

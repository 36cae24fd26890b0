import { roles, type Role, type Rules } from '@cpom/service';
import type { IndicatorsServer } from '@cpom/proto/indicators/v1/indicators';

/** What the rules must look up. */
export interface AccessFacts {
  /** The DREETS that runs the instance. */
  readonly authority: string;
  /** Funds that are party to the service's contracts. */
  fundsOf(service: string): Promise<readonly string[]>;
  /** The service and those it merged into. */
  heirsOf(service: string): Promise<readonly string[]>;
}

const authorityRoles: readonly Role[] = ['dreets-agent', 'dreets-signatory'];
const serviceRoles: readonly Role[] = ['spsti-lead', 'spsti-director'];
const fundRoles: readonly Role[] = ['fund-agent', 'fund-signatory'];
const signatories: readonly Role[] = [...serviceRoles, ...authorityRoles, ...fundRoles];

type AboutService = { readonly service: string };

/** Who may call what. Which lines a role may fill, and when, are rules of the submission itself: they say why in words. */
export function access({ authority, fundsOf, heirsOf }: AccessFacts): Rules<IndicatorsServer> {
  const services = ['instance'];
  const ofAuthority = { roles: ['dreets-agent', 'dreets-signatory'] as const, services, about: () => [authority] };
  const concerned = async ({ service }: AboutService): Promise<readonly string[]> => [service, authority, ...(await fundsOf(service))];
  const readable = async ({ service }: AboutService): Promise<readonly string[]> => [authority, ...(await heirsOf(service)), ...(await fundsOf(service))];
  const fills = { roles: signatories, about: concerned };
  const directs = { roles: ['spsti-director'] as const, about: ({ service }: AboutService) => [service] };
  const checks = { roles: [...authorityRoles, ...fundRoles], about: async ({ service }: AboutService) => [authority, ...(await fundsOf(service))] };
  const reads = { roles: [...signatories, 'reader', 'administrator'] as const, services: ['instance', 'gateway'], about: readable };
  const everybody = { roles, services: ['instance', 'gateway'] };
  return {
    adoptCore: ofAuthority, defineIndicator: ofAuthority, reviseIndicator: ofAuthority, listIndicators: everybody,
    setTarget: { roles: [...authorityRoles, ...fundRoles], services, about: checks.about }, listTargets: reads,
    openCampaign: ofAuthority, recordPastSubmission: ofAuthority, postponeDue: ofAuthority,
    listCampaigns: { roles: signatories, services: ['instance', 'gateway'] }, getCampaign: reads, cellHistory: reads,
    saveCells: fills, readBlock: fills, explainCell: fills,
    submit: directs, recall: directs,
    checkLines: checks, returnLine: checks, finishCheck: checks,
    approve: { roles: authorityRoles, about: () => [authority] },
    reopen: { roles: ['dreets-signatory'] as const, about: () => [authority] },
    benchmark: { roles: signatories, services: ['instance', 'gateway'], about: readable },
    regionalTable: everybody,
  };
}

import type { DemoAccount } from '@cpom/gateway/demo-provider';
import { roleName, type Role } from '@cpom/service';
import { demoOrganisations } from './organisations.ts';
import type { DemoOrganisation } from './types.ts';

/** A ready account: one per role and organisation, with the roles it holds. */
export interface ReadyAccount extends DemoAccount {
  readonly instance: string;
  readonly organisationId: string;
  readonly roles: readonly Role[];
}

const rolesOf: Readonly<Record<DemoOrganisation['kind'], readonly (readonly Role[])[]>> = {
  authority: [['dreets-agent'], ['dreets-signatory'], ['administrator', 'dreets-agent']],
  fund: [['fund-agent'], ['fund-signatory']],
  service: [['spsti-lead'], ['spsti-director', 'administrator']],
  federation: [['reader']],
  body: [['reader']],
  partner: [],
  nation: [['dgt'], ['administrator', 'dgt'], ['reader']],
};

/** Nobody's name: what the person is called beside the organisation's name. */
const called: Readonly<Record<Role, string>> = {
  'dreets-agent': 'Agent', 'dreets-signatory': 'Signataire', 'spsti-lead': 'Référent', 'spsti-director': 'Directeur', 'fund-agent': 'Agent', 'fund-signatory': 'Signataire',
  dgt: 'Agent', reader: 'Lecteur', administrator: 'Administrateur',
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
/** The committee is where the social partners sit. */
const roleShown = (organisation: DemoOrganisation, role: Role): string =>
  role === 'reader' && organisation.kind === 'body' ? 'lecteur (partenaire social)' : roleName(role);

function accountOf(instance: string, organisation: DemoOrganisation, roles: readonly Role[]): ReadyAccount {
  const role = roles[0] ?? 'reader';
  const name = `${role}-${organisation.id}`;
  return {
    sub: `demo-${name}`, email: `${name}@exemple.fr`, givenName: called[role], usualName: organisation.shortName,
    siret: '13002526500013', role: capital(roles.map((one) => roleShown(organisation, one)).join(' et ')), organisation: organisation.name,
    clientIds: [`cpom-${instance}`], instance, organisationId: organisation.id, roles,
  };
}

/** The ready accounts of an instance, under their organisations: the DREETS, the fund, the readers, then services enough to try each role. */
export const demoAccounts = (instance: string): readonly ReadyAccount[] =>
  demoOrganisations(instance).filter(({ hasAccounts }) => hasAccounts)
    .flatMap((organisation) => rolesOf[organisation.kind].map((roles) => accountOf(instance, organisation, roles)));

import { addMonths, day, type Day } from '@cpom/kernel';
import { InvitePersonRequest, RecordSuccessionRequest, RegisterOrganisationRequest } from '@cpom/proto/directory/v1/directory';
import type { Accreditation, Headcount } from '@cpom/proto/directory/v1/events';
import { personKey, type Session } from '../session.ts';
import type { Around } from '../dates.ts';
import { each } from '../each.ts';
import { demoAccounts, type ReadyAccount } from './accounts.ts';
import { demoOrganisations } from './organisations.ts';
import type { DemoOrganisation, Invented } from './types.ts';

const origin = 'fictif';

const sinceOf = ({ since }: Invented, { months }: Around): Day | undefined => (typeof since === 'number' ? months(-since) : since === undefined ? undefined : day(since));

/** Two accreditations of five years (D.4622-48), one after the other, so that the past has its own. */
function accreditationsOf({ accreditedFor }: Invented, { months }: Around): Accreditation[] {
  const end = months(accreditedFor);
  const [middle, start] = [addMonths(end, -60), addMonths(end, -120)];
  return [
    { grantedOn: start, expiresOn: middle, state: 'granted', origin },
    { grantedOn: middle, expiresOn: end, state: 'granted', origin },
  ];
}

/** Each year's headcount: one more per cent a year, until the year before the day of loading. */
function headcountsOf(invented: Invented, region: string, around: Around): Headcount[] {
  const last = Number(around.today.slice(0, 4)) - 1;
  const first = Math.min(last, Math.max(2022, Number((sinceOf(invented, around) ?? '2022').slice(0, 4))));
  return Array.from({ length: last - first + 1 }, (_, index): Headcount => {
    const employees = Math.round(invented.employees * (1 + index / 100));
    return { region, year: first + index, employees, establishments: Math.round(employees / 9.4), origin };
  });
}

function toMessage(organisation: DemoOrganisation, around: Around): RegisterOrganisationRequest {
  const { id, kind, name, shortName, regions, invented, aliases = [], address = '' } = organisation;
  const from = invented ? (sinceOf(invented, around) ?? '') : '';
  return RegisterOrganisationRequest.fromPartial({
    cause: `demo-register-${id}`,
    organisation: {
      id, kind, address, origin: organisation.origin, names: [{ name, shortName, from }], regions: [...regions], aliases: [...aliases],
      ...(invented ? { accreditations: accreditationsOf(invented, around), headcounts: headcountsOf(invented, regions[0] ?? '', around) } : {}),
    },
  });
}

async function invite(session: Session, { sub, email, givenName, usualName, organisationId: organisation, roles }: ReadyAccount): Promise<void> {
  const directory = await session.directory();
  for (const role of roles) {
    const { id } = await directory.invitePerson(InvitePersonRequest.fromPartial({ cause: `demo-invite-${sub}-${role}`, email, givenName, usualName, organisation, role, from: '2020-01-01' }));
    session.people.set(personKey({ role, organisation }), id);
  }
}

/** Registers every organisation, then who merged into whom, then the people of the ready accounts. */
export async function loadDirectory(session: Session): Promise<void> {
  const { instance: { info }, around } = session;
  const directory = await session.directory();
  const organisations = demoOrganisations(info.code);
  await each(organisations, async (organisation) => { await directory.registerOrganisation(toMessage(organisation, around)); });
  await each(organisations, async ({ id, invented }) => {
    if (!invented?.merged) return;
    const { into, monthsAgo } = invented.merged;
    await directory.recordSuccession(RecordSuccessionRequest.fromPartial({ cause: `demo-merged-${id}`, id, succeededBy: into, succeededOn: around.months(-monthsAgo) }));
  });
  await each(demoAccounts(info.code), (account) => invite(session, account));
}

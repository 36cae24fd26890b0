import { day, Refusal } from '@cpom/kernel';
import type { Done, Query, Runner, Views } from '@cpom/platform';
import type { Allowed, Base, Handlers } from '@cpom/service';
import type { DirectoryServer, ListOrganisationsRequest, OrganisationPage, Written } from '@cpom/proto/directory/v1/directory';
import type { OrganisationCommand } from './commands.ts';
import { streamOf, type OrganisationState } from './contract.ts';
import { toMessage } from './published.ts';
import { toAccreditation, toHeadcount, toName, toOrganisation } from './received.ts';
import { toHistory } from './sentences.ts';
import { organisationList, type OrganisationRow } from './views.ts';

export interface OrganisationDeps {
  readonly runner: Runner<OrganisationState, OrganisationCommand, unknown>;
  readonly views: Views;
  readonly base: Base;
}

type Names = 'registerOrganisation' | 'renameOrganisation' | 'recordAccreditation' | 'recordHeadcount' | 'recordSuccession' | 'getOrganisation' | 'listOrganisations';

const mostRows = 500;
const written = (id: string, { position, version }: Done<unknown>): Written => ({ id, position, version });

function toQuery(request: ListOrganisationsRequest): Query {
  return {
    ...(request.kinds.length > 0 ? { where: { kind: request.kinds } } : {}),
    ...(request.contains ? { contains: request.contains } : {}),
    sort: { by: request.sort === 'kind' ? 'kind' : 'name', descending: request.descending },
  };
}

async function list({ views, base }: OrganisationDeps, request: ListOrganisationsRequest): Promise<OrganisationPage> {
  const upToDate = await base.projections.reached(request.atLeast);
  const query = toQuery(request);
  const rows = await views.list<OrganisationRow>(organisationList.view, { ...query, offset: request.offset, limit: Math.min(request.limit || 50, mostRows) });
  return { organisations: rows.map((row) => toMessage(row.doc.organisation)), total: await views.count(organisationList.view, query), upToDate };
}

/** The RPCs about organisations. */
export function organisationHandlers(deps: OrganisationDeps): Pick<Handlers<DirectoryServer>, Names> {
  const run = async (id: string, cause: string, command: OrganisationCommand, { actor }: Allowed): Promise<Written> =>
    written(id, await deps.runner.run({ stream: streamOf(id), cause, command, actor, context: {} }));
  return {
    registerOrganisation: (request, allowed) => {
      const organisation = toOrganisation(request.organisation);
      return run(organisation.id, request.cause, { type: 'RegisterOrganisation', organisation }, allowed);
    },
    renameOrganisation: ({ id, cause, name }, allowed) => run(id, cause, { type: 'RenameOrganisation', name: toName(name) }, allowed),
    recordAccreditation: ({ id, cause, accreditation }, allowed) =>
      run(id, cause, { type: 'RecordAccreditation', accreditation: toAccreditation(accreditation) }, allowed),
    recordHeadcount: ({ id, cause, headcount }, allowed) => run(id, cause, { type: 'RecordHeadcount', headcount: toHeadcount(headcount) }, allowed),
    recordSuccession: ({ id, cause, succeededBy, succeededOn }, allowed) =>
      run(id, cause, { type: 'RecordSuccession', succession: { by: succeededBy, on: day(succeededOn) } }, allowed),
    getOrganisation: async ({ id }) => {
      const { state } = await deps.runner.load(streamOf(id));
      if (!state) throw new Refusal('not-found', "Cet organisme n'est pas dans l'annuaire.");
      const facts = await deps.runner.facts(streamOf(id));
      return { state: toMessage(state), history: facts.map((fact) => toHistory(fact as Parameters<typeof toHistory>[0])).reverse() };
    },
    listOrganisations: (request) => list(deps, request),
  };
}

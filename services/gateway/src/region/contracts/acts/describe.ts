import { DescribeContractRequest, SetTermRequest } from '@cpom/proto/contracts/v1/contracts';
import { z } from 'zod';
import { html } from '../../../ui/index.ts';
import { contractTrail, hrefOf, nameOf, preparing, readContract, type ReadContract } from '../about.ts';
import { routesOf } from '../act/routes.ts';
import { headingFields, headingOf, headingShape, headingTyped } from '../fields/heading.ts';
import { termFields, termOf, termShape, termTyped } from '../fields/term.ts';
import { versionField, versionShape, versionTyped } from '../fields/version.ts';

const heading = z.object({ ...headingShape, ...versionShape });
const term = z.object({ ...termShape, ...versionShape });

/** The text of a contract in preparation. */
export const describe = routesOf<ReadContract, typeof heading>({
  path: '/contrats/:id/modifier', access: preparing, load: readContract,
  title: (contract) => `Modifier le texte : ${nameOf(contract)}`, trail: contractTrail, schema: () => heading,
  first: (contract) => ({ ...headingTyped(contract.heading), ...versionTyped(contract) }),
  fields: (_contract, shown) => html`${versionField(shown)}${headingFields(shown)}`,
  submit: 'Enregistrer le texte',
  send: async ({ id }, { _version: expectedVersion = 0, ...value }, { visit, cause }) => {
    const { position } = await visit.calls.contracts.describeContract(DescribeContractRequest.fromPartial({ cause, id, heading: headingOf(value), expectedVersion }));
    return { position, to: hrefOf(id), what: 'decrit' };
  },
});

/** The duration of a contract in preparation. */
export const setTerm = routesOf<ReadContract, typeof term>({
  path: '/contrats/:id/duree', access: preparing, load: readContract,
  title: (contract) => `Fixer la durée : ${nameOf(contract)}`, trail: contractTrail, schema: () => term,
  first: (contract) => ({ ...termTyped(contract.term), ...versionTyped(contract) }),
  fields: (_contract, shown) => html`${versionField(shown)}${termFields(shown)}`,
  submit: 'Enregistrer la durée',
  send: async ({ id }, { _version: expectedVersion = 0, ...value }, { visit, cause }) => {
    const { position } = await visit.calls.contracts.setTerm(SetTermRequest.fromPartial({ cause, id, term: termOf(value), expectedVersion }));
    return { position, to: hrefOf(id), what: 'duree' };
  },
});

import { DraftContractRequest } from '@cpom/proto/contracts/v1/contracts';
import { Heading, Party } from '@cpom/proto/contracts/v1/facts';
import { z } from 'zod';
import { checkboxesField, fieldGroup, html, type Html } from '../../ui/index.ts';
import { listOf } from '../../web/inputs.ts';
import type { RegionVisit } from '../calls.ts';
import { hrefOf, listTrail, preparing } from './about.ts';
import { routesOf } from './act/routes.ts';
import { boxes } from './act/shown.ts';
import type { Shown } from './act/types.ts';
import { nameFields, nameShape } from './fields/heading.ts';
import { organisationOptions } from './fields/organisations.ts';
import { termFields, termOf, termShape } from './fields/term.ts';

const schema = z.object({ ...nameShape, services: listOf(z.string().max(80), 100), funds: listOf(z.string().max(80), 20), others: listOf(z.string().max(80), 50), ...termShape });

const partyFields = (shown: Shown, visit: RegionVisit): Html => html`
  <p>${visit.nameOf(visit.info.authority)} est partie au contrat. Une préparation peut commencer sans toutes les parties : la liste des règles dira ce qui manque.</p>
  ${checkboxesField({ ...boxes(shown, 'services'), label: 'Services (SPSTI)', optional: true, options: organisationOptions(visit, ['service']) })}
  ${checkboxesField({ ...boxes(shown, 'funds'), label: 'Caisses', optional: true, options: organisationOptions(visit, ['fund']) })}
  ${checkboxesField({ ...boxes(shown, 'others'), label: 'Partenaires qui prennent des engagements sans signer', optional: true, options: organisationOptions(visit, ['partner']) })}`;

const inRole = (ids: readonly string[], role: string): Party[] => ids.map((organisation) => Party.fromPartial({ organisation, role }));

/** Prepares a contract: what identifies it, who is party to it, from when to when. */
export const newContract = routesOf<undefined, typeof schema>({
  path: '/contrats/nouveau', access: preparing,
  load: () => Promise.resolve(undefined),
  title: () => 'Préparer un contrat',
  lead: () => 'Le contrat naît à l’état de brouillon. Vous y ajouterez ensuite son texte, ses fiches action et ses documents.',
  trail: () => listTrail,
  schema: () => schema,
  first: () => ({ shape: 'individual', effect: 'at-signature' }),
  fields: (_about, shown, visit) => html`${fieldGroup('Le contrat', nameFields(shown))}${fieldGroup('Ses parties', partyFields(shown, visit))}${fieldGroup('Sa durée', termFields(shown))}`,
  submit: 'Préparer ce contrat',
  send: async (_about, { reference, title, shape, services, funds, others, ...term }, { visit, cause }) => {
    const parties = [...inRole(services, 'service'), ...inRole([visit.info.authority], 'authority'), ...inRole(funds, 'fund'), ...inRole(others, 'partner')];
    const { id, position } = await visit.calls.contracts.draftContract(DraftContractRequest.fromPartial({ cause, heading: Heading.fromPartial({ reference, title, shape }), parties, term: termOf(term) }));
    return { position, to: hrefOf(id), what: 'prepare' };
  },
});

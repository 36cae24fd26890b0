import { frenchDate, invalidField, Refusal } from '@cpom/kernel';
import { RecordAccreditationRequest, RecordHeadcountRequest, RecordSuccessionRequest, RegisterOrganisationRequest, RenameOrganisationRequest } from '@cpom/proto/directory/v1/directory';
import { confirmation } from '../../ui/index.ts';
import type { Asked } from '../../site/asked.ts';
import { frame } from '../../site/frame.ts';
import { nameOn } from '../../site/names.ts';
import { done, pageAnswer, type Answer } from '../../site/route.ts';
import type { Visit } from '../../site/visit.ts';
import { showForm, takeForm, type FormPage } from '../form-page.ts';
import { accreditationFields, accreditationSchema, headcountFields, headcountSchema, linesOf, registerFields, registerSchema, renameFields, renameSchema, successionFields, successionSchema } from './forms.ts';
import { readOrganisation } from './one.ts';
import { orgHref, type DirectoryCalls } from './words.ts';

type Reading = Visit<DirectoryCalls>;
type Handler = (visit: Reading, asked: Asked) => Promise<Answer>;
interface Act { readonly show: Handler; readonly take: Handler }

const trail = [{ href: '/', text: 'Accueil' }, { href: '/annuaire', text: 'Annuaire' }];

const registering: FormPage<typeof registerSchema> = {
  title: 'Enregistrer un organisme', lead: 'Services, caisses, instances consultées : tout ce qu’un contrat nomme est d’abord dans l’annuaire.', breadcrumb: trail, schema: registerSchema,
  submit: 'Enregistrer l’organisme', cancelHref: '/annuaire', fields: registerFields,
};

export const register: Act = {
  show: (visit, asked) => Promise.resolve(showForm(visit, asked, { ...registering, initial: { region: visit.info.kind === 'region' ? visit.info.code : '' } })),
  take: (visit, asked) => takeForm(visit, asked, registering, async ({ id, kind, name, shortName, region, address, aliases }, cause) => {
    const organisation = { id, kind, names: [{ name, shortName: shortName ?? name }], regions: region === undefined ? [] : [region], address: address ?? '', aliases: linesOf(aliases), origin: 'saisie' };
    return done(orgHref(id), 'enregistre', await visit.calls.directory.registerOrganisation(RegisterOrganisationRequest.fromPartial({ cause, organisation })));
  }),
};

interface About {
  readonly id: string;
  readonly name: string;
  readonly isService: boolean;
}

async function about(visit: Reading, asked: Asked): Promise<About> {
  const { state } = await readOrganisation(visit, asked);
  return { id: state.id, name: nameOn(state.names).name || state.id, isService: state.kind === 'service' };
}

/** For what only a service has. Refuses `not-found`. */
async function aboutService(visit: Reading, asked: Asked): Promise<About> {
  const one = await about(visit, asked);
  if (one.isService) return one;
  throw new Refusal('not-found', `${one.name} n’est pas un service de prévention et de santé au travail : agrément, effectif et fusion ne le concernent pas.`);
}

const within = ({ id, name }: About): Pick<FormPage<never>, 'breadcrumb' | 'cancelHref'> => ({ breadcrumb: [...trail, { href: orgHref(id), text: name }], cancelHref: orgHref(id) });

const renaming = (one: About): FormPage<typeof renameSchema> => ({ ...within(one), title: 'Enregistrer un nouveau nom', lead: `${one.name} : l’ancien nom reste lisible, avec ses dates.`, schema: renameSchema, submit: 'Enregistrer le nom', fields: renameFields });

export const rename: Act = {
  show: async (visit, asked) => showForm(visit, asked, renaming(await about(visit, asked))),
  take: async (visit, asked) => {
    const one = await about(visit, asked);
    return takeForm(visit, asked, renaming(one), async ({ name, shortName, from }, cause) =>
      done(orgHref(one.id), 'nom', await visit.calls.directory.renameOrganisation(RenameOrganisationRequest.fromPartial({ cause, id: one.id, name: { name, shortName: shortName ?? name, from: from ?? '' } }))));
  },
};

const accrediting = (one: About): FormPage<typeof accreditationSchema> => ({
  ...within(one), title: 'Enregistrer un agrément', lead: `${one.name} : un agrément accordé à la même date remplace celui qui était enregistré ; l’historique garde les deux.`, schema: accreditationSchema, submit: 'Enregistrer l’agrément', fields: accreditationFields,
});

export const accredit: Act = {
  show: async (visit, asked) => showForm(visit, asked, accrediting(await aboutService(visit, asked))),
  take: async (visit, asked) => {
    const one = await aboutService(visit, asked);
    return takeForm(visit, asked, accrediting(one), async (accreditation, cause) =>
      done(`${orgHref(one.id)}#agrement`, 'agrement', await visit.calls.directory.recordAccreditation(RecordAccreditationRequest.fromPartial({ cause, id: one.id, accreditation: { ...accreditation, origin: 'saisie' } }))));
  },
};

const counting = (one: About): FormPage<typeof headcountSchema> => ({
  ...within(one), title: 'Enregistrer un effectif', lead: `${one.name} : un effectif de la même année et de la même région remplace celui qui était enregistré.`, schema: headcountSchema, submit: 'Enregistrer l’effectif', fields: headcountFields,
});

export const recordHeadcount: Act = {
  show: async (visit, asked) => showForm(visit, asked, { ...counting(await aboutService(visit, asked)), initial: { region: visit.info.kind === 'region' ? visit.info.code : '', year: String(Number(visit.today.slice(0, 4)) - 1) } }),
  take: async (visit, asked) => {
    const one = await aboutService(visit, asked);
    return takeForm(visit, asked, counting(one), async (headcount, cause) =>
      done(`${orgHref(one.id)}#effectifs`, 'effectif', await visit.calls.directory.recordHeadcount(RecordHeadcountRequest.fromPartial({ cause, id: one.id, headcount: { ...headcount, origin: 'saisie' } }))));
  },
};

const merging = (visit: Reading, one: About): FormPage<typeof successionSchema> => ({
  ...within(one), title: 'Enregistrer une fusion', lead: `${one.name} fusionne dans un autre service : à compter de la date, c’est l’autre qui est compté.`, schema: successionSchema, submit: 'Relire avant d’enregistrer',
  fields: successionFields([...visit.names].filter(([id, { kind }]) => kind === 'service' && id !== one.id).map(([id, { name }]) => ({ value: id, label: `${name} (${id})` })).sort((a, b) => a.label.localeCompare(b.label, 'fr'))),
});

function readAgain(visit: Reading, asked: Asked, one: About, merger: { readonly succeededBy: string; readonly succeededOn: string }, typedOn: string): Answer {
  const { id, name } = one;
  return pageAnswer(frame(visit, asked, {
    title: 'Relire la fusion', breadcrumb: within(one).breadcrumb,
    body: confirmation({
      action: asked.path, csrf: visit.csrf, cause: visit.newCause(), hidden: { succeededBy: merger.succeededBy, succeededOn: typedOn, relu: 'oui' },
      effect: 'La fusion est publiée à la nation : le service absorbé n’est plus compté à compter de cette date. Ses contrats et ses séries restent lisibles.',
      summary: [{ term: 'Service absorbé', value: `${name} (${id})` }, { term: 'Service qui lui succède', value: `${visit.nameOf(merger.succeededBy)} (${merger.succeededBy})` }, { term: 'Date de la fusion', value: typedOn }],
      confirm: 'Enregistrer la fusion', cancelHref: orgHref(id),
    }),
  }));
}

export const merge: Act = {
  show: async (visit, asked) => showForm(visit, asked, merging(visit, await aboutService(visit, asked))),
  take: async (visit, asked) => {
    const one = await aboutService(visit, asked);
    return takeForm(visit, asked, merging(visit, one), async ({ succeededBy, succeededOn, relu }, cause) => {
      if (succeededBy === one.id || visit.names.get(succeededBy)?.kind !== 'service') throw invalidField('succeededBy', 'Choisissez un autre service de la liste.');
      if (relu.length === 0) return readAgain(visit, asked, one, { succeededBy, succeededOn }, frenchDate(succeededOn));
      return done(`${orgHref(one.id)}#fusions`, 'fusion', await visit.calls.directory.recordSuccession(RecordSuccessionRequest.fromPartial({ cause, id: one.id, succeededBy, succeededOn })));
    });
  },
};

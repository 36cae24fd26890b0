import { frenchDate, isLegalDate, Refusal } from '@cpom/kernel';
import { GetOrganisationRequest, ListOrganisationsRequest, type Organisation } from '@cpom/proto/directory/v1/directory';
import type { OrganisationState } from '@cpom/proto/directory/v1/events';
import { action, actions, alert, anchors, badge, html, nothing, section, type Html } from '../../ui/index.ts';
import type { Asked } from '../../site/asked.ts';
import { frame, noticeOf } from '../../site/frame.ts';
import { nameOn } from '../../site/names.ts';
import { pageAnswer, type Answer } from '../../site/route.ts';
import type { Visit } from '../../site/visit.ts';
import { everyRow } from '../csv.ts';
import { standingOf } from './accreditation.ts';
import { accreditations, facts, headcounts, namesTable, sentences, succession } from './parts.ts';
import { kindName, mayKeep, orgHref, type DirectoryCalls } from './words.ts';

type Reading = Visit<DirectoryCalls>;

/** The organisation that the address names. Refuses `not-found`. */
export async function readOrganisation(visit: Reading, asked: Asked): Promise<Organisation & { readonly state: OrganisationState }> {
  const found = await visit.calls.directory.getOrganisation(GetOrganisationRequest.fromPartial({ id: asked.param('id'), atLeast: asked.done.position }));
  if (!found.state) throw new Refusal('not-found', 'Cet organisme n’est pas dans l’annuaire. Cherchez-le par son nom ou son SIREN.');
  return { ...found, state: found.state };
}

/** The services that merged into this one. */
async function predecessors(visit: Reading, id: string): Promise<readonly OrganisationState[]> {
  const services = await everyRow(async (offset, limit) => {
    const { organisations, total } = await visit.calls.directory.listOrganisations(ListOrganisationsRequest.fromPartial({ kinds: ['service'], offset, limit }));
    return { rows: organisations, total };
  });
  return services.filter(({ succeededBy }) => succeededBy === id);
}

const recorded = {
  enregistre: 'L’organisme est enregistré dans l’annuaire.', nom: 'Le nouveau nom est enregistré ; les anciens restent lisibles.', agrement: 'L’agrément est enregistré.',
  effectif: 'L’effectif est enregistré.', fusion: 'La fusion est enregistrée ; contrats et séries du service restent lisibles.',
};

const toDo = (state: OrganisationState, what: string, text: string, here: boolean): Html =>
  (here ? actions(action({ id: `lien-${what}`, text, look: 'secondary', to: { href: `${orgHref(state.id)}/${what}` } })) : nothing);

const contractsHref = (visit: Reading, id: string): string => (visit.info.kind === 'region' ? `/contrats?service=${id}` : `/services/${id}`);

function serviceParts(visit: Reading, state: OrganisationState, before: readonly OrganisationState[]): Html {
  const keeps = mayKeep(visit);
  return html`${section('agrement', 'Agrément', html`${accreditations(state, visit)}${toDo(state, 'agrement', 'Enregistrer un agrément', keeps)}`)}
    ${section('effectifs', 'Effectifs suivis', html`${headcounts(state.headcounts)}${toDo(state, 'effectif', 'Enregistrer un effectif', keeps)}`)}
    ${section('fusions', 'Fusions', html`${succession(state, before, visit.nameOf)}${toDo(state, 'fusion', 'Enregistrer une fusion', keeps && state.succeededBy === '')}`)}
    ${section('contrats', 'Contrats', html`<p><a class="fr-link" href="${contractsHref(visit, state.id)}">Contrats de ce service</a></p>`)}`;
}

function lead(visit: Reading, state: OrganisationState): string {
  const name = nameOn(state.names).name;
  if (state.succeededBy !== '') return `${name} a fusionné dans ${visit.nameOf(state.succeededBy)}${isLegalDate(state.succeededOn) ? ` le ${frenchDate(state.succeededOn)}` : ''}.`;
  return state.kind === 'service' ? standingOf(state.accreditations, visit.today).sentence : `${kindName(state.kind)}${state.address === '' ? '' : `, ${state.address}`}.`;
}

const summary = (isService: boolean): Html => (isService ? anchors([
  { id: 'agrement', text: 'Agrément' }, { id: 'effectifs', text: 'Effectifs suivis' }, { id: 'fusions', text: 'Fusions' }, { id: 'contrats', text: 'Contrats' }, { id: 'noms', text: 'Noms' }, { id: 'historique', text: 'Historique' },
]) : nothing);

/** An organisation: who it is, what it was called, where its accreditation stands, what was recorded. */
export async function organisationPage(visit: Reading, asked: Asked): Promise<Answer> {
  const found = await readOrganisation(visit, asked);
  const { state } = found;
  const isService = state.kind === 'service';
  const { name, shortName } = nameOn(state.names);
  const notice = noticeOf(asked, recorded);
  return pageAnswer(frame(visit, asked, {
    title: name || state.id, lead: lead(visit, state), breadcrumb: [{ href: '/', text: 'Accueil' }, { href: '/annuaire', text: 'Annuaire' }],
    aside: html`${badge({ tone: 'neutral', text: kindName(state.kind) })}${shortName !== name && ` ${shortName}`}`, ...(notice && { notice }),
    body: html`${state.succeededBy !== '' && alert('info', 'Ce service a fusionné', 'Sa fiche reste lisible ; les nouveaux contrats sont ceux du service qui lui succède.')}
      ${facts(state)}${summary(isService)}${isService && serviceParts(visit, state, await predecessors(visit, state.id))}
      ${section('noms', 'Noms', html`${namesTable(state.names)}${toDo(state, 'nom', 'Enregistrer un nouveau nom', mayKeep(visit))}`)}
      ${section('historique', 'Historique', sentences(found, visit))}`,
  }));
}

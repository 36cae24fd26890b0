import type { RefusalDetail } from '@cpom/kernel';
import type { ImportFileReply } from '@cpom/proto/contracts/v1/contracts';
import type { Asked } from '../../../site/asked.ts';
import { frame } from '../../../site/frame.ts';
import { pageAnswer, type Answer } from '../../../site/route.ts';
import { alert, confirmation, downloads, errorFor, errorSummary, fileField, form, html, section, type Html } from '../../../ui/index.ts';
import type { RegionVisit } from '../../calls.ts';
import { importAccept } from './containers.ts';
import { draftField, draftText, type Draft } from './draft.ts';
import { contractsTable, dryRunSentence, isMissingDocument, problemsTable } from './report.ts';

const home = { href: '/', text: 'Accueil' };
const here = { href: '/import', text: 'Reprise' };

const sourceForm = (visit: RegionVisit, errors: readonly RefusalDetail[], submit: string): Html => form({
  action: '/import', csrf: visit.csrf, cause: visit.newCause(), multipart: true, submit,
  body: fileField({ name: 'fichier', label: 'Fichier des contrats', accept: importAccept, hint: 'XLSX ou CSV (une ligne par contrat), YAML ou JSON (un contrat, ou une liste). 10 Mo au plus.', error: errorFor(errors, 'fichier') }),
});

const models = downloads([
  { href: '/import/modele.xlsx', text: 'Modèle de tableau', detail: 'XLSX, avec son mode d’emploi' }, { href: '/import/modele.csv', text: 'Modèle de tableau', detail: 'CSV' },
  { href: '/import/exemple.yaml', text: 'Exemple de contrat complet', detail: 'YAML' }, { href: '/import/schema.json', text: 'Schéma du format', detail: 'JSON Schema' },
]);

/** Where a reprise begins: choose a file, or take a model. */
export function startPage(visit: RegionVisit, asked: Asked, refused?: { readonly status: number; readonly message: string; readonly errors: readonly RefusalDetail[] }): Answer {
  const body = html`${refused && errorSummary(refused.errors, refused.errors.length > 0 ? undefined : refused.message)}
    <p>Choisissez un fichier : il est d’abord lu à blanc. Vous voyez toutes ses erreurs à leur place et les règles que chaque contrat ne respecte pas ; rien n’est enregistré avant que vous ne confirmiez. Le passé est repris tel qu’il fut : aucune règle ne bloque.</p>
    ${sourceForm(visit, refused?.errors ?? [], 'Lire le fichier')}
    ${section('modeles', 'Modèles', html`<p>Le tableau suffit pour des dizaines de contrats : parties, dates, avis, signatures, thèmes, noms des PDF. Le format YAML ou JSON décrit aussi les fiches action en entier.</p>${models}`)}
    ${section('bon-a-savoir', 'Bon à savoir', html`<ul><li>Les organismes doivent figurer dans l’<a href="/annuaire">annuaire</a> ; on les désigne par leur code ou leur SIREN.</li>
    <li>Charger deux fois le même fichier ne change rien.</li><li>Un contrat repris peut ensuite être rectifié, avec un motif.</li></ul>`)}`;
  return pageAnswer(frame(visit, asked, { title: 'Reprendre des contrats existants', lead: 'Enregistrez les contrats conclus avant l’ouverture de ce service.', breadcrumb: [home], body }), refused?.status ?? 200);
}

const deposited = ({ files }: Draft): Html | undefined => (files.length === 0 ? undefined : html`<p>Documents déposés : ${files.map((one) => one.name).join(', ')}.</p>`);

const depositForm = (visit: RegionVisit, draft: Draft, errors: readonly RefusalDetail[], missing: readonly string[]): Html => section('documents', 'Documents à déposer', html`
  <p>Le fichier nomme des documents qui ne sont pas encore là. Déposez-les sous le même nom, en une ou plusieurs fois.</p><ul>${missing.map((text) => html`<li>${text}</li>`)}</ul>${deposited(draft)}
  ${form({
    action: '/import/documents', csrf: visit.csrf, cause: visit.newCause(), hidden: { [draftField]: draftText(draft) }, multipart: true, submit: 'Déposer ces documents',
    body: fileField({ name: 'piece', label: 'Documents', multiple: true, hint: 'PDF, ODT, DOCX, XLSX ou images, 50 Mo au plus chacun ; vous pouvez en choisir plusieurs', error: errorFor(errors, 'piece') }),
  })}`);

const confirmForm = (visit: RegionVisit, draft: Draft, reply: ImportFileReply): Html => {
  const fresh = reply.contracts.filter((one) => one.result?.alreadyRecorded !== true).length;
  if (fresh === 0) return alert('info', 'Tous ces contrats sont déjà enregistrés', html`Il n’y a rien à faire. <a href="/contrats">Voir les contrats</a>`);
  return section('confirmer', 'Confirmer', confirmation({
    action: '/import/confirmer', csrf: visit.csrf, cause: visit.newCause(), hidden: { [draftField]: draftText(draft) },
    effect: 'Les contrats seront enregistrés comme existants. Une erreur se corrigera ensuite par rectification, avec un motif.',
    summary: [{ term: 'Fichier', value: draft.source.name }, { term: 'Contrats à enregistrer', value: String(fresh) }, { term: 'Documents déposés', value: draft.files.length === 0 ? 'aucun' : draft.files.map((one) => one.name).join(', ') }],
    confirm: fresh > 1 ? `Enregistrer ces ${fresh} contrats` : 'Enregistrer ce contrat', cancelHref: '/import',
  }));
};

/** What the file says, before anything is recorded: errors in their places, rules, documents that are missing; then the confirmation. */
export function dryRunPage(visit: RegionVisit, asked: Asked, draft: Draft, reply: ImportFileReply, errors: readonly RefusalDetail[] = []): Answer {
  const missing = reply.problems.filter(isMissingDocument);
  const wrong = reply.problems.filter((one) => !isMissingDocument(one));
  const again = section('autre-fichier', wrong.length > 0 ? 'Envoyer le fichier corrigé' : 'Envoyer un autre fichier', sourceForm(visit, [], 'Lire ce fichier'));
  const body = html`${errorSummary(errors)}${wrong.length > 0 && problemsTable(wrong)}${missing.length > 0 && depositForm(visit, draft, errors, [...new Set(missing.map((one) => one.message))])}
    ${reply.problems.length === 0 && html`${contractsTable(reply.contracts)}${confirmForm(visit, draft, reply)}`}${again}`;
  const status = errors.length > 0 || wrong.length > 0 ? 422 : 200;
  return pageAnswer(frame(visit, asked, { title: `Lecture à blanc : ${draft.source.name}`, lead: dryRunSentence(reply), breadcrumb: [home, here], body }), status);
}

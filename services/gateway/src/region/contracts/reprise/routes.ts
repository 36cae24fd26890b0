import { plural, Refusal } from '@cpom/kernel';
import type { Role } from '@cpom/service';
import { z } from 'zod';
import type { Asked } from '../../../site/asked.ts';
import { frame } from '../../../site/frame.ts';
import { pageAnswer, see, type Answer } from '../../../site/route.ts';
import { action, actions, html, table, withQuery } from '../../../ui/index.ts';
import type { RegionRoute, RegionVisit } from '../../calls.ts';
import { hrefOf, nameOf, readLatest } from '../about.ts';
import { statusBadges } from '../statuses.ts';
import { draftField, draftOf, keepSource, runImport, sourceLimit, type Draft } from './draft.ts';
import { csvModel, jsonSchema, xlsxModel, yamlModel } from './models.ts';
import { dryRunPage, startPage } from './pages.ts';

const access: readonly Role[] = ['dreets-agent'];
const carrying = z.object({ [draftField]: z.string().max(200_000) });

const dryRun = async (visit: RegionVisit, asked: Asked, draft: Draft, errors: Refusal['details'] = []): Promise<Answer> =>
  dryRunPage(visit, asked, draft, await runImport(visit, draft, visit.newCause(), true), errors);

/** The file arrives: read, kept, tried; nothing is recorded. */
async function readSource(visit: RegionVisit, asked: Asked): Promise<Answer> {
  try {
    const { name, bytes } = await asked.read('fichier', sourceLimit);
    const draft = await keepSource(visit, name, bytes);
    return await dryRun(visit, asked, draft);
  } catch (error) {
    if (!(error instanceof Refusal) || !['invalid', 'too-large'].includes(error.code)) throw error;
    return startPage(visit, asked, { status: error.code === 'invalid' ? 422 : 413, message: error.message, errors: error.details });
  }
}

function carried(asked: Asked): { readonly draft: Draft; readonly cause: string } {
  const form = asked.form(carrying);
  if (!form.ok) throw new Refusal('invalid', 'La reprise en cours ne peut pas être relue. Recommencez en choisissant le fichier.');
  return { draft: draftOf(String(form.value[draftField])), cause: form.cause };
}

interface Deposited {
  readonly draft: Draft;
  readonly errors: Refusal['details'];
}

const besides = (count: number): string => (count === 0 ? '' : ` ${plural(count, 'document déposé', 'documents déposés')} avant lui ; ceux qui le suivaient sont à déposer de nouveau.`);

/** Keeps the files one by one, up to one that is refused. */
async function keepAll(visit: RegionVisit, asked: Asked, before: Draft): Promise<Deposited> {
  let draft = before;
  for (let count = 0; ; count++) {
    try {
      const { another, name, sha256, size, mediaType } = await asked.upload(visit.files, 'piece');
      draft = { ...draft, files: [...draft.files.filter((one) => one.name !== name), { name, sha256, size, mediaType }] };
      if (another !== true) return { draft, errors: [] };
    } catch (error) {
      if (!(error instanceof Refusal) || !['invalid', 'too-large'].includes(error.code)) throw error;
      return { draft, errors: [{ field: 'piece', message: `${error.details[0]?.message ?? error.message}${besides(count)}` }] };
    }
  }
}

/** Documents that the file names; one of the same name replaces the former. */
async function deposit(visit: RegionVisit, asked: Asked): Promise<Answer> {
  const { draft, errors } = await keepAll(visit, asked, carried(asked).draft);
  return dryRun(visit, asked, draft, errors);
}

/** Records what the dry run showed, if it still holds. */
async function confirm(visit: RegionVisit, asked: Asked): Promise<Answer> {
  const { draft, cause } = carried(asked);
  const before = await runImport(visit, draft, cause, true);
  if (before.problems.length > 0) return dryRunPage(visit, asked, draft, before);
  const { contracts, problems } = await runImport(visit, draft, cause, false);
  if (problems.length > 0) return dryRunPage(visit, asked, draft, { contracts, problems });
  const ids = (known: boolean): string => contracts.filter((one) => (one.result?.alreadyRecorded === true) === known).map((one) => one.result?.id ?? '').join(',');
  const position = Math.max(0, ...contracts.map((one) => one.result?.position ?? 0));
  return see(withQuery({ path: '/import/resultat', query: { nouveaux: ids(false), connus: ids(true), v: String(position) } }));
}

/** How a reprise ended: what was recorded, what was there already. */
async function result(visit: RegionVisit, asked: Asked): Promise<Answer> {
  const { nouveaux = '', connus = '' } = asked.query({ nouveaux: z.string().max(12_000).optional(), connus: z.string().max(12_000).optional() });
  const listed = (ids: string): string[] => ids.split(',').filter((id) => /^[a-z0-9][a-z0-9-]{0,79}$/.test(id));
  const rows = await Promise.all([...listed(nouveaux).map((id) => ({ id, fresh: true })), ...listed(connus).map((id) => ({ id, fresh: false }))]
    .map(async ({ id, fresh }) => ({ fresh, contract: await readLatest(visit, id, asked.done.position) })));
  const fresh = rows.filter((row) => row.fresh).length;
  const lead = `${plural(fresh, 'contrat a été enregistré', 'contrats ont été enregistrés')}${rows.length > fresh ? ` ; ${rows.length - fresh} étaient déjà là` : ''}.`;
  const body = html`${table({
    id: 'resultat', caption: 'Contrats de la reprise', noun: ['contrat', 'contrats'], rows,
    columns: [
      { key: 'contrat', head: 'Contrat', cell: ({ contract }) => html`<a href="${hrefOf(contract.id)}">${nameOf(contract)}</a>` },
      { key: 'sort', head: 'Résultat', cell: (row) => (row.fresh ? 'Enregistré' : 'Déjà enregistré') },
      { key: 'etat', head: 'État', cell: ({ contract }) => statusBadges(contract.status, contract.statusText, contract.statusFlags) },
    ],
  })}${actions(action({ id: 'encore', text: 'Reprendre d’autres contrats', to: { href: '/import' }, look: 'secondary' }))}`;
  return pageAnswer(frame(visit, asked, { title: 'Résultat de la reprise', lead, breadcrumb: [{ href: '/', text: 'Accueil' }, { href: '/import', text: 'Reprise' }], body }));
}

/** The reprise of the contracts that exist on the first day. */
export const repriseRoutes: readonly RegionRoute[] = [
  { method: 'get', path: '/import', access, handle: (visit, asked) => Promise.resolve(startPage(visit, asked)) },
  { method: 'post', path: '/import', access, handle: readSource },
  { method: 'post', path: '/import/documents', access, handle: deposit },
  { method: 'post', path: '/import/confirmer', access, handle: confirm },
  { method: 'get', path: '/import/resultat', access, handle: result },
  { method: 'get', path: '/import/modele.xlsx', access, handle: (visit) => xlsxModel(visit) },
  { method: 'get', path: '/import/modele.csv', access, handle: (visit) => csvModel(visit) },
  { method: 'get', path: '/import/exemple.yaml', access, handle: (visit) => yamlModel(visit) },
  { method: 'get', path: '/import/schema.json', access, handle: (visit) => jsonSchema(visit) },
];

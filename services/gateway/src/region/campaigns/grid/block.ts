import { plural, Refusal } from '@cpom/kernel';
import { ReadBlockRequest, SaveCellsRequest, type CellInput, type ReadBlockReply } from '@cpom/proto/indicators/v1/indicators';
import { z } from 'zod';
import type { Asked } from '../../../site/asked.ts';
import { frame } from '../../../site/frame.ts';
import { done, pageAnswer, type Answer } from '../../../site/route.ts';
import { alert, errorFor, form, html, radioField, section, selectField, table, textArea, type Html } from '../../../ui/index.ts';
import type { RegionVisit } from '../../calls.ts';
import { campaignTrail, readCampaign, type ReadCampaign } from '../about.ts';
import { campaignTabs } from '../parts.ts';
import { plainValue, sameCell } from '../values.ts';
import { linesOf } from './rows.ts';

const longest = 200_000;
const schema = z.object({ format: z.enum(['pasted', 'csv']), first: z.string().max(40).optional(), block: z.string().max(longest), step: z.enum(['lire', 'enregistrer']) });

interface Typed {
  readonly format: string;
  readonly first: string;
  readonly block: string;
  readonly error?: string;
}

const fields = ({ format, first, block, error }: Typed, campaign: ReadCampaign): Html => {
  const lines = linesOf(campaign.rows).filter(({ editable }) => editable);
  return html`${radioField({ name: 'format', label: 'Ce que vous apportez', value: format, options: [
    { value: 'pasted', label: 'Un bloc copié d’un tableur', hint: 'Deux colonnes, code et valeur ; ou une seule colonne de valeurs, dans l’ordre de la grille' },
    { value: 'csv', label: 'Le contenu d’un fichier CSV', hint: 'code;valeur;explication : les trois premières colonnes de la grille téléchargée. Ouvrez-la, remplissez-la, copiez tout.' }] })}
  ${selectField({ name: 'first', label: 'Première ligne à remplir', optional: true, hint: 'Pour une colonne de valeurs sans code', value: first, prompt: 'Le début de la grille', options: lines.map(({ indicator }) => ({ value: indicator.code, label: `${indicator.code} — ${indicator.label}` })) })}
  ${textArea({ name: 'block', label: 'Collez ici', rows: 10, value: block, hint: 'Nombres comme 1 234 ou 12,5 ; « n.r. » pour non renseigné, « s.o. » pour sans objet', error, maxlength: longest })}`;
};

function previewRows(read: ReadBlockReply, campaign: ReadCampaign): Html {
  const lines = new Map(linesOf(campaign.rows).map((line) => [line.indicator.code, line]));
  const textOf = (cell: CellInput): string => plainValue(cell.value, lines.get(cell.indicator)?.indicator.unit);
  const now = (cell: CellInput): string => { const line = lines.get(cell.indicator); return plainValue(line?.value, line?.indicator.unit); };
  return table({
    id: 'apercu', caption: 'Ce qui sera enregistré', noun: ['valeur', 'valeurs'], rows: read.cells,
    columns: [
      { key: 'ligne', head: 'Indicateur', cell: (cell) => html`${lines.get(cell.indicator)?.indicator.label ?? cell.indicator} <span class="app-unit">${cell.indicator}</span>` },
      { key: 'avant', head: 'Valeur actuelle', numeric: true, cell: (cell) => now(cell) || '—' }, { key: 'apres', head: 'Valeur collée', numeric: true, cell: textOf },
      { key: 'explication', head: 'Explication', cell: (cell) => cell.explanation || '—' },
      { key: 'etat', head: 'Remarque', cell: (cell) => (lines.get(cell.indicator)?.editable === false ? lines.get(cell.indicator)?.lockedBecause : '—') },
    ],
  });
}

const errors = (read: ReadBlockReply): Html | undefined => (read.errors.length === 0 ? undefined : section('erreurs-bloc', 'Ce qui n’a pas pu être lu', table({
  id: 'erreurs-table', caption: 'Ce qui n’a pas pu être lu', hideCaption: true, noun: ['erreur', 'erreurs'], rows: read.errors,
  columns: [{ key: 'place', head: 'Place', cell: ({ line, column }) => `ligne ${line}, colonne ${column}` }, { key: 'texte', head: 'Ce qui ne va pas', cell: ({ text }) => text }],
})));

function page(visit: RegionVisit, asked: Asked, campaign: ReadCampaign, typed: Typed, read?: ReadBlockReply): Answer {
  const posting = { action: asked.path, csrf: visit.csrf, cause: visit.newCause() };
  const confirm = read && read.cells.length > 0 && form({
    ...posting, hidden: { format: typed.format, first: typed.first, block: typed.block, step: 'enregistrer' }, body: previewRows(read, campaign), submit: 'Enregistrer ces valeurs', cancel: { href: campaign.href },
  });
  const again = form({ ...posting, hidden: { step: 'lire' }, body: fields(typed, campaign), submit: read ? 'Relire' : 'Lire sans enregistrer', cancel: { href: campaign.href } });
  const lead = read ? `${plural(read.cells.length, 'valeur à enregistrer', 'valeurs à enregistrer')}, ${plural(read.errors.length, 'erreur')}. Rien n’est encore enregistré.` : 'Collez un bloc : il est d’abord lu et montré, puis enregistré si vous le confirmez.';
  const body = html`${campaignTabs(visit, campaign, 'coller')}${read && read.cells.length === 0 && alert('warning', 'Ce bloc ne change aucune valeur')}${confirm}${read && errors(read)}${read ? section('corriger', 'Corriger le bloc', again) : again}`;
  return pageAnswer(frame(visit, asked, { title: 'Coller ou importer des valeurs', lead, breadcrumb: campaignTrail(campaign), body }), typed.error === undefined ? 200 : 422);
}

const blank: Typed = { format: 'pasted', first: '', block: '' };

export const blockPage = async (visit: RegionVisit, asked: Asked): Promise<Answer> => page(visit, asked, await readCampaign(visit, asked), blank);

/** Without what changes nothing: a whole grid may come back, the lines of others included. */
function changed(read: ReadBlockReply, { rows }: ReadCampaign): ReadBlockReply {
  const lines = new Map(linesOf(rows).map((line) => [line.indicator.code, line]));
  const cells = read.cells.filter(({ indicator, value, explanation }) => {
    const line = lines.get(indicator);
    return line === undefined || !sameCell(line.value, value) || (explanation !== '' && explanation !== line.explanation);
  });
  return { ...read, cells };
}

// A copied header says that it is the downloaded grid, whatever was ticked.
const formatOf = (format: string, text: string): string => (/^\ufeff?\s*"?code"?\s*[;\t,]/i.test(text) ? 'csv' : format);

/** Cells that were read as they are: what somebody may not write is left to the service to refuse in words. */
async function keep(visit: RegionVisit, asked: Asked, campaign: ReadCampaign, typed: Typed, sending: { readonly read: ReadBlockReply; readonly cause: string }): Promise<Answer> {
  const { campaign: name, service } = campaign.summary;
  const reply = await visit.calls.indicators.saveCells(SaveCellsRequest.fromPartial({ cause: sending.cause, campaign: name, service, cells: sending.read.cells }));
  const wrong = reply.cells.filter(({ outcome }) => outcome === 'refused' || outcome === 'conflict');
  if (wrong.length === 0) return done(campaign.href, 'colle', { position: reply.position });
  const text = `${plural(reply.cells.length - wrong.length, 'valeur enregistrée', 'valeurs enregistrées')}. ${wrong.map(({ indicator, refusal }) => `${indicator} : ${refusal}`).join(' ')}`;
  return page(visit, asked, await readCampaign(visit, asked), { ...typed, error: text });
}

/** Reads a block and shows it; or, confirmed, saves what it holds. */
export async function blockSent(visit: RegionVisit, asked: Asked): Promise<Answer> {
  const campaign = await readCampaign(visit, asked);
  const sent = asked.form(schema);
  const text = (name: string): string => { const value = sent.typed[name]; return typeof value === 'string' ? value : ''; };
  const typed: Typed = { format: text('format') || 'pasted', first: text('first'), block: text('block') };
  if (!sent.ok) return page(visit, asked, campaign, { ...typed, error: errorFor(sent.errors, 'block') ?? sent.errors[0]?.message ?? 'Ce bloc ne peut pas être lu.' });
  if (typed.first !== '' && !linesOf(campaign.rows).some(({ indicator }) => indicator.code === typed.first)) return page(visit, asked, campaign, { ...typed, first: '', error: 'Choisissez dans la liste la première ligne à remplir.' });
  if (typed.block.trim() === '') return page(visit, asked, campaign, { ...typed, error: 'Collez au moins une ligne.' });
  const { campaign: name, service } = campaign.summary;
  try {
    const read = changed(await visit.calls.indicators.readBlock(ReadBlockRequest.fromPartial({ campaign: name, service, text: typed.block, format: formatOf(typed.format, typed.block), firstIndicator: typed.first })), campaign);
    return sent.value.step === 'enregistrer' ? await keep(visit, asked, campaign, typed, { read, cause: sent.cause }) : page(visit, asked, campaign, typed, read);
  } catch (error) {
    if (!(error instanceof Refusal) || !['invalid', 'rule', 'too-large'].includes(error.code)) throw error;
    return page(visit, asked, campaign, { ...typed, error: error.message });
  }
}

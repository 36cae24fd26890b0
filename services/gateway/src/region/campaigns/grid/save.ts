import { CellHistoryRequest, SaveCellsRequest, type CellInput, type SaveCellsReply } from '@cpom/proto/indicators/v1/indicators';
import { names, readGrid, type PostedRow } from '../../../ui/index.ts';
import type { TypedGroup } from '../../../web/fields.ts';
import type { RegionVisit } from '../../calls.ts';
import type { CampaignKey, ReadCampaign } from '../about.ts';
import { plainValue, sameCell, typedOf } from '../values.ts';
import { linesOf, type Line, type Refused } from './rows.ts';
import { askedFields, valueSeen, wantedOf } from './typed.ts';

/** The hidden field that says up to when the person had seen the values. */
export const seenField = 'vu';

/** The latest change that a grid shows. */
export const seenAt = (lines: readonly Line[]): string => lines.map(({ savedAt }) => savedAt).sort().at(-1) ?? '';

/** What became of a posted grid. */
export interface Saved {
  readonly reply: SaveCellsReply | undefined;
  readonly refused: ReadonlyMap<string, Refused>;
  /** Codes of the lines that came with the form. */
  readonly posted: readonly string[];
  readonly kept: number;
}

const textOf = (typed: TypedGroup, name: string): string => { const value = typed[name]; return typeof value === 'string' ? value : ''; };

/** The proposed value stands in for what was typed in the line whose button was pressed. */
const taking = (posted: readonly PostedRow[], line: Line | undefined): PostedRow[] => posted.map((row) =>
  (line?.indicator.code === row.id && line.proposed ? { ...row, typed: typedOf(line.proposed, line.indicator.unit) } : row));

/**
 * What was typed over a value that somebody else changed meanwhile: nothing if the line was left as it was seen; else an input that the
 * service will refuse as a conflict. One's own changes since then (line by line, by script) are no conflict.
 */
async function heldAgainst(visit: RegionVisit, key: CampaignKey, line: Line, input: CellInput, seen: string): Promise<CellInput | undefined> {
  if (line.savedAt <= seen) return input;
  const { changes } = await visit.calls.indicators.cellHistory(CellHistoryRequest.fromPartial({ ...key, indicator: line.indicator.code }));
  if (changes.at(-1)?.actorId === visit.person.id) return input;
  return sameCell(valueSeen(changes, seen), input.value) ? undefined : { ...input, expectedVersion: 0 };
}

const conflictWords = (refusal: string, now: string): string => `${refusal}${now === '' ? '' : ` Elle contient maintenant « ${now} ».`} Rechargez la page pour partir de cette valeur.`;

function refusedBy(reply: SaveCellsReply, posted: readonly PostedRow[], lines: readonly Line[]): [string, Refused][] {
  return reply.cells.filter(({ outcome }) => outcome === 'refused' || outcome === 'conflict').map(({ indicator, outcome, refusal, value }) => {
    const row = posted.find(({ id }) => id === indicator);
    const unit = lines.find((line) => line.indicator.code === indicator)?.indicator.unit;
    const message = outcome === 'conflict' ? conflictWords(refusal, plainValue(value, unit)) : refusal;
    return [indicator, { message, ...(row?.typed ? { typed: row.typed } : {}), texts: new Map(row?.outline.map(({ key, text }) => [key, text])) }];
  });
}

/** Saves what can be saved of a posted grid; each line that cannot says why. */
export async function saveGrid(visit: RegionVisit, campaign: ReadCampaign, typed: TypedGroup, cause: string): Promise<Saved> {
  const lines = linesOf(campaign.rows);
  const byCode = new Map(lines.map((line) => [line.indicator.code, line]));
  const { campaign: name, service } = campaign.summary;
  const posted = taking(readGrid(typed, askedFields(lines)), byCode.get(textOf(typed, names.take)));
  const [inputs, refused]: [CellInput[], [string, Refused][]] = [[], []];
  for (const row of posted) {
    const line = byCode.get(row.id);
    const wanted = line && wantedOf(line, row);
    if (wanted?.kind === 'unreadable') refused.push([row.id, wanted.refused]);
    const input = line && wanted?.kind === 'save' ? await heldAgainst(visit, { campaign: name, service }, line, wanted.input, textOf(typed, seenField)) : undefined;
    if (input) inputs.push(input);
  }
  const reply = inputs.length === 0 ? undefined : await visit.calls.indicators.saveCells(SaveCellsRequest.fromPartial({ cause, campaign: name, service, cells: inputs }));
  const all = new Map([...refused, ...(reply ? refusedBy(reply, posted, lines) : [])]);
  return { reply, refused: all, posted: posted.map(({ id }) => id), kept: reply?.cells.filter(({ outcome }) => outcome === 'saved').length ?? 0 };
}


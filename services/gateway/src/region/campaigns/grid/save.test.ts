import { expect, test } from '@jest/globals';
import { CellHistoryReply, GridRow, SaveCellsReply, type CellInput } from '@cpom/proto/indicators/v1/indicators';
import type { RegionVisit } from '../../calls.ts';
import type { ReadCampaign } from '../about.ts';
import { saveGrid, seenField } from './save.ts';

const number = (value: number) => ({ state: 'number', number: value });
const shownAt = '2026-03-02T08:00:00.000Z';
const changedAt = '2026-03-02T09:00:00.000Z';

/** A campaign of one line, last changed by `lastBy` from 10 to 12 after the form was shown. */
async function save(lastBy: string, typed: string): Promise<readonly CellInput[]> {
  const sent: CellInput[] = [];
  const row = GridRow.fromPartial({ indicator: { code: 'A-1', unit: 'persons', reporter: 'spsti' }, editable: true, value: number(12), cellVersion: 5, savedAt: changedAt });
  const history = CellHistoryReply.fromPartial({ changes: [{ recordedAt: '2026-03-01T08:00:00.000Z', actorId: 'me', what: 'saved', after: number(10) }, { recordedAt: changedAt, actorId: lastBy, what: 'saved', after: number(12) }] });
  const indicators = {
    cellHistory: () => Promise.resolve(history),
    saveCells: ({ cells }: { cells: CellInput[] }) => { sent.push(...cells); return Promise.resolve(SaveCellsReply.fromPartial({ cells: cells.map(({ indicator }) => ({ indicator, outcome: 'saved' })) })); },
  };
  const visit = { person: { id: 'me' }, calls: { indicators } } as unknown as RegionVisit;
  await saveGrid(visit, { rows: [row], summary: { campaign: '2025', service: 's' } } as unknown as ReadCampaign, { 'v.A-1': typed, 'c.A-1': 'number', [seenField]: shownAt }, 'cause');
  return sent;
}

test('given a line that somebody else changed and this one left as it was seen, then it is not sent', async () => {
  expect(await save('other', '10')).toEqual([]);
});

test('given a line that both changed, then it is sent so that it is refused as a conflict', async () => {
  expect(await save('other', '15')).toMatchObject([{ value: { number: 15 }, expectedVersion: 0 }]);
});

test('given a line that one changed oneself since, then the next change goes on from it', async () => {
  expect(await save('me', '15')).toMatchObject([{ value: { number: 15 }, expectedVersion: 5 }]);
});

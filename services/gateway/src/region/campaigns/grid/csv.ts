import { csvAnswer } from '../../../common/csv.ts';
import type { Asked } from '../../../site/asked.ts';
import type { Answer } from '../../../site/route.ts';
import type { RegionVisit } from '../../calls.ts';
import { wordOf } from '../../contracts/words.ts';
import { readCampaign } from '../about.ts';
import { exact, plainValue } from '../values.ts';
import { cellState, reporters, units } from '../words.ts';
import { linesOf, type Line } from './rows.ts';

const ordinary = (text: string): string => text.replace(/[\u202f\u00a0]/g, '');

/** What the import would not take back: a computed line, a text under headings. */
const onlyRead = ({ indicator }: Line): boolean => indicator.reporter === 'computed' || indicator.outline.length > 0;

/** The grid as a file: its first three columns are those that the import reads back. */
export async function gridCsv(visit: RegionVisit, asked: Asked): Promise<Answer> {
  const campaign = await readCampaign(visit, asked);
  return csvAnswer(`campagne-${campaign.summary.campaign}-${campaign.summary.service}`, [
    { head: 'code', value: ({ indicator }) => indicator.code }, { head: 'valeur', value: (line) => (onlyRead(line) ? '' : ordinary(plainValue(line.value, line.indicator.unit))) }, { head: 'explication', value: ({ explanation }) => explanation },
    { head: 'Indicateur', value: ({ indicator }) => indicator.label }, { head: 'Unité', value: ({ indicator }) => wordOf(units, indicator.unit) }, { head: 'Rempli par', value: ({ indicator }) => wordOf(reporters, indicator.reporter) },
    { head: 'Un an plus tôt', value: ({ previous, indicator }) => ordinary(plainValue(previous, indicator.unit)) }, { head: 'Cible', value: ({ target }) => (target === undefined ? '' : ordinary(exact(target))) },
    { head: 'Proposé', value: ({ proposed, indicator }) => ordinary(plainValue(proposed, indicator.unit)) }, { head: 'Origine de la proposition', value: ({ proposedOrigin }) => proposedOrigin },
    { head: 'Calculé ou rédigé', value: (line) => (onlyRead(line) ? ordinary(plainValue(line.value, line.indicator.unit)) : '') }, { head: 'État', value: ({ state }) => cellState(state).text }, { head: 'Messages', value: ({ messages }) => messages.map(({ text }) => text).join(' ') },
  ], linesOf(campaign.rows));
}

import { Refusal } from '@cpom/kernel';
import { z } from 'zod';
import type { Asked } from '../../../site/asked.ts';
import { done, type Answer } from '../../../site/route.ts';
import { names, type SavedRows } from '../../../ui/index.ts';
import { statusOf } from '../../../web/errors.ts';
import type { TypedGroup } from '../../../web/fields.ts';
import type { RegionVisit } from '../../calls.ts';
import { readCampaign, type ReadCampaign } from '../about.ts';
import { cellState } from '../words.ts';
import { countsFor, gridAnswer, savedWords } from './page.ts';
import { explains, linesOf, messagesOf, type Line } from './rows.ts';
import { saveGrid, seenField, type Saved } from './save.ts';

const looks = (line: Line): string => JSON.stringify([line.state, line.explanation, messagesOf(line)]);

/** The lines that came, and those whose look changed with them. */
function answeredRows(before: ReadCampaign, after: ReadCampaign, { posted, refused }: Saved): SavedRows['rows'] {
  const known = new Map(linesOf(before.rows).map((line) => [line.indicator.code, looks(line)]));
  return linesOf(after.rows).filter((line) => posted.includes(line.indicator.code) || known.get(line.indicator.code) !== looks(line)).map((line) => {
    const id = line.indicator.code;
    const wrong = refused.get(id);
    const { text: state, tone } = wrong ? { text: 'Non enregistrée', tone: 'error' } : cellState(line.state);
    return { id, state, tone, messages: wrong ? [{ tone: 'error', text: wrong.message }, ...messagesOf(line)] : messagesOf(line), explain: explains(line) };
  });
}

const savedLine = (visit: RegionVisit, { reply, refused }: Saved): string => {
  if (refused.size > 0) return 'Non enregistré : voir le message de la ligne.';
  return (reply && savedWords(reply.savedAt, visit)) ?? 'Rien n’a changé.';
};

const own: readonly string[] = [names.take, names.only, seenField];
const ofLine = /^(?:[vce]\.[\w-]+|n\.[\w-]+\.[\w-]+)$/;

/** A line that is no longer asked is left aside; what no grid has is refused, before any line is saved. */
function refuseStrangers(typed: TypedGroup): void {
  const stranger = Object.entries(typed).find(([name, value]) => typeof value !== 'string' || !(own.includes(name) || ofLine.test(name)));
  if (stranger) throw new Refusal('invalid', 'Le formulaire contient un champ inconnu ou répété. Rien n’a été enregistré. Rechargez la page et recommencez.', [{ field: stranger[0], message: "Ce champ n'est pas attendu." }]);
}

/** Lines saved by script: the answer is what the page must show of them. */
async function byScript(visit: RegionVisit, asked: Asked, typed: Parameters<typeof saveGrid>[2], cause: string): Promise<Answer> {
  try {
    const before = await readCampaign(visit, asked);
    const saved = await saveGrid(visit, before, typed, cause);
    const after = saved.reply ? await readCampaign(visit, asked) : before;
    const { asked: of, answered } = countsFor(visit, after);
    const body: SavedRows = { saved: savedLine(visit, saved), answered, asked: of, rows: answeredRows(before, after, saved) };
    return { kind: 'json', body };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { kind: 'json', status: statusOf[error.code], body: { message: error.message.replace(/\.$/, '') } };
  }
}

/** The whole form, sent by its button: what could be saved is, the rest is shown again as typed. */
export async function gridPost(visit: RegionVisit, asked: Asked): Promise<Answer> {
  const { typed, cause } = asked.form(z.object({}));
  refuseStrangers(typed);
  if (typeof typed[names.only] === 'string') return byScript(visit, asked, typed, cause);
  const before = await readCampaign(visit, asked);
  const saved = await saveGrid(visit, before, typed, cause);
  if (saved.refused.size > 0) return gridAnswer(visit, asked, saved.reply ? await readCampaign(visit, asked) : before, saved);
  const taken = typed[names.take];
  const anchor = typeof taken === 'string' ? `#ligne-${taken}` : '';
  return done(`${before.href}${anchor}`, saved.reply ? 'enregistre' : 'inchange', { position: saved.reply?.position ?? 0 });
}

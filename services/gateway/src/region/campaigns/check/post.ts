import { Refusal } from '@cpom/kernel';
import { CheckLinesRequest, ReturnLineRequest } from '@cpom/proto/indicators/v1/indicators';
import { z } from 'zod';
import type { Asked } from '../../../site/asked.ts';
import { done, see, type Answer } from '../../../site/route.ts';
import { textArea } from '../../../ui/index.ts';
import { listOf, text } from '../../../web/inputs.ts';
import type { RegionVisit } from '../../calls.ts';
import { routesOf } from '../../contracts/act/routes.ts';
import { input } from '../../contracts/act/shown.ts';
import { campaignTrail, checkers, hrefOf, keyOf, readCampaign, type ReadCampaign } from '../about.ts';
import { linesOf, type Line } from '../grid/rows.ts';
import { plainly } from '../life/acts.ts';
import { exact, plainValue } from '../values.ts';

const checking = z.object({ indicators: listOf(z.string().max(40)), tout: z.literal('oui').optional() });

/** Marks lines as seen; none ticked changes nothing. */
export async function checkSent(visit: RegionVisit, asked: Asked): Promise<Answer> {
  const key = keyOf(asked);
  const sent = asked.form(checking);
  const to = `${hrefOf(key.campaign, key.service)}/controle`;
  if (!sent.ok) throw new Refusal('invalid', 'Cette demande de contrôle ne peut pas être lue. Rechargez la page et recommencez.');
  const { indicators, tout } = sent.value;
  if (indicators.length === 0 && tout === undefined) return see(to);
  const { position } = await plainly(visit.calls.indicators.checkLines(CheckLinesRequest.fromPartial({ cause: sent.cause, ...key, indicators: tout ? [] : [...indicators] })));
  return done(to, 'controle', { position });
}

interface Returned {
  readonly campaign: ReadCampaign;
  readonly line: Line;
}

async function lineOf(visit: RegionVisit, asked: Asked): Promise<Returned> {
  const campaign = await readCampaign(visit, asked);
  const line = linesOf(campaign.rows).find(({ indicator }) => indicator.code === asked.param('code'));
  if (!line) throw new Refusal('not-found', 'Cette ligne n’est pas demandée par cette campagne.');
  return { campaign, line };
}

const schema = z.object({ reason: text(2000) });

/** A line sent back to who fills it, with the reason. */
export const returnRoutes = routesOf<Returned, typeof schema>({
  path: '/campagnes/:campaign/:service/controle/renvoi/:code', access: checkers, load: lineOf,
  title: () => 'Renvoyer une ligne', trail: ({ campaign }) => [...campaignTrail(campaign), { href: `${campaign.href}/controle`, text: 'Contrôle' }],
  effect: ({ campaign, line }) => ({
    effect: 'La ligne et celles qui lui sont liées redeviennent modifiables ; le service la corrige, puis sa direction transmet de nouveau.',
    summary: [
      { term: 'Ligne', value: `${line.indicator.label} (${line.indicator.code})` }, { term: `Valeur ${campaign.label}`, value: plainValue(line.value, line.indicator.unit) || 'pas encore remplie' },
      { term: 'Un an plus tôt', value: plainValue(line.previous, line.indicator.unit) || '—' }, { term: 'Cible', value: line.target === undefined ? '—' : exact(line.target) },
      { term: 'Explication donnée', value: line.explanation || '—' },
    ],
  }),
  schema: () => schema, submit: 'Renvoyer la ligne',
  fields: (_about, shown) => textArea({ ...input(shown, 'reason'), label: 'Motif', hint: 'C’est ce que lira la personne qui corrige. Dites le chiffre que vous attendiez et d’où il vient.', rows: 3, maxlength: 2000 }),
  send: async ({ campaign, line }, { reason }, { visit, cause }) => {
    const { campaign: name, service } = campaign.summary;
    const { position } = await plainly(visit.calls.indicators.returnLine(ReturnLineRequest.fromPartial({ cause, campaign: name, service, indicator: line.indicator.code, reason })));
    return { position, to: `${campaign.href}/controle`, what: 'renvoi' };
  },
});

import { plural } from '@cpom/kernel';
import type { Link } from '@cpom/proto/collector/v1/collector';
import { ListHeldRequest, ReleaseHeldRequest, type HeldList } from '@cpom/proto/national/v1/national';
import { z } from 'zod';
import { alert, html, type Html } from '../../ui/index.ts';
import type { Asked } from '../../site/asked.ts';
import { frame, noticeOf } from '../../site/frame.ts';
import { pageAnswer, see, type Answer } from '../../site/route.ts';
import { text } from '../../web/inputs.ts';
import { regionInput } from '../services/list.ts';
import type { NationVisit } from '../calls.ts';
import { latestDivergences } from './divergences.ts';
import { heldKinds, heldSection } from './held.ts';
import { comparisonBlock, linksTable } from './peers.ts';

function lead(links: readonly Link[], { waiting, parked, unknown }: HeldList): string {
  const following = links.filter(({ state }) => state === 'following').length;
  const held = waiting + parked + unknown;
  return `${plural(following, 'région est à jour', 'régions sont à jour')} sur ${plural(links.length, 'liaison')} ; ${held === 0 ? 'aucun message n’est retenu' : `${plural(held, 'flux est retenu', 'flux sont retenus')}`}.`;
}

const noticeFor = (asked: Asked): Html | undefined => noticeOf(asked, { repris: 'Le flux a été repris : ses messages sont pris en compte.' })
  ?? (asked.done.what === 'encore-retenu' ? alert('warning', 'Le flux est encore retenu', 'Il a été essayé à nouveau, sans succès : le motif est dans le tableau.') : undefined);

/** The links with the regions, what they brought, and what could not be applied. */
export async function linksPage(visit: NationVisit, asked: Asked): Promise<Answer> {
  const { comparer, retenus } = asked.query({ comparer: regionInput, retenus: z.enum(heldKinds).optional() });
  const { from, limit } = asked.reading([]);
  const { collector, national } = visit.calls;
  const [{ links }, held] = await Promise.all([collector.listLinks({}), national.listHeld(ListHeldRequest.fromPartial({ as: retenus ?? '', offset: from, limit }))]);
  const compared = comparer !== undefined && links.some(({ peer }) => peer === comparer) ? await collector.compareState({ peer: comparer }) : undefined;
  const view = { now: visit.now, timeZone: visit.info.timeZone };
  const notice = noticeFor(asked);
  return pageAnswer(frame(visit, asked, {
    title: 'Collecte', lead: lead(links, held), breadcrumb: [{ href: '/', text: 'Tableau de bord' }], ...(notice && { notice }),
    body: html`${linksTable(links, view)}${comparisonBlock(compared, comparer ?? '')}${heldSection(held, visit, asked)}${await latestDivergences(visit)}`,
  }));
}

/** Has what is held in one stream tried again. */
export async function releaseHeld(visit: NationVisit, asked: Asked): Promise<Answer> {
  const form = asked.form(z.object({ topic: text(200), stream: text(300) }));
  if (!form.ok) return see('/collecte');
  const { applied } = await visit.calls.national.releaseHeld(ReleaseHeldRequest.fromPartial({ cause: form.cause, ...form.value }));
  return see(`/collecte?fait=${applied ? 'repris' : 'encore-retenu'}#retenus`);
}

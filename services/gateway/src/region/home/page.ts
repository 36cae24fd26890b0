import type { Asked } from '../../site/asked.ts';
import { frame } from '../../site/frame.ts';
import { pageAnswer, type Answer } from '../../site/route.ts';
import { html, section, tasks, type Html } from '../../ui/index.ts';
import type { RegionVisit } from '../calls.ts';
import { authorityRoles, fundRoles, serviceRoles } from '../campaigns/about.ts';
import { accreditationPart, contractParts, endingPart } from './authority.ts';
import { authorityCampaignParts, fundParts } from './checking.ts';
import type { Part } from './model.ts';
import { administratorPart, readerParts } from './others.ts';
import { serviceParts } from './service.ts';

async function authorityParts(visit: RegionVisit): Promise<Part[]> {
  const [contracts, campaigns, ending, accreditations] = await Promise.all([contractParts(visit), authorityCampaignParts(visit), endingPart(visit), accreditationPart(visit)]);
  return [...contracts, ...campaigns, ending, accreditations];
}

/** The parts of all roles that somebody holds; a reader's when there is no other. */
async function partsFor(visit: RegionVisit): Promise<Part[]> {
  const found = await Promise.all([
    visit.may(authorityRoles) ? authorityParts(visit) : [], visit.may(serviceRoles) ? serviceParts(visit) : [], visit.may(fundRoles) ? fundParts(visit) : [],
  ]);
  const parts = found.flat();
  const read = parts.length === 0 ? await readerParts(visit) : [];
  return [...parts, ...read, ...(visit.may(['administrator']) ? [await administratorPart(visit)] : [])];
}

const partHtml = ({ id, title, tasks: items, none, all, top }: Part): Html => section(id, items.length > 0 && top === undefined ? `${title} (${items.length})` : title, html`${top}
  ${items.length === 0 ? html`<p>${none}</p>` : tasks(items)}${all && html`<p><a class="fr-link" href="${all.href}">${all.text}</a></p>`}`);

/** What is empty, in one place: it must be said, and must not bury the rest. */
const quiet = (parts: readonly Part[]): Html | undefined => (parts.length === 0 ? undefined : section('calme', 'Rien n’attend par ailleurs', html`<ul>${parts.map(({ title, none, all }) =>
  html`<li><strong>${title} :</strong> ${none}${all && html` <a href="${all.href}">${all.text}</a>`}</li>`)}</ul>`));

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** « 2 contrats attendent des signatures, 1 remontée à contrôler. » */
export function leadOf(parts: readonly Part[]): string {
  const words = parts.flatMap((part) => (part.words !== undefined && (part.tasks.length > 0 || part.top !== undefined) && !part.words.startsWith('0') ? [part.words] : []));
  return words.length === 0 ? 'Rien n’attend d’action de votre part aujourd’hui.' : `${capital(words.join(' ; '))}.`;
}

/** What awaits whoever opens the site; what is empty says so below what is not. */
export async function homePage(visit: RegionVisit, asked: Asked): Promise<Answer> {
  const parts = await partsFor(visit);
  const [full, empty] = [parts.filter((part) => part.tasks.length > 0 || part.top), parts.filter((part) => part.tasks.length === 0 && !part.top)];
  return pageAnswer(frame(visit, asked, { title: visit.may([...authorityRoles, ...serviceRoles, ...fundRoles, 'administrator']) ? 'Ce qui vous attend' : 'Contrats et résultats de la région', lead: leadOf(full), body: html`${full.map(partHtml)}${quiet(empty)}` }));
}

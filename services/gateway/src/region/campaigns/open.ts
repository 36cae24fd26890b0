import { plural, Refusal, type RefusalDetail } from '@cpom/kernel';
import { OpenCampaignRequest, type OpenCampaignReply, type OpenedSubmission } from '@cpom/proto/indicators/v1/indicators';
import { z } from 'zod';
import type { Asked } from '../../site/asked.ts';
import { frame } from '../../site/frame.ts';
import { pageAnswer, type Answer } from '../../site/route.ts';
import { action, actions, badge, checkboxesField, dateField, errorFor, errorSummary, form, html, radioField, table, textArea, textField, type BadgeTone } from '../../ui/index.ts';
import type { TypedGroup } from '../../web/fields.ts';
import { day, listOf, optional, optionalText, text } from '../../web/inputs.ts';
import type { RegionVisit } from '../calls.ts';
import { input, textsAt } from '../contracts/act/shown.ts';
import { organisationOptions } from '../contracts/fields/organisations.ts';
import { hrefOf, listTrail } from './about.ts';

const schema = z.object({ campaign: text(21), dueOn: optional(day()), whom: z.enum(['all', 'some']), services: listOf(z.string().max(20), 300), indicators: optionalText(2000) });

interface Refused {
  readonly status: number;
  readonly errors: readonly RefusalDetail[];
  readonly text?: string;
}

const first = (visit: RegionVisit): TypedGroup => ({ campaign: String(Number(visit.today.slice(0, 4)) - 1), whom: 'all' });

function formPage(visit: RegionVisit, asked: Asked, typed: TypedGroup, refused?: Refused): Answer {
  const shown = { typed, errors: refused?.errors ?? [] };
  const fields = html`
    ${textField({ ...input(shown, 'campaign'), label: 'Période', hint: 'Une année (2025), un trimestre (2025-T1) ou deux dates (2025-01-01_2025-06-30)', width: 'medium' })}
    ${dateField({ ...input(shown, 'dueOn'), label: 'Échéance', optional: true, full: true, hint: 'Au format 30/04/2026. Si rien n’est saisi : le 30 avril de l’année suivante, date à laquelle le rapport annuel d’activité est dû (article D.4622-54 du code du travail)' })}
    ${radioField({ ...input(shown, 'whom'), label: 'Services', options: [
      { value: 'all', label: 'Tous les services dont un contrat est en vigueur pendant la période', hint: 'Chaque indicateur est demandé une seule fois, quel que soit le nombre de contrats.' },
      { value: 'some', label: 'Les services cochés ci-dessous seulement' }] })}
    ${checkboxesField({ name: 'services', label: 'Services', optional: true, values: textsAt(shown, 'services'), options: organisationOptions(visit, ['service']), error: errorFor(shown.errors, 'services') })}
    ${textArea({ ...input(shown, 'indicators'), label: 'Indicateurs', optional: true, rows: 2, hint: 'Codes séparés par des espaces, seulement si le contrat du service n’est pas dans la plateforme. Si rien n’est saisi : ce que demandent les contrats.' })}`;
  return pageAnswer(frame(visit, asked, {
    title: 'Ouvrir une campagne', breadcrumb: listTrail, lead: 'La campagne demande à chaque service les indicateurs de ses contrats. Rouvrir une campagne déjà ouverte ajoute les lignes que de nouveaux contrats demandent, sans rien effacer.',
    body: html`${refused && errorSummary(refused.errors, refused.text, fields)}${form({ action: asked.path, csrf: visit.csrf, cause: visit.newCause(), body: fields, submit: 'Ouvrir la campagne', cancel: { href: '/campagnes' } })}`,
  }), refused?.status ?? 200);
}

const outcomes: Readonly<Record<string, { readonly tone: BadgeTone; readonly text: string }>> = {
  opened: { tone: 'success', text: 'Ouverte' }, 'lines-added': { tone: 'info', text: 'Lignes ajoutées' }, unchanged: { tone: 'neutral', text: 'Déjà ouverte, inchangée' }, refused: { tone: 'error', text: 'Refusée' },
};

const count = (opened: readonly OpenedSubmission[], outcome: string): number => opened.filter((one) => one.outcome === outcome).length;

/** « 6 remontées ouvertes, 1 refusée. » */
export function outcomeSentence(opened: readonly OpenedSubmission[]): string {
  const parts = [
    count(opened, 'opened') > 0 && plural(count(opened, 'opened'), 'remontée ouverte', 'remontées ouvertes'), count(opened, 'lines-added') > 0 && `${count(opened, 'lines-added')} complétée(s)`,
    count(opened, 'unchanged') > 0 && plural(count(opened, 'unchanged'), 'déjà ouverte', 'déjà ouvertes'), count(opened, 'refused') > 0 && plural(count(opened, 'refused'), 'refusée'),
  ].filter((part) => part !== false);
  return `${parts.join(', ')}.`;
}

const outcomePage = (visit: RegionVisit, asked: Asked, campaign: string, { submissions }: OpenCampaignReply): Answer => pageAnswer(frame(visit, asked, {
  title: `Campagne ${campaign} : résultat de l’ouverture`, breadcrumb: listTrail, lead: outcomeSentence(submissions),
  body: html`${table({
    id: 'resultat', caption: 'Résultat par service', hideCaption: true, noun: ['service', 'services'], rows: submissions,
    columns: [
      { key: 'service', head: 'Service', cell: (one) => (one.outcome === 'refused' ? visit.nameOf(one.service) : html`<a href="${hrefOf(campaign, one.service)}">${visit.nameOf(one.service)}</a>`) },
      { key: 'resultat', head: 'Résultat', cell: (one) => badge(outcomes[one.outcome] ?? { tone: 'neutral', text: one.outcome }) },
      { key: 'lignes', head: 'Lignes demandées', numeric: true, cell: (one) => (one.outcome === 'refused' ? '—' : one.asked) },
      { key: 'motif', head: 'Motif', cell: (one) => one.message || '—' },
    ],
  })}${actions(action({ id: 'liste', text: 'Voir les campagnes', to: { href: `/campagnes?periode=${campaign}` } }), action({ id: 'autre', text: 'Ouvrir une autre campagne', to: { href: '/campagnes/ouvrir' }, look: 'secondary' }))}`,
}));

export const openForm = (visit: RegionVisit, asked: Asked): Promise<Answer> => Promise.resolve(formPage(visit, asked, first(visit)));

/** Opens, and tells what became of each service; sent again, the same request says the same. */
export async function openSent(visit: RegionVisit, asked: Asked): Promise<Answer> {
  const sent = asked.form(schema);
  if (!sent.ok) return formPage(visit, asked, sent.typed, { status: 422, errors: sent.errors });
  const { campaign, dueOn = '', whom, services, indicators = '' } = sent.value;
  if (whom === 'some' && services.length === 0) return formPage(visit, asked, sent.typed, { status: 422, errors: [{ field: 'services', message: 'Cochez au moins un service.' }] });
  try {
    const reply = await visit.calls.indicators.openCampaign(OpenCampaignRequest.fromPartial({
      cause: sent.cause, campaign, dueOn, services: whom === 'all' ? [] : [...services], indicators: indicators.split(/[\s,;]+/).filter(Boolean),
    }));
    return outcomePage(visit, asked, campaign, reply);
  } catch (error) {
    if (!(error instanceof Refusal) || !['invalid', 'rule'].includes(error.code)) throw error;
    return formPage(visit, asked, sent.typed, { status: error.code === 'invalid' ? 422 : 409, errors: error.details, ...(error.details.length === 0 ? { text: error.message } : {}) });
  }
}

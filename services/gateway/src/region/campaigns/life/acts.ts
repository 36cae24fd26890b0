import { frenchDate, isDay, Refusal } from '@cpom/kernel';
import { PostponeDueRequest, SubmissionRequest } from '@cpom/proto/indicators/v1/indicators';
import type { Written } from '@cpom/proto/directory/v1/directory';
import { z } from 'zod';
import { alert, dateField, html, textArea, type Definition, type Html } from '../../../ui/index.ts';
import { day, optionalText, text } from '../../../web/inputs.ts';
import type { RegionRoute, RegionVisit } from '../../calls.ts';
import { routesOf } from '../../contracts/act/routes.ts';
import { input } from '../../contracts/act/shown.ts';
import type { Act, Schema, Shown } from '../../contracts/act/types.ts';
import { wordOf } from '../../contracts/words.ts';
import { authorityRoles, campaignTrail, checkers, readCampaign, type ReadCampaign } from '../about.ts';
import { checkStates } from '../words.ts';
import { leftTable } from './left.ts';

/** A rule's refusal says all in its message: its details would say it again. */
export async function plainly<T>(call: Promise<T>): Promise<T> {
  return call.catch((error: unknown) => { throw error instanceof Refusal && error.code === 'rule' ? new Refusal('rule', error.message) : error; });
}

const path = '/campagnes/:campaign/:service';
const dayWords = (on: string): string => (isDay(on) ? frenchDate(on) : 'non connue');

/** What is read again before a step. */
export const summaryOf = ({ summary, label }: ReadCampaign): Definition[] => [
  { term: 'Service', value: summary.serviceName }, { term: 'Période', value: label }, { term: 'Lignes remplies', value: `${summary.answered} sur ${summary.asked}` },
  { term: 'Échéance', value: dayWords(summary.dueOn) }, { term: 'Contrôle de la DREETS', value: wordOf(checkStates, summary.dreetsCheck) }, { term: 'Contrôle de la caisse', value: wordOf(checkStates, summary.fundCheck) },
];

const reasonField = (shown: Shown, label: string, hint: string, optional = false): Html => textArea({ ...input(shown, 'reason'), label, hint, rows: 3, optional, maxlength: 2000 });

type Step = Omit<Act<ReadCampaign, Schema>, 'load' | 'trail' | 'effect' | 'send' | 'path' | 'access'> & {
  readonly at: string;
  /** As the service names it. */
  readonly name: string;
  readonly access: RegionRoute['access'] & readonly unknown[];
  readonly effectWords: string;
  readonly before?: (one: ReadCampaign) => Html | undefined;
  readonly call: (visit: RegionVisit, request: SubmissionRequest) => Promise<Pick<Written, 'position'>>;
  readonly what: string;
  /** Where one goes on, after the submission's own address. */
  readonly then: string;
};

/** Why the step cannot be taken yet, before one tries. */
function obstacles({ steps }: ReadCampaign, name: string): Html | undefined {
  const found = steps.find((one) => one.name === name);
  return found === undefined || found.possible ? undefined : alert('error', 'Pas encore possible', found.obstacles.join(' '));
}

/** A step on a whole submission: read again, then done. */
function step({ at, name, access, effectWords, before, call, what, then, ...rest }: Step): readonly RegionRoute[] {
  return routesOf<ReadCampaign, Schema>({
    ...rest, path: `${path}${at}`, access: access as Act<ReadCampaign, Schema>['access'], load: readCampaign, trail: campaignTrail,
    effect: (one) => ({ effect: effectWords, summary: summaryOf(one), before: html`${obstacles(one, name)}${before?.(one)}` }),
    send: async ({ summary: { campaign, service }, href }, value, { visit, cause }) => {
      const { reason } = value as { readonly reason?: string };
      const { position } = await plainly(call(visit, SubmissionRequest.fromPartial({ cause, campaign, service, reason: reason ?? '' })));
      return { position, to: `${href}${then}`, what };
    },
  });
}

const left = (one: ReadCampaign): Html | undefined => leftTable(one, ['unanswered', 'blocked', 'to-explain', 'returned']);

/** The legal steps of a submission, each read again before it is done. */
export const stepRoutes: readonly RegionRoute[] = [
  ...step({
    at: '/transmettre', name: 'submit', access: ['spsti-director'], title: () => 'Transmettre la remontée', submit: 'Transmettre', what: 'transmis', then: '/recepisse', before: left,
    effectWords: 'Les valeurs sont transmises à la DREETS et à la caisse, qui les contrôlent. Vous pourrez rappeler la remontée tant que le contrôle n’a pas commencé. Un récépissé vous est donné.',
    schema: () => z.object({ reason: optionalText(2000) }), fields: (_one, shown) => reasonField(shown, 'Mot d’accompagnement', 'Lu par la DREETS et par la caisse', true),
    call: (visit, request) => visit.calls.indicators.submit(request),
  }),
  ...step({
    at: '/rappel', name: 'recall', access: ['spsti-director'], title: () => 'Rappeler la remontée', submit: 'Rappeler', what: 'rappele', then: '',
    effectWords: 'La remontée redevient modifiable par le service ; il faudra la transmettre de nouveau.', schema: () => z.object({ reason: text(2000) }),
    fields: (_one, shown) => reasonField(shown, 'Motif', 'Conservé dans l’historique'), call: (visit, request) => visit.calls.indicators.recall(request),
  }),
  ...step({
    at: '/controle/fin', name: 'finish-check', access: checkers, title: () => 'Terminer mon contrôle', submit: 'Terminer mon contrôle', what: 'controle-fini', then: '/transmission',
    effectWords: 'Votre contrôle est terminé : vous ne pourrez plus renvoyer de ligne, sauf si la remontée est rouverte. Les lignes que vous n’avez pas renvoyées sont tenues pour contrôlées.', schema: () => z.object({}),
    fields: () => html``, call: (visit, request) => visit.calls.indicators.finishCheck(request),
  }),
  ...step({
    at: '/approbation', name: 'approve', access: authorityRoles, title: () => 'Approuver la remontée', submit: 'Approuver', what: 'approuve', then: '/transmission',
    effectWords: 'Les valeurs sont approuvées pour la région, verrouillées et communiquées à la DGT.', schema: () => z.object({}), fields: () => html``,
    before: (one) => leftTable(one, ['fund-line', 'dreets-line', 'blocked']), call: (visit, request) => visit.calls.indicators.approve(request),
  }),
  ...step({
    at: '/reouverture', name: 'reopen', access: ['dreets-signatory'], title: () => 'Rouvrir la remontée', submit: 'Rouvrir', what: 'rouvert', then: '/transmission',
    effectWords: 'Les valeurs approuvées peuvent être modifiées de nouveau par le service, puis contrôlées et approuvées une nouvelle fois. Jusque-là, la DGT garde les valeurs approuvées.',
    schema: () => z.object({ reason: text(2000) }), fields: (_one, shown) => reasonField(shown, 'Motif', 'Conservé dans l’historique et lu par le service'), call: (visit, request) => visit.calls.indicators.reopen(request),
  }),
];

const postponing = z.object({ dueOn: day(), reason: text(2000) });

/** The due date of one service, moved with a reason. */
export const postponeRoutes = routesOf<ReadCampaign, typeof postponing>({
  path: `${path}/echeance`, access: authorityRoles, load: readCampaign, trail: campaignTrail, title: () => 'Reporter l’échéance', lead: ({ summary }) => `Échéance actuelle : ${dayWords(summary.dueOn)}.`,
  schema: () => postponing, submit: 'Reporter',
  fields: (_one, shown) => html`${dateField({ ...input(shown, 'dueOn'), label: 'Nouvelle échéance', full: true })}${reasonField(shown, 'Motif', 'Conservé dans l’historique')}`,
  send: async ({ summary: { campaign, service }, href }, { dueOn, reason }, { visit, cause }) => {
    const { position } = await plainly(visit.calls.indicators.postponeDue(PostponeDueRequest.fromPartial({ cause, campaign, service, dueOn, reason })));
    return { position, to: href, what: 'reporte' };
  },
});

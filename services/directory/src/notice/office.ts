import { addDays, addMonths, type Day, type Instant } from '@cpom/kernel';
import { applyBatch, outcomeApplied, startConsumer, startSchedule, viewName, type Consumer, type Due, type Heard } from '@cpom/platform';
import { stopAll, type ServiceDeps } from '@cpom/service';
import { nameOn, type Organisation } from '../organisation/contract.ts';
import { organisationList, type OrganisationRow } from '../organisation/views.ts';
import { personList, type PersonRow } from '../person/views.ts';
import { heardTopics, heardTypes, knownContracts, knownSubmissions, type KnownContract, type KnownSubmission } from './heard.ts';
import type { Notice, Outbox } from './outbox.ts';
import { sendDue, type PostDeps } from './post.ts';
import { announced } from './reactions.ts';
import { addressed, type Addressed } from './recipients.ts';
import { dueToday } from './schedule.ts';
import { wordsOf } from './words.ts';

/** Makes notices and sends them, for as long as the service runs. */
export interface Office {
  /** Resolves once all that was heard or fell due before the call has its notices. */
  caughtUp(): Promise<void>;
  stop(): Promise<void>;
}

const lookEvery = 60_000;
/** After something was heard: what comes in one breath is looked at once. */
const breath = 1_000;
/** How long what was sent stays readable. */
const keptMonths = 13;
const hearing = [knownContracts, knownSubmissions];

/** Keeps the local copies of what contracts and indicators say; the nation has no such neighbours. */
async function follow({ ports: { bus, state, views }, clock, log, instance }: ServiceDeps, heardOf: () => void): Promise<Consumer | undefined> {
  for (const { view } of hearing) await views.define(view);
  if (instance.kind === 'nation') return undefined;
  const apply = async (heard: readonly Heard[]): Promise<void> => {
    for (const projection of hearing) await applyBatch(views, projection, heard);
    heardOf();
  };
  const group = `directory.${hearing.map(({ view }) => viewName(view)).join('+')}`;
  return startConsumer({
    group, topics: heardTopics, types: heardTypes, bus, state, clock, log,
    handle: async (heard) => { await apply([heard]); return outcomeApplied(); },
    handleAll: apply,
  });
}

const namesOf = (organisations: readonly Organisation[], today: Day): ((id: string) => string) => {
  const named = new Map(organisations.map(({ id, names }) => [id, nameOn(names, today)]));
  return (id) => named.get(id)?.shortName || named.get(id)?.name || id;
};

/** Who should be told what today, told already or not. */
async function tellable({ ports: { views }, instance, clock }: ServiceDeps): Promise<{ readonly to: readonly Addressed[]; readonly organisations: readonly Organisation[] }> {
  const [contracts, submissions, organisations, people] = await Promise.all([
    views.list<KnownContract>(knownContracts.view, {}), views.list<KnownSubmission>(knownSubmissions.view, { where: { open: true } }),
    views.list<OrganisationRow>(organisationList.view, {}), views.list<PersonRow>(personList.view, {}),
  ]);
  const today = clock.today();
  const around = { authority: instance.authority, today, contracts: contracts.map(({ doc }) => doc), submissions: submissions.map(({ doc }) => doc) };
  const known = organisations.map(({ doc }) => doc.organisation);
  const holders = people.map(({ key, doc }) => ({ personId: key.slice('person-'.length), memberships: doc.memberships }));
  return { to: addressed([...announced(around), ...dueToday(around, known)], holders, today), organisations: known };
}

function noticeOf({ personId, organisation, role, announcement }: Addressed, outbox: Outbox, nameOf: (id: string) => string, now: Instant, today: Day): Notice {
  const choice = outbox.choiceOf(personId);
  const digest = choice === 'daily';
  const { cause, kind, path } = announcement;
  return {
    personId, organisation, role, cause, kind, path, ...wordsOf(announcement, nameOf), createdAt: now, digest, sendOn: digest ? addDays(today, 1) : today,
    status: choice === 'none' ? 'muted' : 'queued', sentAt: '', attempts: 0, nextTryAt: '', trouble: '',
  };
}

/** What is to be done now: notices that do not exist yet, then the post, then what has been kept long enough. */
async function dueNow(deps: ServiceDeps, post: PostDeps, stopping: AbortSignal, now: Instant): Promise<readonly Due[]> {
  const { outbox } = post;
  const today = deps.clock.today();
  const { to, organisations } = await tellable(deps);
  const nameOf = namesOf(organisations, today);
  const made = to.filter(({ personId, announcement }) => !outbox.has(personId, announcement.cause)).map((one): Due =>
    ({ cause: `${one.announcement.cause}:${one.personId}`, run: () => outbox.add(noticeOf(one, outbox, nameOf, now, today)) }));
  return [
    ...made,
    { cause: 'send', run: () => sendDue(post, stopping) },
    { cause: 'forget', run: () => outbox.forget(addMonths(today, -keptMonths)) },
  ];
}

/** Starts listening and looking at the calendar. */
export async function startOffice(deps: ServiceDeps, post: PostDeps): Promise<Office> {
  const stopping = new AbortController();
  for (const { view } of hearing) await deps.ports.views.define(view);
  const schedule = startSchedule({ clock: deps.clock, log: deps.log, every: lookEvery, due: (now) => dueNow(deps, post, stopping.signal, now) });
  let waiting: NodeJS.Timeout | undefined;
  const soon = (): void => {
    waiting ??= setTimeout(() => { waiting = undefined; void schedule.look(); }, breath).unref();
  };
  const neighbours = await follow(deps, soon);
  return {
    caughtUp: async () => {
      await neighbours?.caughtUp();
      await schedule.look();
    },
    stop: async () => {
      stopping.abort();
      await stopAll([...(neighbours ? [neighbours] : [])]);
      clearTimeout(waiting);
      await schedule.stop();
      post.mailer?.close();
    },
  };
}

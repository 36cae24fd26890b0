import type { Actor } from '@cpom/kernel';
import { startSchedule, type Due, type Log, type Schedule } from '@cpom/platform';
import type { RpcDeps } from './deps.ts';
import { dueNow, type Scheduled } from './schedule.ts';
import { contextOf } from './submission/gather.ts';
import { openFirst } from './submission/open.ts';
import { campaignList, type CampaignDoc } from './submission/views.ts';

/** The service's own principal: it opens, counts and reminds; it never types, checks or approves. */
const self: Actor = { actorId: 'service:indicators', role: 'service', organisation: '' };

async function perform(deps: RpcDeps, due: Scheduled): Promise<unknown> {
  if (due.kind === 'open-first') return openFirst(deps, due, self);
  const command = due.kind === 'remind' ? { kind: due.kind, daysBefore: due.daysBefore } : { kind: due.kind };
  const { state } = await deps.submissions.load(due.stream);
  return deps.submissions.run({ stream: due.stream, cause: due.cause, command, actor: self, context: await contextOf(deps, state.campaign, state.service) });
}

/** Looks at the calendar every so often and turns what fell due into commands, once each. */
export function startCalendar(deps: RpcDeps, log: Log, everySeconds: number): Schedule {
  return startSchedule({
    clock: deps.clock, log, every: everySeconds * 1_000,
    due: async (now): Promise<readonly Due[]> => {
      const [rows, asks] = await Promise.all([deps.views.list<CampaignDoc>(campaignList.view, {}), deps.known.asks()]);
      const submissions = rows.map(({ stream, version, doc }) => ({ stream, version, doc }));
      return dueNow({ now, today: deps.clock.today(), submissions, asks }).map((due) => ({ cause: due.cause, run: () => perform(deps, due) }));
    },
  });
}

import type { Actor } from '@cpom/kernel';
import { effectiveFrom, expiresOn, idsOf, isSigned, themesOf, withRole } from '../../../services/contracts/src/reading.ts';
import type { Contract } from '../../../services/contracts/src/contract.ts';
import type { OrganisationFacts, RunningContract, Surroundings } from '../../../services/contracts/src/rules/input.ts';
import { streamOf as contractStream } from '../../../services/contracts/src/views.ts';
import { streamOf as organisationStream } from '../../../services/directory/src/organisation/contract.ts';
import { catalogueStream, versionDuring } from '../../../services/indicators/src/catalogue/contract.ts';
import type { SubmissionCommand } from '../../../services/indicators/src/submission/commands.ts';
import { submissionStream } from '../../../services/indicators/src/submission/contract.ts';
import { valuesOf } from '../../../services/indicators/src/submission/gather.ts';
import { periodOf, previousCampaign } from '../../../services/indicators/src/submission/period.ts';
import { targetsOf, targetsStream } from '../../../services/indicators/src/targets/contract.ts';
import type { Act, Step } from '../../../libs/testing/src/france.ts';
import type { PlanClock, Runners } from './domain.ts';

type On<K extends Act['on']> = Extract<Act, { on: K }>;

/** One command on its way: who asks, and by what name its repeat would be known. */
interface Asking {
  readonly actor: Actor;
  readonly cause: string;
}

const running = (contract: Contract): RunningContract => ({
  id: contract.id, shape: contract.heading.shape, services: idsOf(withRole(contract, 'service')), themes: themesOf(contract),
  signed: isSigned(contract), effectiveFrom: effectiveFrom(contract), expiresOn: expiresOn(contract),
});

/** Contracts, with what the rules look at around them. */
function contractPerformer({ contracts }: Runners, organisations: ReadonlyMap<string, OrganisationFacts>) {
  const known = new Map<string, Map<string, RunningContract>>();
  return async ({ id, command }: On<'contract'>, { actor, cause }: Asking): Promise<void> => {
    const service = id.split('-')[1] ?? '';
    const others = known.get(service) ?? new Map<string, RunningContract>();
    const context: Surroundings = { organisations, running: [...others.values()] };
    const { state } = await contracts.run({ stream: contractStream(id), cause, command, actor, context });
    known.set(service, others.set(id, running(state)));
  };
}

/** Submissions and targets, with what their decisions know beside them. */
function indicatorPerformer({ submissions, targets, catalogues }: Runners, region: string) {
  const catalogue = async () => (await catalogues.load(catalogueStream(region))).state;

  async function commandOf({ service, campaign, command }: On<'submission'>): Promise<SubmissionCommand> {
    if (command.kind === 'save') return { kind: 'save', cells: command.cells };
    if (command.kind !== 'open') return command;
    const [known, { from, to }] = [await catalogue(), periodOf(campaign)];
    const { dueOn, contracts } = command;
    return { kind: 'open', region, service, campaign, dueOn, contracts, lines: command.indicators.flatMap((code) => versionDuring(known, code, from, to) ?? []) };
  }
  async function contextOf(service: string, campaign: string) {
    const [before, aims] = await Promise.all([submissions.load(submissionStream(region, previousCampaign(campaign), service)), targets.load(targetsStream(service))]);
    const year = targetsOf(aims.state, Number(campaign));
    return { previous: valuesOf(before.state), targets: new Map([...year].map(([code, { value }]) => [code, value])) };
  }
  return {
    submission: async (act: On<'submission'>, { actor, cause }: Asking): Promise<void> => {
      const { service, campaign } = act;
      const [command, context] = [await commandOf(act), await contextOf(service, campaign)];
      await submissions.run({ stream: submissionStream(region, campaign, service), cause, command, actor, context });
    },
    targets: async ({ service, command }: On<'targets'>, { actor, cause }: Asking): Promise<void> => {
      const numeric = new Set((await catalogue()).indicators.keys());
      await targets.run({ stream: targetsStream(service), cause, command, actor, context: { numeric } });
    },
  };
}

function performer(runners: Runners, region: string): (act: Act, asking: Asking) => Promise<void> {
  const organisations = new Map<string, OrganisationFacts>();
  const contract = contractPerformer(runners, organisations);
  const indicators = indicatorPerformer(runners, region);
  return async (act, asking) => {
    const { actor, cause } = asking;
    if (act.on === 'contract') return contract(act, asking);
    if (act.on === 'submission') return indicators.submission(act, asking);
    if (act.on === 'targets') return indicators.targets(act, asking);
    if (act.on === 'catalogue') {
      await runners.catalogues.run({ stream: catalogueStream(region), cause, command: act.command, actor, context: {} });
      return;
    }
    const { state } = await runners.organisations.run({ stream: organisationStream(act.id), cause, command: act.command, actor, context: {} });
    if (state) organisations.set(act.id, { name: state.names.at(-1)?.name ?? act.id, kind: state.kind, accreditations: state.accreditations });
  };
}

/** Carries out a region's plan, command by command. A refusal is a fault of the plan, told with the step that met it. */
export async function perform(steps: readonly Step[], region: string, runners: Runners, clock: PlanClock): Promise<void> {
  const act = performer(runners, region);
  for (const [index, step] of steps.entries()) {
    clock.set(step.at);
    try {
      await act(step.act, { actor: step.who, cause: `plan-${index}` });
    } catch (error) {
      throw new Error(`refused on ${step.at}: ${JSON.stringify(step.act).slice(0, 300)}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }
}

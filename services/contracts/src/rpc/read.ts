import { day, dayAt, Refusal, type Day } from '@cpom/kernel';
import type { Handlers } from '@cpom/service';
import type { Contract as ContractReply, ContractsServer, GetContractRequest, RuleSetSummary } from '@cpom/proto/contracts/v1/contracts';
import { mayRead } from '../access.ts';
import { contractOn } from '../as-of.ts';
import { noContract, type Contract, type ContractFact } from '../contract.ts';
import { evolve } from '../evolve/index.ts';
import { nextSteps } from '../next-steps.ts';
import { effectiveFrom, expiresOn, signedOn } from '../reading.ts';
import { evaluateRules, ruleSetFor, rulesOf } from '../rules/evaluate.ts';
import type { Surroundings } from '../rules/input.ts';
import { nationalRuleSets, ruleSetCalled, type RuleSet } from '../rules/rule-sets.ts';
import { historyOf, rectificationsOf } from '../sentences.ts';
import { intervalsOf, statusOn, statusText } from '../status.ts';
import { namesFrom } from '../surroundings.ts';
import { streamOf } from '../views.ts';
import type { RpcDeps } from './deps.ts';
import { checkedId } from './orders.ts';

const ruleSetSummary = (set: RuleSet): RuleSetSummary => ({
  code: set.code, label: set.label, source: set.source, validFrom: set.validFrom, validTo: set.validTo,
  rules: rulesOf(set).map(({ rule: { code, article, text, overridable }, effect }) => ({ code, article, text, effect, overridable: overridable && effect === 'block' })),
});

const ruleTexts: ReadonlyMap<string, string> = new Map(nationalRuleSets.flatMap((set) => rulesOf(set).map(({ rule }) => [rule.code, rule.text] as const)));

/** What was judged stays judged; what is still open is judged as things stand. */
const checklist = (contract: Contract, around: Surroundings, today: Day): ReturnType<typeof evaluateRules> =>
  (contract.rules.length > 0 && contract.stage === 'signed' ? [...contract.rules] : evaluateRules(contract, around, today));

interface Reading {
  readonly contract: Contract;
  readonly facts: readonly ContractFact[];
  readonly on: Day;
  readonly past: boolean;
  readonly request: GetContractRequest;
}

/** The facts that were recorded by a date, on the clock of the instance. */
async function readAsKnown(deps: RpcDeps, request: GetContractRequest): Promise<Reading> {
  const [on, today] = [request.on === '' ? deps.clock.today() : day(request.on), deps.clock.today()];
  const knownOn = request.knownOn === '' ? undefined : day(request.knownOn);
  const facts = (await deps.runner.facts(streamOf(checkedId(request.id)))) as ContractFact[];
  const then = facts.filter((fact) => knownOn === undefined || dayAt(fact.recordedAt, deps.timeZone) <= knownOn);
  if (facts.length === 0) throw new Refusal('not-found', 'Ce contrat n\'existe pas ou n\'existe plus.');
  if (then.length === 0) throw new Refusal('not-found', 'À cette date, ce contrat n\'était pas encore enregistré.');
  return { contract: then.reduce(evolve, noContract), facts: then, on, past: on < today || knownOn !== undefined, request };
}

async function reply(deps: RpcDeps, { contract, facts, on, past, request }: Reading): Promise<ContractReply> {
  const around = await deps.world.surroundings();
  const [names, rules, status] = [namesFrom(around.organisations), checklist(contract, around, deps.clock.today()), statusOn(contract, on)];
  const dates = { effectiveFrom: effectiveFrom(contract), expiresOn: expiresOn(contract) };
  const { id, version, region, authority, heading, stage, term, recordedAfterwards, origin } = contract;
  const { parties, opinions, signatures, sheets, documents, stages } = contractOn(contract, on);
  const set = ruleSetCalled(contract.ruleSet) ?? ruleSetFor(contract, deps.clock.today());
  return {
    id, version, region, authority, heading, stage, term, recordedAfterwards, origin, on, knownOn: request.knownOn,
    status: status.status, statusText: statusText(status, dates), statusFlags: [...status.flags],
    signedOn: signedOn(contract) ?? '', effectiveFrom: dates.effectiveFrom ?? '', expiresOn: dates.expiresOn ?? '',
    parties: [...parties], opinions: [...opinions], signatures: [...signatures], sheets: [...sheets], documents: [...documents], stages: [...stages],
    intervals: intervalsOf(contract), rules, nextSteps: past ? [] : nextSteps(contract, rules, names),
    history: historyOf(facts, names, ruleTexts).reverse(), rectifications: rectificationsOf(contract, names).reverse(), ruleSet: ruleSetSummary(set),
  };
}

/** The RPCs that read one contract and the rule sets. */
export function readHandlers(deps: RpcDeps): Pick<Handlers<ContractsServer>, 'getContract' | 'listRuleSets'> {
  return {
    getContract: async (request, allowed) => {
      const reading = await readAsKnown(deps, request);
      if (!mayRead(reading.contract, allowed, deps.authority)) {
        throw new Refusal('forbidden', 'Ce contrat est en préparation : seules la DREETS et ses parties peuvent le lire. Adressez-vous à la DREETS.');
      }
      return reply(deps, reading);
    },
    listRuleSets: () => Promise.resolve({ ruleSets: nationalRuleSets.map(ruleSetSummary) }),
  };
}

import { createHash } from 'node:crypto';
import { fold, type Actor } from '@cpom/kernel';
import { ImportContractRequest, type ImportContractReply } from '@cpom/proto/contracts/v1/contracts';
import type { RuleResult } from '@cpom/proto/contracts/v1/facts';
import { decide, type CommandOf } from '../commands.ts';
import type { ContractEvent } from '../contract.ts';
import { streamOf } from '../views.ts';
import { given, mustBeOurs, type RpcDeps } from './deps.ts';
import { checkedId } from './orders.ts';

/** The same reference in the same region is the same contract, whoever loads it. */
export const importedId = (region: string, reference: string): string =>
  `${region}-${fold(reference).replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')}`.slice(0, 80);

/** The same contract as another one if, and only if, everything in it is: names the import, so that a second one changes nothing. */
function causeOf(request: ImportContractRequest): string {
  const content = ImportContractRequest.encode({ ...request, cause: '', dryRun: false }).finish();
  return `import-${createHash('sha256').update(content).digest('hex')}`;
}

function commandOf(request: ImportContractRequest, id: string, deps: RpcDeps): CommandOf<'import'> {
  const { parties, opinions, signatures, sheets, documents, stages } = request;
  return {
    kind: 'import',
    contract: {
      id, authority: deps.authority, region: deps.region, heading: given(request.heading, 'heading'),
      term: given(request.term, 'term'), parties, opinions, signatures, sheets, documents, stages, origin: request.origin || 'reprise',
    },
  };
}

const rulesIn = (events: readonly ContractEvent[]): RuleResult[] => events.flatMap((event) => (event.type === 'RulesJudged' ? [...event.rules] : []));

type ImportOne = (request: ImportContractRequest, actor: Actor) => Promise<ImportContractReply>;

/** Records an existing contract; a dry run decides the same way and records nothing. */
export function importOne(deps: RpcDeps): ImportOne {
  const { runner, journal, world, clock } = deps;
  return async (request, actor) => {
    mustBeOurs(request, deps);
    const id = checkedId(request.id || importedId(deps.region, request.heading?.reference ?? ''));
    const [stream, cause] = [streamOf(id), causeOf(request)];
    const before = await journal.caused(stream, cause);
    if (before) {
      const { state } = await runner.load(stream);
      return { id, position: before.position, version: before.facts.at(-1)?.version ?? 0, alreadyRecorded: true, rules: [...state.rules] };
    }
    const [command, context] = [commandOf(request, id, deps), await world.surroundings()];
    if (request.dryRun) {
      const events = decide((await runner.load(stream)).state, command, { ...context, now: clock.now(), today: clock.today(), actor });
      return { id, position: 0, version: 0, alreadyRecorded: false, rules: rulesIn(events) };
    }
    const { position, version, state } = await runner.run({ stream, cause, command, actor, context });
    return { id, position, version, alreadyRecorded: false, rules: [...state.rules] };
  };
}

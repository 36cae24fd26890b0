import { isSiren, invalidField } from '@cpom/kernel';
import type { IndicatorsServer, Target as TargetMessage } from '@cpom/proto/indicators/v1/indicators';
import type { Allowed, Handlers } from '@cpom/service';
import { catalogueStream } from '../catalogue/contract.ts';
import type { RpcDeps } from '../deps.ts';
import { noteTargets } from '../submission/gather.ts';
import { targetsStream, type Target } from './contract.ts';

type Names = 'setTarget' | 'listTargets';

function toMessage(service: string, values: readonly Target[]): TargetMessage[] {
  const latest = values.at(-1);
  if (!latest) return [];
  const former = values.slice(0, -1).reverse().map(({ value, reason, setAt }) => ({ value, reason, setAt }));
  return [{ ...latest, service, former }];
}

async function numericCodes({ catalogues, region }: RpcDeps): Promise<ReadonlySet<string>> {
  const { state } = await catalogues.load(catalogueStream(region));
  return new Set([...state.indicators.values()].flat().filter(({ unit }) => unit !== 'narrative').map(({ code }) => code));
}

/** The RPCs about targets. A target of an approved period is told again to the nation. */
export function targetHandlers(deps: RpcDeps): Pick<Handlers<IndicatorsServer>, Names> {
  return {
    setTarget: async ({ cause, ...command }, { actor }: Allowed) => {
      if (!isSiren(command.service)) throw invalidField('service', 'Le service se désigne par son SIREN : neuf chiffres.');
      const context = { numeric: await numericCodes(deps) };
      const { position, version } = await deps.targets.run({ stream: targetsStream(command.service), cause, command, actor, context });
      await noteTargets(deps, command.service, command.year, `targets:${cause}`, actor);
      return { id: command.service, position, version };
    },
    listTargets: async ({ service, year }) => {
      const { state } = await deps.targets.load(targetsStream(service));
      const values = [...state.byLine.values()].filter((line) => year === 0 || line[0]?.year === year);
      return { targets: values.flatMap((line) => toMessage(service, line)) };
    },
  };
}

import { day, tokens } from '@cpom/kernel';
import type { Written } from '@cpom/proto/directory/v1/directory';
import type { IndicatorsServer, ListIndicatorsRequest } from '@cpom/proto/indicators/v1/indicators';
import type { Allowed, Handlers } from '@cpom/service';
import type { RpcDeps } from '../deps.ts';
import type { CatalogueCommand } from './commands.ts';
import { catalogueStream, type Catalogue } from './contract.ts';
import { core } from './core.ts';
import { validDuring, type Indicator } from './definition.ts';
import { fromMessage, toMessage } from './wire.ts';

type Names = 'adoptCore' | 'defineIndicator' | 'reviseIndicator' | 'listIndicators';

function chosen(catalogue: Catalogue, request: ListIndicatorsRequest, today: string): readonly Indicator[] {
  if (request.core) return core;
  const versions = [...catalogue.indicators.values()].flat();
  const on = day(request.on || today);
  return request.allVersions ? versions : versions.filter((indicator) => validDuring(indicator, on, on));
}

function matches({ code, label, theme }: Indicator, { contains, themes }: ListIndicatorsRequest): boolean {
  const words = tokens(`${code} ${label}`);
  return (themes.length === 0 || themes.includes(theme)) && tokens(contains).every((word) => words.some((other) => other.startsWith(word)));
}

/** The RPCs about the regional catalogue. */
export function catalogueHandlers({ region, catalogues, clock }: RpcDeps): Pick<Handlers<IndicatorsServer>, Names> {
  const stream = catalogueStream(region);
  const run = async (cause: string, command: CatalogueCommand, { actor }: Allowed): Promise<Written> => {
    const { position, version } = await catalogues.run({ stream, cause, command, actor, context: {} });
    return { id: region, position, version };
  };
  return {
    adoptCore: ({ cause, codes }, allowed) => run(cause, { kind: 'adopt-core', region, codes }, allowed),
    defineIndicator: async ({ cause, indicator }, allowed) => run(cause, { kind: 'define', region, indicator: fromMessage(indicator) }, allowed),
    reviseIndicator: async ({ cause, indicator, reason }, allowed) => run(cause, { kind: 'revise', region, indicator: fromMessage(indicator), reason }, allowed),
    listIndicators: async (request) => {
      const { state } = await catalogues.load(stream);
      const indicators = chosen(state, request, clock.today()).filter((indicator) => matches(indicator, request));
      return { indicators: indicators.map(toMessage), catalogueVersion: state.version, upToDate: true };
    },
  };
}

import type { IndicatorsServer } from '@cpom/proto/indicators/v1/indicators';
import type { Handlers } from '@cpom/service';
import { catalogueHandlers } from './catalogue/rpc.ts';
import { compareHandlers } from './compare/rpc.ts';
import type { RpcDeps } from './deps.ts';
import { listHandlers } from './submission/list.ts';
import { openHandlers } from './submission/open.ts';
import { readHandlers } from './submission/read.ts';
import { submissionHandlers } from './submission/rpc.ts';
import { targetHandlers } from './targets/rpc.ts';

/** Every RPC of the service. */
export const handlers = (deps: RpcDeps): Handlers<IndicatorsServer> => ({
  ...catalogueHandlers(deps), ...targetHandlers(deps), ...openHandlers(deps), ...listHandlers(deps), ...readHandlers(deps),
  ...submissionHandlers(deps), ...compareHandlers(deps),
});

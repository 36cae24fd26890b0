import type { Handlers } from '@cpom/service';
import type { ContractsServer } from '@cpom/proto/contracts/v1/contracts';
import type { RpcDeps } from './rpc/deps.ts';
import { importHandlers } from './rpc/import-file.ts';
import { listHandler } from './rpc/list.ts';
import { orderHandlers } from './rpc/orders.ts';
import { readHandlers } from './rpc/read.ts';

export type { RpcDeps } from './rpc/deps.ts';

/** Every RPC of the service. */
export const handlers = (deps: RpcDeps): Handlers<ContractsServer> =>
  ({ ...orderHandlers(deps), ...readHandlers(deps), ...importHandlers(deps), listContracts: listHandler(deps) });

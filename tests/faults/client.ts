import { setTimeout as pause } from 'node:timers/promises';
import { Refusal } from '@cpom/kernel';
import { connect, type Calls, type ClientClass, type Connection } from '@cpom/service';
import type { Client } from '@grpc/grpc-js';
import { CollectorClient, type CollectorServer } from '@cpom/proto/collector/v1/collector';
import { ContractsClient, type ContractsServer } from '@cpom/proto/contracts/v1/contracts';
import { IndicatorsClient, type IndicatorsServer } from '@cpom/proto/indicators/v1/indicators';
import { NationalClient, type NationalServer } from '@cpom/proto/national/v1/national';
import type { Fleet } from './fleet.ts';

/** What the test asks of the processes, wherever they are at the moment. */
export interface Caller {
  contracts(region: string): Promise<Calls<ContractsServer>>;
  indicators(region: string): Promise<Calls<IndicatorsServer>>;
  collector(): Promise<Calls<CollectorServer>>;
  national(): Promise<Calls<NationalServer>>;
  close(): void;
}

const tokenLifeMs = 20_000;

/** Connections are kept while the address is the same; tokens for a while, by the clock of the instance. */
export function createCaller(fleet: Fleet): Caller {
  const connections = new Map<string, { readonly address: string; readonly connection: Connection<unknown> }>();
  const tokens = new Map<string, { readonly token: string; readonly off: number; readonly until: number }>();

  async function tokenOf(instance: string): Promise<string> {
    const [kept, off] = [tokens.get(instance), fleet.clockOff(instance)];
    if (kept && kept.off === off && kept.until > Date.now()) return kept.token;
    const token = await (await fleet.identityOf(instance)).sign({ kind: 'service', service: 'instance', requestId: 'faults' });
    tokens.set(instance, { token, off, until: Date.now() + tokenLifeMs });
    return token;
  }
  async function to<S, C extends Client>(ClientOf: ClientClass<C>, instance: string, service: string): Promise<Calls<S>> {
    const name = `${instance}/${service}`;
    const address = fleet.addressOf(instance, service);
    if (address === '') throw new Refusal('unavailable', `${name} has not started yet`);
    const before = connections.get(name);
    if (before && before.address !== address) before.connection.close();
    const kept = before?.address === address ? before : { address, connection: connect<S, C>(ClientOf, service, address, undefined, { 'grpc.initial_reconnect_backoff_ms': 100, 'grpc.max_reconnect_backoff_ms': 500 }) as Connection<unknown> };
    connections.set(name, kept);
    return kept.connection.as(await tokenOf(instance)) as Calls<S>;
  }
  return {
    contracts: (region) => to<ContractsServer, ContractsClient>(ContractsClient, region, 'contracts'),
    indicators: (region) => to<IndicatorsServer, IndicatorsClient>(IndicatorsClient, region, 'indicators'),
    collector: () => to<CollectorServer, CollectorClient>(CollectorClient, 'nation', 'collector'),
    national: () => to<NationalServer, NationalClient>(NationalClient, 'nation', 'national'),
    close: () => { for (const { connection } of connections.values()) connection.close(); },
  };
}

const answers: ReadonlySet<string> = new Set(['invalid', 'rule', 'conflict', 'not-found', 'forbidden', 'too-large']);

/** A refusal that another try would not change; anything else says nothing of what was done. */
export const isAnswer = (error: unknown): error is Refusal => error instanceof Refusal && answers.has(error.code);

/** Tries until there is an answer, as a client does that keeps its request; undefined when it was told to give up. */
export async function untilAnswered<T>(attempt: () => Promise<T>, giveUp: () => boolean, failed: (error: unknown) => void = () => undefined): Promise<T | undefined> {
  for (let wait = 50; !giveUp(); wait = Math.min(wait * 2, 1_000)) {
    try {
      return await attempt();
    } catch (error) {
      if (isAnswer(error)) throw error;
      failed(error);
      await pause(wait);
    }
  }
  return undefined;
}

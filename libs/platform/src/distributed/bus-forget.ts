import { setTimeout as pause } from 'node:timers/promises';
import type { Admin } from 'kafkajs';
import type { Log } from '../clock.ts';
import { busClient, type BusConnection } from './bus-client.ts';

export interface ForgetBusOptions extends BusConnection {
  /** Before the name of every topic and group of the instance, e.g. `cpom.24.` */
  readonly prefix: string;
  readonly log: Log;
  /** How long a group that still has members is waited for, in milliseconds: one that was killed has them until its session ends. */
  readonly patience?: number;
}

/** What there was. */
export interface ForgottenBus {
  readonly topics: readonly string[];
  readonly groups: readonly string[];
}

const usualPatience = 15_000;
const look = 250;

async function until(isSo: () => Promise<boolean>, patience: number): Promise<boolean> {
  for (const limit = Date.now() + patience; Date.now() < limit; await pause(look)) if (await isSo()) return true;
  return isSo();
}

async function busy(admin: Admin, groups: readonly string[]): Promise<readonly string[]> {
  if (groups.length === 0) return [];
  const described = await admin.describeGroups([...groups]);
  return described.groups.filter(({ members }) => members.length > 0).map(({ groupId }) => groupId);
}

async function forget(admin: Admin, { prefix, patience = usualPatience }: ForgetBusOptions): Promise<ForgottenBus> {
  const ours = (name: string): boolean => name.startsWith(prefix);
  const groups = (await admin.listGroups()).groups.map(({ groupId }) => groupId).filter(ours);
  if (!(await until(async () => (await busy(admin, groups)).length === 0, patience))) {
    throw new Error(`services still work for ${(await busy(admin, groups)).join(', ')}: stop all services of the instance first`);
  }
  if (groups.length > 0) await admin.deleteGroups(groups);
  const topics = (await admin.listTopics()).filter(ours);
  if (topics.length > 0) await admin.deleteTopics({ topics });
  const gone = await until(async () => !(await admin.listTopics()).some(ours), usualPatience);
  if (!gone) throw new Error(`the brokers have not deleted the topics of ${prefix} yet: try again`);
  return { topics, groups };
}

/**
 * Deletes the topics and groups of one instance, which must be stopped: what journals say is sent again at the next start. Rejects, having
 * deleted nothing, while a service still works for one of the groups.
 */
export async function forgetBus(options: ForgetBusOptions): Promise<ForgottenBus> {
  const admin = busClient(options, options.log).admin();
  await admin.connect();
  return forget(admin, options).finally(() => admin.disconnect());
}

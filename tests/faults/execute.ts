import { spawnSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import type { Program } from '../../infra/local/program.ts';
import { count, within } from './happened.ts';
import type { Fault } from './plan.ts';
import { createRestoring, type Ground } from './restore.ts';

/** The servers of the distributed engine that may be killed; absent on the embedded one. */
export interface Mortals {
  readonly brokers: readonly Program[];
  readonly database: Program;
}

/** From now on no file of the process may grow; gives the way back, or nothing where it could not be done. */
function full(pid: number | undefined): (() => void) | undefined {
  const limit = (room: string): boolean => pid !== undefined && spawnSync('prlimit', ['--pid', String(pid), `--fsize=${room}:`]).status === 0;
  return limit('1024') ? () => { limit('unlimited'); } : undefined;
}

/** Started; one that is not ready in its time is left more of it, for on a crowded machine it would be no faster from the beginning. */
const upAgain = (server: Program): Promise<void> => server.start().catch(async () => { await pause(30_000); await server.start(); });

/** Carries out a plan. Resolves once all is well again, as far as faults go. */
export async function execute(faults: readonly Fault[], ground: Ground, mortals: Mortals | undefined, over: () => boolean): Promise<void> {
  const { fleet, happened } = ground;
  const restoring = createRestoring(ground);
  const lasting = new Set<Promise<void>>();
  const began = Date.now();
  const meanwhile = (work: Promise<void>): void => {
    const told = work.catch((error: unknown) => { happened.troubles.push(String(error)); }).finally(() => lasting.delete(told));
    lasting.add(told);
  };
  const last = async (what: string, forMs: number, undo: () => void): Promise<void> => {
    happened.down.add(what);
    await pause(forMs);
    undo();
    happened.down.delete(what);
  };
  /** Servers go down one after the other: two of three brokers away is no fault that is claimed to be borne. */
  let servers: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): void => { servers = servers.then(work).catch((error: unknown) => { happened.troubles.push(String(error)); }); meanwhile(servers); };

  async function kill(targets: readonly string[]): Promise<void> {
    const ones = targets.flatMap((name) => fleet.processes.get(name) ?? []);
    await within(10_000, () => Promise.resolve(ones.every((one) => one.isAlive())));
    count(happened, 'kill', ones.filter((one) => one.kill()).length);
  }
  /** Its files may not grow: every write fails, as on a full disk. Counted once it has bitten. */
  async function noRoom(region: string, forMs: number): Promise<void> {
    const [process] = fleet.processesOf(region);
    await within(10_000, () => Promise.resolve(process?.isReady() === true));
    const failures = ground.workload.failures(region);
    const lift = full(process?.pid());
    if (lift) meanwhile(last(`room of ${region}`, forMs, () => { lift(); if (ground.workload.failures(region) > failures) count(happened, 'no-room'); }));
  }
  /** A database that could not write trusts itself no more until it is started again: the platform does so once there is room. */
  function noRoomInDatabase(server: Program, forMs: number): void {
    inTurn(async () => {
      const seen = (): number => fleet.regions.reduce((sum, region) => sum + ground.workload.failures(region), 0);
      const [failures, lift] = [seen(), full(server.pid)];
      happened.down.add('room of database');
      await pause(forMs);
      lift?.();
      if (seen() > failures) count(happened, 'no-room');
      await server.kill();
      await upAgain(server);
      happened.down.delete('room of database');
    });
  }
  function clock(instance: string, forMs: number, by: number): void {
    const set = (off: number): void => { fleet.tell(instance, { clockOff: off }); for (const one of fleet.processesOf(instance)) one.kill(); };
    set(by);
    count(happened, 'clock');
    meanwhile(last(`clock of ${instance}`, forMs, () => { set(0); }));
  }
  function deliver(forMs: number): void {
    const all = (delivery: 'once' | 'five-times'): void => { for (const one of fleet.processes.values()) one.deliver(delivery); };
    all('five-times');
    count(happened, 'five-times');
    meanwhile(last('bus five times', forMs, () => { all('once'); }));
  }
  function away(kind: 'kill-broker' | 'kill-database', server: Program | undefined, name: string, forMs: number): void {
    if (!server) return;
    inTurn(async () => {
      happened.down.add(name);
      await server.kill();
      count(happened, kind);
      await pause(forMs);
      await upAgain(server);
      happened.down.delete(name);
    });
  }
  async function strike({ kind, targets, forMs, by }: Fault): Promise<void> {
    const [target = ''] = targets;
    const line = fleet.lines.get(target);
    if (kind === 'kill') await kill(targets);
    if (kind === 'cut' && line) { count(happened, kind); meanwhile(last(`line of ${target}`, forMs, line.cut())); }
    if (kind === 'slow' && line) { count(happened, kind); meanwhile(last(`line of ${target} slow`, forMs, line.slow(by))); }
    if (kind === 'five-times') deliver(forMs);
    if (kind === 'no-room') await (mortals ? noRoomInDatabase(mortals.database, forMs) : noRoom(target, forMs));
    if (kind === 'clock') clock(target, forMs, by);
    if (kind === 'kill-broker') away(kind, mortals?.brokers[Number(target)], `broker ${target}`, forMs);
    if (kind === 'kill-database') away(kind, mortals?.database, 'database', forMs);
    // Copies are read and put back while the servers are there: an operator waits, too.
    if (/^(?:copy|restore|new)-/.test(kind)) await servers;
    if (kind === 'copy-region' || kind === 'copy-nation') await restoring.copy(target);
    if (kind === 'restore-region') { await restoring.restoreRegion(target); count(happened, kind); }
    if (kind === 'restore-nation') { await restoring.restoreNation(); count(happened, kind); }
    if (kind === 'new-nation') { await restoring.newNation(); count(happened, kind); }
  }
  for (const fault of faults) {
    if (over()) break;
    await pause(Math.max(0, began + fault.at - Date.now()));
    await strike(fault).catch((error: unknown) => { happened.troubles.push(`${fault.kind} ${fault.targets.join(' ')}: ${String(error)}`); });
  }
  while (lasting.size > 0) await Promise.all(lasting);
}

import { setTimeout as pause } from 'node:timers/promises';
import { addDays, luhn, type Day } from '@cpom/kernel';
import { DraftContractRequest, SetTermRequest } from '@cpom/proto/contracts/v1/contracts';
import { AdoptCoreRequest, RecordPastSubmissionRequest, SetTargetRequest } from '@cpom/proto/indicators/v1/indicators';
import type { Random } from '../../libs/testing/src/france/random.ts';
import { untilAnswered, type Caller } from './client.ts';
import type { Entry, Ledger } from './ledger.ts';

interface Placed { readonly position: number; readonly version: number }
/** One command: what the ledger writes of it, and how it is sent. */
export interface Command {
  readonly entry: Pick<Entry, 'region' | 'service' | 'stream' | 'cause' | 'kind' | 'value'>;
  send(caller: Caller): Promise<Placed>;
}

/** What a region's workers write next; shared by them, so that several write the same streams at once. */
export interface Author {
  next(): Command;
  first(): Command;
}

/** Two founding lines of the national core that are numbers. */
const codes = ['PDP-B-01', 'TMS-04'];
const sirenOf = (number: number): string => {
  const body = `99${String(number).padStart(6, '0')}`;
  return body + [...'0123456789'].find((key) => luhn(body + key));
};
/** Fictitious services (SPSTI) of each region. */
const servicesOf = (region: string): readonly string[] => Array.from({ length: 12 }, (_, at) => sirenOf(Number(region) * 1_000 + at));
const periods = Array.from({ length: 50 }, (_, at) => String(1970 + at)).flatMap((year) => [year, ...[1, 2, 3, 4].map((quarter) => `${year}-T${quarter}`)]);

/** `live`: the streams of contracts that were acknowledged and not taken back. */
export function authorOf(region: string, random: Random, live: () => readonly string[]): Author {
  let [count, pasts] = [0, 0];
  const services = servicesOf(region);
  const cause = (): string => `faults-${region}-${(count += 1)}-cause`;
  const expiry = (): string => addDays('2030-01-01' as Day, count);

  function draft(): Command {
    const [id, own] = [`c${region}-${count + 1}`, cause()];
    const request = DraftContractRequest.fromPartial({ cause: own, id, heading: { reference: id, title: `CPOM ${id}`, shape: 'individual' }, term: { effect: 'at-signature', expiresOn: expiry() } });
    return { entry: { region, service: 'contracts', stream: `contract-${id}`, cause: own, kind: 'draft', value: expiry() }, send: async (caller) => (await caller.contracts(region)).draftContract(request) };
  }
  function setTerm(stream: string): Command {
    const own = cause();
    const request = SetTermRequest.fromPartial({ cause: own, id: stream.slice('contract-'.length), term: { effect: 'at-signature', expiresOn: expiry() } });
    return { entry: { region, service: 'contracts', stream, cause: own, kind: 'set-term', value: expiry() }, send: async (caller) => (await caller.contracts(region)).setTerm(request) };
  }
  function unknownTerm(): Command {
    const own = cause();
    const request = SetTermRequest.fromPartial({ cause: own, id: 'no-such-contract', term: { effect: 'at-signature', expiresOn: expiry() } });
    return { entry: { region, service: 'contracts', stream: 'contract-no-such-contract', cause: own, kind: 'refused-on-purpose', value: '' }, send: async (caller) => (await caller.contracts(region)).setTerm(request) };
  }
  function target(): Command {
    const [own, service] = [cause(), random.pick(services)];
    const request = SetTargetRequest.fromPartial({ cause: own, indicator: random.pick(codes), year: random.between(2010, 2019), service, value: count, reason: `essai ${count}`, origin: 'fictif' });
    return { entry: { region, service: 'indicators', stream: `targets-${service}`, cause: own, kind: 'target', value: String(count) }, send: async (caller) => (await caller.indicators(region)).setTarget(request) };
  }
  function past(): Command {
    const [campaign, service] = [periods[pasts % periods.length] ?? '', services[Math.floor(pasts / periods.length) % services.length] ?? ''];
    pasts += 1;
    const own = cause();
    const cells = codes.map((indicator) => ({ indicator, value: { state: 'number', number: count } }));
    const request = RecordPastSubmissionRequest.fromPartial({ cause: own, campaign, service, cells, origin: 'fictif' });
    return { entry: { region, service: 'indicators', stream: `submission-${region}-${campaign}-${service}`, cause: own, kind: 'past', value: campaign }, send: async (caller) => (await caller.indicators(region)).recordPastSubmission(request) };
  }
  return {
    first: () => {
      const own = cause();
      return { entry: { region, service: 'indicators', stream: `catalogue-${region}`, cause: own, kind: 'adopt', value: '' }, send: async (caller) => (await caller.indicators(region)).adoptCore(AdoptCoreRequest.fromPartial({ cause: own, codes })) };
    },
    next: () => {
      const [which, known] = [random.next(), live()];
      if (which < 0.02) return unknownTerm();
      if (which < 0.2 || known.length === 0) return draft();
      if (which < 0.65) return setTerm(random.pick(known.slice(-40)));
      return which < 0.8 && pasts < periods.length * services.length ? past() : target();
    },
  };
}

export interface Workload {
  /** Resolves once nothing of the region is on its way; nothing new is sent until `resume`. */
  pause(region: string): Promise<void>;
  resume(region: string): void;
  /** Resolves once every command has its answer, or the limit is over. */
  finish(limitMs: number): Promise<void>;
  /** Answers to a repeated request that were not the first answer. */
  readonly contradictions: readonly string[];
  /** Tries of a region that got no answer so far. */
  failures(region: string): number;
}

export interface WorkloadOptions {
  readonly regions: readonly string[];
  readonly workers: number;
  readonly caller: Caller;
  readonly ledger: Ledger;
  readonly randomOf: (name: string) => Random;
  /** Pause of a worker between two commands, in milliseconds. */
  readonly every: number;
}

/** Several workers in each region, each with one command on its way; now and then an answered one is sent again, as by a double click. */
export function startWorkload({ regions, workers, caller, ledger, randomOf, every }: WorkloadOptions): Workload {
  const contradictions: string[] = [];
  const paused = new Set<string>();
  const failed = new Map<string, number>();
  const busy = new Map(regions.map((region) => [region, 0]));
  let [ending, deadline] = [false, Infinity];
  const giveUp = (): boolean => Date.now() > deadline;

  async function send({ entry, send: attempt }: Command, again: boolean): Promise<void> {
    const id = ledger.open(entry);
    try {
      const placed = await untilAnswered(() => { ledger.tried(id); return attempt(caller); }, giveUp, () => { failed.set(entry.region, (failed.get(entry.region) ?? 0) + 1); });
      if (!placed) return;
      ledger.acknowledged(id, placed.position, placed.version);
      if (!again) return;
      const repeated = await untilAnswered(() => attempt(caller), giveUp);
      if (repeated && (repeated.position !== placed.position || repeated.version !== placed.version)) contradictions.push(`${entry.region} ${entry.cause}: ${placed.position}/${placed.version}, then ${repeated.position}/${repeated.version}`);
    } catch (error) {
      ledger.refused(id, (error as Error).message);
    }
  }
  async function work(region: string, author: Author, random: Random, opening: Promise<void>): Promise<void> {
    await opening;
    while (!ending) {
      if (paused.has(region)) { await pause(20); continue; }
      busy.set(region, (busy.get(region) ?? 0) + 1);
      await send(author.next(), random.chance(0.03));
      busy.set(region, (busy.get(region) ?? 0) - 1);
      await pause(every);
    }
  }
  const all = regions.flatMap((region) => {
    const author = authorOf(region, randomOf(`author ${region}`), () => ledger.drafted(region));
    const opening = send(author.first(), false);
    return Array.from({ length: workers }, (_, at) => work(region, author, randomOf(`worker ${region} ${at}`), opening));
  });
  return {
    contradictions,
    failures: (region) => failed.get(region) ?? 0,
    pause: async (region) => { paused.add(region); while ((busy.get(region) ?? 0) > 0 && !giveUp()) await pause(10); },
    resume: (region) => { paused.delete(region); },
    finish: async (limitMs) => { deadline = Date.now() + limitMs; ending = true; await Promise.all(all); },
  };
}

import type { Log, Ports } from '@cpom/platform';
import { gauged, instruments } from './telemetry/instruments.ts';

/** Whether a process can take requests. What stands in the way is told to its log, never to who asks. */
export interface Health {
  /** Adds something without which it is not ready: a check that rejects, or takes longer than 2 s. Gives the way to take it out. */
  watch(name: string, check: () => Promise<unknown>): () => void;
  /** All is started and the views are complete: from now on the checks decide. */
  started(): void;
  /** It is about to end: not ready any more, while what runs is finished. */
  stopping(): void;
  /** The checks' answer, at most a second old: asking often costs nothing. */
  ready(): Promise<boolean>;
}

/** Milliseconds: how long a check may take, and how long an answer is good for. */
export interface HealthTimes {
  readonly patience: number;
  readonly fresh: number;
}
const usual: HealthTimes = { patience: 2_000, fresh: 1_000 };

function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => { reject(new Error('no answer in time')); }, milliseconds);
  });
  return Promise.race([work, late]).finally(() => { clearTimeout(timer); });
}

/** One check. A question that hangs is not asked again before it is answered. */
function createCheck(name: string, check: () => Promise<unknown>, log: Log, patience: number): () => Promise<boolean> {
  let asked: Promise<unknown> | undefined;
  let well = true;
  const ask = (): Promise<unknown> => (asked ??= Promise.resolve().then(check).finally(() => { asked = undefined; }));
  const turned = (now: boolean, error?: unknown): boolean => {
    if (now !== well && now) log.warn({ check: name }, 'works again');
    if (now !== well && !now) log.error({ check: name, err: error }, 'does not work: not ready');
    return (well = now);
  };
  return () => within(patience, ask()).then(() => turned(true), (error: unknown) => turned(false, error));
}

/** A process that is starting; not ready before `started`. */
export function createHealth(log: Log, { patience, fresh }: HealthTimes = usual): Health {
  const checks = new Set<() => Promise<boolean>>();
  let phase: 'starting' | 'running' | 'ending' = 'starting';
  let [answer, at]: [Promise<boolean>, number] = [Promise.resolve(false), -Infinity];
  const askAll = async (): Promise<boolean> => (await Promise.all([...checks].map((check) => check()))).every(Boolean);
  const ready = async (): Promise<boolean> => {
    if (phase !== 'running') return false;
    if (performance.now() - at >= fresh) [answer, at] = [askAll(), performance.now()];
    return answer;
  };
  gauged([instruments.ready], async (tell) => { tell(instruments.ready, (await ready()) ? 1 : 0, {}); });
  return {
    ready,
    watch: (name, check) => {
      const added = createCheck(name, check, log, patience);
      checks.add(added);
      return () => { checks.delete(added); };
    },
    started: () => { phase = 'running'; },
    stopping: () => { phase = 'ending'; },
  };
}

/** Watches that a service's storage can be read and written. */
export function watchStorage(health: Health, service: string, { journal, views, state }: Ports): () => void {
  const forget = [
    health.watch(`${service}: journal`, () => journal.head()),
    health.watch(`${service}: views`, () => views.names()),
    health.watch(`${service}: state`, () => state.put('health', 1)),
  ];
  return () => { for (const one of forget) one(); };
}

import type { Fact, Instant } from '@cpom/kernel';

/** What is aimed at for one service; each change keeps the former value readable. */
export interface TargetSet {
  readonly type: 'TargetSet';
  readonly service: string;
  readonly indicator: string;
  readonly year: number;
  readonly value: number;
  readonly origin: string;
  readonly contract: string;
  readonly text?: { readonly reason: string };
}

export interface Target {
  readonly indicator: string;
  readonly year: number;
  readonly value: number;
  readonly origin: string;
  readonly contract: string;
  readonly reason: string;
  readonly setAt: Instant;
}

/** The targets of one service: all values of one indicator and year, the latest last. */
export interface Targets {
  readonly service: string;
  readonly byLine: ReadonlyMap<string, readonly Target[]>;
}

export const noTargets: Targets = { service: '', byLine: new Map() };
export const targetsStream = (service: string): string => `targets-${service}`;
export const targetKey = (indicator: string, year: number): string => `${indicator} ${year}`;

/** What is so after the fact. An erased reason reads as empty. */
export function evolveTargets(state: Targets, { event, recordedAt }: Fact<TargetSet>): Targets {
  const { service, indicator, year, value, origin, contract } = event;
  const key = targetKey(indicator, year);
  const target: Target = { indicator, year, value, origin, contract, reason: event.text?.reason ?? '', setAt: recordedAt };
  return { service, byLine: new Map(state.byLine).set(key, [...(state.byLine.get(key) ?? []), target]) };
}

/** What each indicator aims at in a year, by code. */
export const targetsOf = (targets: Targets, year: number): ReadonlyMap<string, Target> =>
  new Map([...targets.byLine.values()].flatMap((values) => {
    const latest = values.at(-1);
    return latest && latest.year === year ? [[latest.indicator, latest] as const] : [];
  }));

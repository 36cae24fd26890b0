import { addDays, daysBetween, earliest, frenchDate, type Day } from '@cpom/kernel';
import type { Gap, Reason } from '@cpom/proto/national/v1/national';
import { dated, type KnownContract, type Span } from '../world/known.ts';
import { longName } from '../world/names.ts';
import type { World } from '../world/world.ts';
import { accreditationOn } from './accreditation.ts';
import { spanOn } from './contracts.ts';
import type { Standing } from './standing.ts';

/** Since when a service has no contract: the day after the last covered one, or unknown when it never was. */
export interface Absence {
  readonly since: Day | undefined;
  /** The day asked for included; 0 when it was never covered. */
  readonly days: number;
  readonly atLeast: boolean;
}

const uncertain = (span: Span): boolean => span.flags.includes('uncertain');
const activeSpans = (contracts: readonly KnownContract[]): Span[] => contracts.flatMap(({ active }) => active).sort((a, b) => (a.from < b.from ? -1 : 1));

export function absenceOf({ contracts }: Standing, on: Day): Absence {
  const ended = activeSpans(contracts).filter(({ to }) => to !== undefined && to < on);
  const last = ended.reduce<Span | undefined>((latest, span) => ((span.to ?? '') > (latest?.to ?? '') ? span : latest), undefined);
  if (last?.to === undefined) return { since: undefined, days: 0, atLeast: false };
  const since = addDays(last.to, 1);
  return { since, days: daysBetween(since, on) + 1, atLeast: uncertain(last) };
}

/** The times without any contract between two contracts, up to the day. */
export function gapsOf({ contracts }: Standing, on: Day): Gap[] {
  const gaps: Gap[] = [];
  let last: Span | undefined;
  for (const span of activeSpans(contracts).filter(({ from }) => from <= on)) {
    const from = last?.to === undefined ? undefined : addDays(last.to, 1);
    if (last && from !== undefined && from < span.from) {
      gaps.push({ from, to: addDays(span.from, -1), days: daysBetween(from, span.from), atLeast: uncertain(last) || uncertain(span) });
    }
    if (last === undefined || (last.to !== undefined && (span.to === undefined || span.to > last.to))) last = span;
  }
  return gaps;
}

const stageWords: Readonly<Record<string, string>> = {
  draft: 'en préparation', negotiation: 'en négociation', consultation: 'en consultation', validated: 'validé, à mettre à la signature', signing: 'en cours de signature',
};

function contractReason(contract: KnownContract, on: Day): Reason | undefined {
  const span = spanOn(contract, on);
  if (span?.status === 'not-in-force') return { code: 'not-in-force', text: `CPOM signé, prend effet le ${frenchDate(dated(contract.state.effectiveFrom) ?? on)}` };
  if (span?.status === 'abandoned') return { code: 'abandoned', text: `CPOM abandonné le ${frenchDate(span.from)}` };
  const words = stageWords[span?.status ?? ''];
  return span && words !== undefined ? { code: 'negotiating', text: `CPOM ${words} depuis le ${frenchDate(span.from)}` } : undefined;
}

function mergerReason(world: World, { service, regions }: Standing, on: Day): Reason[] {
  const merged = (world.predecessors.get(service) ?? []).flatMap((id) => {
    const succession = world.successions.get(id);
    return succession && succession.on <= on ? [{ id, on: succession.on }] : [];
  });
  const latest = merged.map((one) => one.on).sort().at(-1);
  if (latest === undefined) return [];
  const home = world.regions.filter(({ place }) => regions.includes(place.code));
  const names = merged.map(({ id }) => longName(home.map((region) => region.organisations.get(id)).find(Boolean), id, on));
  return [{ code: 'merger', text: `Issu de la fusion de ${names.join(' et ')} le ${frenchDate(latest)}` }];
}

function accreditationReason(standing: Standing, on: Day): Reason[] {
  const { state, end } = accreditationOn(standing.organisations, on);
  const endsOn = dated(end);
  return state === 'ended' && endsOn ? [{ code: 'accreditation', text: `Agrément échu depuis le ${frenchDate(endsOn)}` }] : [];
}

const nearest: readonly string[] = ['not-in-force', 'negotiating', 'accreditation', 'merger', 'abandoned'];

/** Why a service is without contract, as far as what was said tells it: the nearest cause first. */
export function reasonsOf(world: World, standing: Standing, on: Day): Reason[] {
  const fromContracts = standing.contracts.flatMap((contract) => contractReason(contract, on) ?? []);
  const merger = absenceOf(standing, on).since === undefined ? mergerReason(world, standing, on) : [];
  return [...fromContracts, ...accreditationReason(standing, on), ...merger].sort((a, b) => nearest.indexOf(a.code) - nearest.indexOf(b.code));
}

/** The services that merged into this one by the day, with the names that the regions know them by. */
export function predecessorsOf(world: World, { service }: Standing, on: Day): { service: string; name: string; mergedOn: string }[] {
  return (world.predecessors.get(service) ?? []).flatMap((id) => {
    const mergedOn = world.successions.get(id)?.on;
    if (mergedOn === undefined || mergedOn > on) return [];
    const known = world.regions.map((region) => region.organisations.get(id)).find(Boolean);
    return [{ service: id, name: longName(known, id, addDays(earliest(mergedOn), -1)), mergedOn }];
  });
}

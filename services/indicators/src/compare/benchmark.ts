import { frenchNumber, plural } from '@cpom/kernel';
import type { Indicator } from '../catalogue/definition.ts';
import { empty, notApplicable, number, numberOf, type ReadValue } from '../submission/value.ts';
import { isSecret, maskedValue, type ComparedValue } from './masking.ts';

/** A service with what it reported and how many employees it follows in the region. */
export interface Peer {
  readonly service: string;
  readonly values: ReadonlyMap<string, ComparedValue>;
  readonly employees: number | undefined;
}

/** Where one service stands on one line. Quartiles hide when they would tell a small count of somebody else. */
export interface Standing {
  readonly line: Indicator;
  readonly value: ReadValue;
  readonly scaled: ReadValue;
  readonly count: number;
  readonly quartiles: readonly [ReadValue, ReadValue, ReadValue];
  readonly per: string;
}

const fewestCompared = 3;
const scale = 10_000;
const bounds = [0, 50_000, 150_000, Infinity];

const classOf = (employees: number): number => bounds.findIndex((_, index) => employees < (bounds[index + 1] ?? Infinity));

/** Services of like size when at least three are, else all: with the sentence that says which. */
export function comparable(own: Peer, peers: readonly Peer[]): { readonly peers: readonly Peer[]; readonly basis: string } {
  const all = [own, ...peers.filter(({ service }) => service !== own.service)];
  const size = own.employees === undefined ? undefined : classOf(own.employees);
  const like = size === undefined ? [] : all.filter(({ employees }) => employees !== undefined && classOf(employees) === size);
  if (size !== undefined && like.length >= fewestCompared) return { peers: like, basis: `${plural(like.length, 'service')} ${sizeWords(size)}` };
  if (all.length < fewestCompared) return { peers: all, basis: "Moins de trois services ont des valeurs approuvées pour cette période : aucune comparaison n'est possible." };
  return { peers: all, basis: `${plural(all.length, 'service')} de la région, toutes tailles confondues` };
}

function sizeWords(size: number): string {
  const [from = 0, to = Infinity] = [bounds[size], bounds[size + 1]];
  if (from === 0) return `de moins de ${frenchNumber(to)} salariés suivis`;
  return to === Infinity ? `d'au moins ${frenchNumber(from)} salariés suivis` : `de ${frenchNumber(from)} à ${frenchNumber(to)} salariés suivis`;
}

interface Point {
  readonly raw: number;
  readonly scaled: number;
}

const rounded = (value: number): number => Math.round(value * 10) / 10;

/** Linear interpolation between the two nearest (as spreadsheets do); hidden when one of them is a small count. */
function quartile(points: readonly Point[], rank: number, line: Indicator): ReadValue {
  const place = ((points.length - 1) * rank) / 4;
  const [below, above] = [points[Math.floor(place)], points[Math.ceil(place)]];
  if (!below || !above || points.length < fewestCompared) return maskedValue;
  if (isSecret(line.disclosure, below.raw) || isSecret(line.disclosure, above.raw)) return maskedValue;
  return number(rounded(below.scaled + (above.scaled - below.scaled) * (place - Math.floor(place))));
}

/** Where `own` stands among the services compared, on a line that is a number. */
export function standing(line: Indicator, own: Peer, peers: readonly Peer[]): Standing {
  const counted = line.unit === 'count' || line.unit === 'persons' || line.unit === 'establishments';
  const perEmployees = counted && peers.every(({ employees }) => employees !== undefined && employees > 0);
  const scaledBy = (peer: Peer, raw: number): number => (perEmployees ? (raw / (peer.employees ?? 1)) * scale : raw);
  const points = peers.flatMap((peer): Point[] => {
    const raw = numberOf(peer.values.get(line.code)?.value);
    return raw === undefined ? [] : [{ raw, scaled: scaledBy(peer, raw) }];
  }).sort((a, b) => a.scaled - b.scaled);
  const value = own.values.get(line.code)?.value ?? empty;
  return {
    line, value, count: points.length,
    scaled: value.kind === 'number' ? number(rounded(scaledBy(own, value.number))) : notApplicable,
    quartiles: [quartile(points, 1, line), quartile(points, 2, line), quartile(points, 3, line)],
    per: perEmployees ? `pour ${frenchNumber(scale)} salariés suivis` : '',
  };
}

/** Of 10,000 employees followed in a year: a plausible count, made up. `part` is a share of another line. */
type Rate = number | { readonly of: string; readonly part: number };

const rates: Readonly<Record<string, Rate>> = {
  'PDP-C-01': 6, 'PDP-C-02': 22, 'PDP-C-02a': { of: 'PDP-C-02', part: 0.42 }, 'PDP-C-02b': { of: 'PDP-C-02a', part: 0.6 },
  'PDP-C-03a': { of: 'PDP-C-02', part: 0.14 }, 'PDP-C-03b': { of: 'PDP-C-02', part: 0.21 }, 'PDP-C-03c': { of: 'PDP-C-02', part: 0.05 }, 'PDP-C-03d': { of: 'PDP-C-02', part: 0.1 },
  'PDP-C-04': 140, 'PDP-C-04a': { of: 'PDP-C-04', part: 0.12 },
  'PDP-P-01': { of: 'PDP-C-02', part: 0.61 }, 'PDP-P-02': 9, 'PDP-P-03': 25, 'PDP-D-01': 90, 'PDP-D-02': 210, 'PDP-D-02a': { of: 'PDP-D-02', part: 0.7 }, 'PDP-D-03': 55, 'PDP-D-04': 18,
  'TMS-01': 7, 'TMS-01e': { of: 'TMS-01', part: 34 }, 'TMS-02': { of: 'TMS-01', part: 0.55 }, 'TMS-03': 9, 'TMS-03a': { of: 'TMS-03', part: 0.4 }, 'TMS-04': { of: 'TMS-01', part: 0.8 },
  'TMS-F-01': 12, 'TMS-F-01a': { of: 'TMS-F-01', part: 0.35 }, 'TMS-F-02': 3, 'TMS-F-04': 14,
  'CMR-01': 5, 'CMR-01a': { of: 'CMR-01', part: 0.6 }, 'CMR-04': { of: 'CMR-01a', part: 9 }, 'CMR-02': 60, 'CMR-03': 2,
  'RPS-01': 8, 'RPS-02': { of: 'RPS-01', part: 0.4 }, 'RPS-02a': { of: 'RPS-02', part: 0.6 }, 'ROU-01': 4, 'ROU-01a': { of: 'ROU-01', part: 0.5 },
  'SOC-01': 10_000, 'SOC-02': 1_060, 'SOC-05': { of: 'SOC-02', part: 0.2 }, 'SOC-03': 4_200, 'SOC-03a': { of: 'SOC-03', part: 0.4 }, 'SOC-04': 310,
};

/** The same text always gives the same number from 0 to 1. */
function share(text: string): number {
  let hash = 2_166_136_261;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 16_777_619) >>> 0;
  return (hash % 1_000) / 1_000;
}

/** Whose number, how many employees it follows and in which year. */
export interface Counted {
  readonly service: string;
  readonly employees: number;
  readonly year: number;
}

/** A made-up count that holds together: a part never exceeds its whole, and a year stays near the one before. Undefined: no rate is known. */
export function countOf(code: string, counted: Counted): number | undefined {
  if (code === 'PDP-B-01') return 1 + Math.round(share(counted.service) * 2);
  if (code === 'PDP-D-05') return 1;
  if (code === 'TMS-03b') return (countOf('TMS-03', counted) ?? 0) - (countOf('TMS-03a', counted) ?? 0);
  const rate = rates[code];
  if (rate === undefined) return undefined;
  if (typeof rate === 'object') return Math.round((countOf(rate.of, counted) ?? 0) * rate.part);
  const drift = 1 + 0.04 * (counted.year - 2022);
  return Math.round((counted.employees / 10_000) * rate * drift * (0.8 + 0.4 * share(`${counted.service} ${code}`)));
}

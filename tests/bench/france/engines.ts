import type { Figure } from '../figures.ts';

/** On what the new nation runs; the regions' journals stay the embedded ones that the generator made. */
export const engineNames = ['embedded', 'distributed'] as const;
export type EngineName = (typeof engineNames)[number];

type Bar = NonNullable<Figure['bar']>;

/** What the two engines may take; `catchup` has a bar on the embedded one alone. */
interface Bars {
  readonly page: Bar;
  readonly freshness: Bar;
  readonly catchup?: Bar;
}

export const barsOf: Readonly<Record<EngineName, Bars>> = {
  embedded: { page: { atMost: 50 }, freshness: { atMost: 100 }, catchup: { atLeast: 20_000 } },
  distributed: { page: { atMost: 150 }, freshness: { atMost: 1_000 } },
};

/** The same figures, saying on what; named apart when both engines are measured in one run. */
export function told(figures: readonly Figure[], on: string, prefix: string): readonly Figure[] {
  return figures.map((figure) => ({ ...figure, name: `${prefix}${figure.name}`, ...(on === '' ? {} : { note: [figure.note, on].filter(Boolean).join('; ') }) }));
}

import type { Figure } from '../figures.ts';
import type { Answer } from './child.ts';

/** `collector, the worst of its processes`: whose event loop is told. */
export function worstOf({ parts, loop }: Answer): string {
  const worst = parts?.find(({ loop: { p99 } }) => p99 === loop.p99);
  return worst ? `'s ${worst.name}, the worst of its ${parts?.length ?? 0} processes,` : '';
}

/** Resident memory, in sum, and of each process where there are several. */
export function memoryOf(name: string, { rss, parts = [] }: Answer, note: string, atMost?: number): readonly Figure[] {
  return [
    { name: `${name}.rss_mb`, value: rss, unit: 'MiB', ...(atMost === undefined ? {} : { bar: { atMost } }), note: `${note}${parts.length > 0 ? `, its ${parts.length} processes together` : ''}` },
    ...parts.map((part): Figure => ({ name: `${name}.${part.name}.rss_mb`, value: part.rss, unit: 'MiB', note: `${part.cpu.toFixed(1)} s of processor since it started` })),
  ];
}

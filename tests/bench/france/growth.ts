import { round, type Figure } from '../figures.ts';

/** What must not grow with the years behind. */
const flat: readonly string[] = ['page.p50_ms', 'page.p99_ms', 'page.cpu_ms', 'page.loop.p99_ms', 'freshness.p99_ms', 'loop.p99_ms', 'start.region_s'];

/** The same figures at each size in one table; what should be flat says so. */
export function growth(all: ReadonlyMap<number, readonly Figure[]>, json: boolean): void {
  const years = [...all.keys()];
  const names = [...new Set([...all.values()].flatMap((figures) => figures.map(({ name }) => name)))];
  const rows = names.map((name) => ({ name, flat: flat.includes(name), values: years.map((size) => all.get(size)?.find((figure) => figure.name === name)?.value) }));
  if (rows.length === 0) return;
  if (json) {
    for (const { name, flat: isFlat, values } of rows) process.stdout.write(`${JSON.stringify({ name: `growth.${name}`, years, values: values.map((value) => value ?? null), flat: isFlat })}\n`);
    return;
  }
  const cells = (texts: readonly string[]): string => texts.map((text) => text.padStart(12)).join('');
  process.stdout.write(`\n${'years behind'.padEnd(28)}${cells(years.map(String))}\n`);
  for (const { name, flat: isFlat, values } of rows) {
    process.stdout.write(`${name.padEnd(28)}${cells(values.map((value) => (value === undefined ? '' : String(round(value)))))}  ${isFlat ? 'should be flat' : ''}\n`);
  }
}

import { Agent } from 'node:http';
import { percentile, type Figure } from '../figures.ts';
import { openLoop, type Asked, type Target } from '../load.ts';
import { machineMeter } from '../machine.ts';
import { signIn, type Visitor } from '../visitor.ts';
import { barsOf } from './engines.ts';
import { writing } from './freshness.ts';
import type { Nation } from './home.ts';
import { memoryOf, worstOf } from './memory.ts';
import type { Stage } from './nation.ts';
import { tell } from './tell.ts';

/** Several people ask: one alone would be told to wait. */
const [connections, pagesPerSecond, people] = [20, 50, 6];

/** What the menu leads to, and the questions that people ask there: of one region, of a day, of a word. */
const menu: readonly string[] = [
  '/', '/?au=2023-12-31', '/services', '/services?etat=uncovered', '/services?region=11', '/services?q=prevention', '/contrats', '/contrats?etat=active', '/contrats?region=84&au=2024-06-30',
  '/indicateurs', '/indicateurs?region=75', '/indicateurs?theme=TMS', '/remontees', '/remontees?region=32', '/collecte', '/chiffres/workers-covered', '/chiffres/overdue', '/annuaire',
];
const explored = ['PDP-C-02', 'TMS-01', 'TMS-F-03', 'SOC-01', 'AT-F-02', 'CMR-04'];
const leads = /href="(\/(?:services|contrats|indicateurs|regions)\/[^"#]+)"/g;

/** The explorer: a whole series, one period, one region, the services behind a figure. */
const explorer = (): string[] => explored.flatMap((code) => [`/indicateurs/${code}`, `/indicateurs/${code}?periode=2025`, `/indicateurs/${code}?periode=2025&region=11`]);

/** `/services/:siren`: what the worst page is called by. */
const shapeOf = (path: string): string => path.replace(/^\/(services|regions|indicateurs)\/[^/?]+/, '/$1/:one').replace(/^\/contrats\/[^/]+\/[^/?]+/, '/contrats/:one');

/** In an order where those that came one after the other are far apart: people do not all ask for one slow kind of page at once. */
function spread<T>(all: readonly T[]): readonly T[] {
  // Steps of the golden section never meet, and two that follow each other are far apart.
  const place = (index: number): number => (index * 0.618_033_988_75) % 1;
  return all.map((one, index) => ({ one, at: place(index) })).sort((a, b) => a.at - b.at).map(({ one }) => one);
}

/** Every page, asked for by each person in turn. */
async function targetsOf(visitors: readonly Visitor[]): Promise<readonly Target[]> {
  const [visitor] = visitors;
  if (!visitor) return [];
  const found = new Set([...menu, ...explorer()]);
  const read = async (path: string): Promise<string> => {
    const { body, status } = await visitor.get(path);
    if (status !== 200) throw new Error(`${path} answered ${status}`);
    return body;
  };
  for (const path of menu) {
    const body = await read(path);
    const hrefs = [...body.matchAll(leads)].map(([, href = '']) => href.replaceAll('&amp;', '&')).filter((href) => !href.includes('.csv'));
    const few = Map.groupBy(hrefs, shapeOf);
    for (const some of few.values()) for (const href of some.slice(0, 3)) found.add(href);
  }
  // A link that leads nowhere is a defect of another kind: it is told, and left out of the load.
  for (const path of [...found].filter((one) => !menu.includes(one))) {
    await read(path).catch((error: unknown) => { found.delete(path); tell(`  dead link: ${String(error)}`); });
  }
  return spread([...found]).map((path, index) => ({ visitor: visitors[index % visitors.length] ?? visitor, path, name: shapeOf(path) }));
}

const worst = (asked: readonly Asked[]): string =>
  [...Map.groupBy(asked, ({ page }) => page)].map(([page, all]) => ({ page, p99: percentile(all.map(({ milliseconds }) => milliseconds), 0.99) }))
    .sort((a, b) => b.p99 - a.p99).slice(0, 3).map(({ page, p99 }) => `${page} ${Math.round(p99)} ms`).join(', ');

function mustAllBeAnswered(asked: readonly Asked[]): void {
  const failed = asked.filter(({ status }) => status !== 200);
  if (failed.length > 0) throw new Error(`${failed.length} pages were not answered: ${failed[0]?.page ?? ''} ${failed[0]?.status ?? ''}`);
}

/** The national pages in the open loop of `npm run bench` while every region writes. */
export async function pagesUnderLoad({ engine, origin, host, data: { years } }: Stage, nation: Nation, seconds: number): Promise<readonly Figure[]> {
  const agents = [new Agent({ keepAlive: true, maxSockets: connections }), new Agent({ keepAlive: true })] as const;
  try {
    const visitors = await Promise.all(Array.from({ length: people }, () => signIn(agents[0], origin, /^demo-dgt/)));
    const watchers = await Promise.all(Array.from({ length: people }, () => signIn(agents[1], origin, /^demo-dgt/)));
    const targets = await targetsOf(visitors);
    tell(`${targets.length} national pages, ${pagesPerSecond} a second for ${seconds} s, while every region writes`);
    // Both loads first run unmeasured: what nobody has done yet in a new process is slow once.
    const warming = Math.min(4, seconds);
    await Promise.all([openLoop(targets, pagesPerSecond, warming), writing(host, watchers, warming, engine)]);
    const machine = machineMeter('page.machine');
    const before = await nation.ask('mark');
    const [asked, fresh] = await Promise.all([openLoop(targets, pagesPerSecond, seconds), writing(host, watchers, seconds, engine)]);
    const now = await nation.ask('now');
    const left = machine();
    const { loop, cpu } = now;
    mustAllBeAnswered(asked);
    const times = asked.map(({ milliseconds }) => milliseconds);
    const load = `${years} years; ${pagesPerSecond} pages/s over ${connections} connections, ${targets.length} pages, ${seconds} s`;
    return [
      { name: 'page.p50_ms', value: percentile(times, 0.5), unit: 'ms', note: load },
      { name: 'page.p99_ms', value: percentile(times, 0.99), unit: 'ms', bar: barsOf[engine].page, note: `worst: ${worst(asked)}` },
      { name: 'page.cpu_ms', value: ((cpu - before.cpu) * 1_000) / asked.length, unit: 'ms', note: 'processor time of the nation for each page, what the regions write included' },
      ...left,
      { name: 'page.loop.p99_ms', value: loop.p99, unit: 'ms', bar: { atMost: 10 }, note: `of the nation${worstOf(now)} under this load; longest ${Math.round(loop.max)} ms` },
      { name: 'freshness.p99_ms', value: percentile(fresh, 0.99), unit: 'ms', bar: barsOf[engine].freshness, note: `${fresh.length} commits of ${host.regions.length} regions followed to the national API` },
      ...memoryOf('memory', now, `of the nation after the load, ${years} years`, 700),
    ];
  } finally {
    agents.forEach((agent) => { agent.destroy(); });
  }
}

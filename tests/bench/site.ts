import { Agent } from 'node:http';
import { percentile, type Figure } from './figures.ts';
import { commits, openLoop, type Asked, type Target } from './load.ts';
import { machineMeter } from './machine.ts';
import { startServer } from './server.ts';
import { signIn, type Visitor } from './visitor.ts';

const [connections, pagesPerSecond, commitsPerSecond, seconds] = [20, 50, 5, 20];
const port = 19_300;
const origins = { nation: `http://127.0.0.1:${port}`, '24': `http://127.0.0.1:${port + 1}`, '11': `http://127.0.0.1:${port + 2}` };

/** The pages of a menu, and from each list the first thing it leads to. */
const menus: Readonly<Record<string, readonly string[]>> = {
  region: ['/', '/contrats', '/campagnes', '/indicateurs', '/annuaire', '/compte'],
  nation: ['/', '/services', '/contrats', '/indicateurs', '/remontees', '/collecte', '/annuaire'],
};
const leads = /href="(\/(?:contrats|campagnes|indicateurs|annuaire|regions)\/[^"?#]+)"/g;
const notPages = /\.csv$|nouveau|telecharger|documents/;

async function pagesOf(visitor: Visitor, kind: string): Promise<Target[]> {
  const found = new Map<string, string>();
  for (const path of menus[kind] ?? []) {
    const { body, status } = await visitor.get(path);
    if (status !== 200) continue;
    found.set(path, path);
    const first = [...body.matchAll(leads)].map(([, href = '']) => href).filter((href) => !notPages.test(href));
    for (const href of first) {
      const shape = href.replace(/^(\/[^/]+\/)[^/]+/, '$1:id').replace(/(\/:id\/)[^/]+$/, '$1:part');
      if (!found.has(shape)) found.set(shape, href);
    }
  }
  const origin = new URL(visitor.origin).port === String(port) ? 'nation' : 'region';
  return [...found].map(([shape, path]) => ({ visitor, path, name: `${origin} ${shape}` }));
}

function worst(asked: readonly Asked[]): string {
  const pages = [...Map.groupBy(asked, ({ page }) => page)].map(([page, all]) => ({ page, p99: percentile(all.map(({ milliseconds }) => milliseconds), 0.99), count: all.length }));
  return pages.sort((a, b) => b.p99 - a.p99).slice(0, 3).map(({ page, p99 }) => `${page} ${Math.round(p99)} ms`).join(', ');
}

/** Takes turns, so that one slow kind of page does not come in a burst. */
function interleave(lists: readonly (readonly Target[])[]): Target[] {
  const longest = Math.max(...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list[at] ?? [])).flat();
}

/** Starts the demonstration twice (the second time its data are there), then holds it under the load of the issue. */
export async function site(dir: string): Promise<readonly Figure[]> {
  await (await startServer(dir, port, [`${origins.nation}/mentions-legales`, `${origins['11']}/mentions-legales`])).stop();
  const server = await startServer(dir, port, [`${origins['24']}/mentions-legales`, `${origins.nation}/mentions-legales`]);
  try {
    const agent = new Agent({ keepAlive: true, maxSockets: connections });
    const accounts: readonly (readonly [string, RegExp])[] = [
      [origins.nation, /^demo-dgt/], [origins.nation, /^demo-administrator-dgt|^demo-.*dgt/], [origins['24'], /^demo-dreets-agent/], [origins['24'], /^demo-fund-agent/], [origins['24'], /^demo-spsti-lead/],
      [origins['11'], /^demo-dreets-agent/], [origins['11'], /^demo-fund-agent/], [origins['11'], /^demo-spsti-lead/],
    ];
    const visitors = await Promise.all(accounts.map(([origin, account]) => signIn(agent, origin, account)));
    const targets = interleave(await Promise.all(visitors.map((visitor) => pagesOf(visitor, visitor.origin === origins.nation ? 'nation' : 'region'))));
    const writing = new Agent({ keepAlive: true });
    const [watcher, centre, paris] = await Promise.all([signIn(writing, origins.nation, /^demo-dgt/), signIn(writing, origins['24'], /^demo-dreets-agent/), signIn(writing, origins['11'], /^demo-dreets-agent/)]);
    await openLoop(targets, pagesPerSecond, 4);
    const machine = machineMeter('machine');
    server.mark();
    const [asked, ...fresh] = await Promise.all([
      openLoop(targets, pagesPerSecond, seconds), commits(centre, watcher, '24', commitsPerSecond, seconds), commits(paris, watcher, '11', commitsPerSecond, seconds),
    ]);
    const left = machine();
    const inside = await server.figures();
    const memory = await server.memory();
    agent.destroy();
    writing.destroy();
    const failed = asked.filter(({ status }) => status !== 200);
    if (failed.length > 0) throw new Error(`${failed.length} pages were not answered: ${failed[0]?.page ?? ''} ${failed[0]?.status ?? ''}`);
    const times = asked.map(({ milliseconds }) => milliseconds);
    const load = `${pagesPerSecond} pages/s over ${connections} connections, ${targets.length} pages, ${commitsPerSecond} commits/s a region, ${seconds} s`;
    return [
      { name: 'start.first_page_s', value: server.firstPage / 1_000, unit: 's', bar: { atMost: 5 }, note: 'installed, demonstration loaded, first pages of a region and of the nation' },
      { name: 'page.p50_ms', value: percentile(times, 0.5), unit: 'ms', note: load },
      { name: 'page.p99_ms', value: percentile(times, 0.99), unit: 'ms', bar: { atMost: 50 }, note: `worst: ${worst(asked)}` },
      { name: 'freshness.p99_ms', value: percentile(fresh.flat().map(({ milliseconds }) => milliseconds), 0.99), unit: 'ms', bar: { atMost: 100 }, note: `${fresh.flat().length} commits followed to the national API` },
      { name: 'loop.p99_ms', value: inside.p99, unit: 'ms', bar: { atMost: 10 }, note: `longest ${Math.round(inside.max)} ms` },
      { name: 'memory.rss_mb', value: memory, unit: 'MiB', bar: { atMost: 500 }, note: 'whole demonstration, after the load' },
      ...left,
    ];
  } finally {
    await server.stop();
  }
}

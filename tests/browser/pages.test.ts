import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { startDemoProcess, type DemoProcess } from '../support/demo-process.ts';
import { openChromium } from './browser.ts';
import { draftWithDocument } from './draft.ts';
import { newEye, type Eye } from './look.ts';
import { sights, type Sight, type Sights } from './sights.ts';

/** Shapes of pages that cannot be opened on the demonstration, each with its reason. */
const unreachable: Readonly<Record<string, string>> = {
  'nation /annuaire/:id/agrement': 'the nation keeps no service in its directory: regions do',
  'nation /annuaire/:id/effectif': 'the same',
  'nation /annuaire/:id/fusion': 'the same',
};

let dir: string;
let demo: DemoProcess;
let browser: Browser;
let seen: Sights;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cpom-pages-'));
  [demo, browser] = await Promise.all([startDemoProcess({ dir }), openChromium()]);
  const draft = await draftWithDocument(demo.centre);
  seen = await sights(demo, { nation: [], centre: [`/contrats/${draft}`, `/import/resultat?nouveaux=${draft}`] });
}, 180_000);
afterAll(async () => {
  await browser.close();
  await demo.stop();
  await rm(dir, { recursive: true, force: true });
});

/** The first of each kind of page. */
const oneOfEach = (chosen: readonly Sight[]): readonly Sight[] => [...Map.groupBy(chosen, ({ site, shape }) => `${site} ${shape.path}`).values()].flatMap(([first]) => first ?? []);

const longest = 40;

/** In lots of one account, none too long, so that two eyes end together. */
function lotsOf(chosen: readonly Sight[]): (readonly Sight[])[] {
  const each = [...Map.groupBy(chosen, ({ site, account }) => `${site} ${account}`).values()];
  return each.flatMap((all) => Array.from({ length: Math.ceil(all.length / longest) }, (_, at) => all.slice(at * longest, (at + 1) * longest))).sort((a, b) => b.length - a.length);
}

/** Takes lots until none is left. */
async function lookAt(lots: (readonly Sight[])[], look: (eye: Eye, path: string) => Promise<readonly string[]>): Promise<readonly string[]> {
  const [eye, found] = [await newEye(browser), [] as string[]];
  for (let lot = lots.shift(); lot !== undefined; lot = lots.shift()) {
    const [first] = lot;
    if (first) await eye.open(demo[first.site], first.account);
    for (const { account, path } of lot) found.push(...(await look(eye, path)).map((one) => `${account} ${path}: ${one}`));
  }
  await eye.close();
  return found;
}

test('given the lists of addresses, when each site is walked along its links, then no kind of page is out of reach', () => {
  expect(seen.unseen.filter((shape) => !(shape in unreachable))).toEqual([]);
  expect(Object.keys(unreachable).filter((shape) => !seen.unseen.includes(shape))).toEqual([]);
});

test('given a page, when its reader follows its links, then none leads to a refusal', () => {
  expect(seen.dead).toEqual([]);
});

describe('given each kind of page in each of its looks, when a machine looks at it', () => {
  test('then it finds nothing, and at no width, down to a telephone or a zoom of 200 %, is the page wider than its screen', async () => {
    const lots = lotsOf(seen.chosen);
    const look = (eye: Eye, path: string): Promise<readonly string[]> => eye.look(path);
    const found = (await Promise.all([lookAt(lots, look), lookAt(lots, look)])).flat();
    expect(found).toEqual([]);
  }, 600_000);

  test('then its words can be read in the dark too', async () => {
    const lots = lotsOf(oneOfEach(seen.chosen));
    const look = (eye: Eye, path: string): Promise<readonly string[]> => eye.lookInTheDark(path);
    expect((await Promise.all([lookAt(lots, look), lookAt(lots, look)])).flat()).toEqual([]);
  }, 300_000);
});

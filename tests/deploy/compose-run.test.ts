import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { onEngine } from '@cpom/testing';
import { visit } from '../support/visitor.ts';
import { containers } from './compose.ts';
import { openGround, up, type Ground, type Up } from './up.ts';

/** One region and the nation are enough of it for a test; the nation meets the other region as one that is away. */
const here = [...containers.keys()].filter((name) => name === 'keys' || name === 'provider' || /^(24|nation)-/.test(name));

await onEngine('docker-compose.yml, each container a process with the command, settings, order and health check of the file', (given) => {
  let dir = '';
  let ground: Ground;
  let demo: Up | undefined;
  const originOf = (name: string): string => `http://127.0.0.1:${ground.portOf(name, Number(containers.get(name)?.environment['PORT']))}`;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'cpom-compose-'));
    // One broker stands for three here.
    const replaced = { MONGO_URL: given().mongoUrl, KAFKA_BROKERS: given().kafkaBrokers, CPOM_KAFKA_COPIES: '', CPOM_NAMESPACE: `up${randomUUID().slice(0, 8)}` };
    ground = await openGround(dir, replaced);
    const began = performance.now();
    demo = await up(here, ground);
    process.stdout.write(`compose: ${here.length} containers in order after ${Math.round((performance.now() - began) / 1_000)} s\n`);
  }, 240_000);
  afterAll(async () => {
    demo?.kill();
    await rm(dir, { recursive: true, force: true });
  });

  test('given the one-shot containers, when all is up, then each fills its instance, says where to look and ends well', async () => {
    const began = performance.now();
    for (const name of ['24-demo', 'nation-demo']) {
      const { ended, said } = demo?.started(name) ?? { ended: Promise.resolve(1), said: () => '' };
      expect([name, await ended, said()]).toEqual([name, 0, expect.stringMatching(/données chargées en \d+ s\. Ouvrez http:\/\/127\.0\.0\.1:\d+\/\n$/)]);
    }
    process.stdout.write(`compose: data loaded ${Math.round((performance.now() - began) / 1_000)} s after\n`);
  }, 240_000);

  test('given a browser outside the containers, when it asks at the published port, then the sign-in answers as who it is within', async () => {
    const [outer, inner] = [8093, 8083].map((port) => `http://127.0.0.1:${ground.portOf('provider', port)}`);
    expect(await (await fetch(`${outer}/.well-known/openid-configuration`)).json()).toMatchObject({ issuer: inner });
  });

  test('given somebody who signs in at the nation, when they look at its contracts, then those of the region are there', async () => {
    const dgt = await visit(originOf('nation-gateway'), /dgt-dgt/);
    const shown = async (): Promise<string> => (await dgt.get('/contrats?region=24')).text();
    for (let left = 100; !(await shown()).includes('2021-2022') && left > 0; left -= 1) await pause(200);
    expect(await shown()).toContain('2021-2022');
    expect(await shown()).toContain('Centre-Val de Loire');
  }, 60_000);

  test('given an agent who signs in at the region, when they look at the campaigns, then the fictitious present is there', async () => {
    const agent = await visit(originOf('24-gateway'), /dreets-agent/);
    expect(await (await agent.get('/')).text()).toContain('Instance de démonstration');
    expect((await agent.get('/campagnes')).status).toBe(200);
  });

  test('given the second start of a one-shot container, then nothing is loaded or made again', async () => {
    const [keys, loaded] = [await demo?.again('keys'), await demo?.again('24-demo')];
    expect([await keys?.ended, await loaded?.ended]).toEqual([0, 0]);
    expect(loaded?.said()).toContain('les données y sont déjà');
  }, 60_000);

  test('given « docker compose down », then every process ends by itself, and well', async () => {
    const began = performance.now();
    const codes = await demo?.down();
    expect([...(codes ?? [])].filter(([, code]) => code !== 0)).toEqual([]);
    expect(codes?.size).toBe(10);
    process.stdout.write(`compose: ended in ${Math.round(performance.now() - began)} ms\n`);
  }, 30_000);
});

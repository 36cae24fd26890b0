import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { openEmbedded, openEmbeddedBus } from './index.ts';

test('given two services of one instance, each has its own folder and both share the bus', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'cpom-open-'));
  const bus = openEmbeddedBus({ file: join(dir, 'bus.sqlite') });
  const open = (service: string) => openEmbedded({ dir, service, bus, newEpochId: () => `epoch-${service}` });
  const [contracts, directory] = await Promise.all([open('contracts'), open('directory')]);
  await contracts.state.put('cursor', 1);
  expect(await directory.state.get('cursor')).toBeUndefined();
  expect((await contracts.journal.head()).epoch).toBe('epoch-contracts');
  expect(contracts.bus).toBe(directory.bus);
  await contracts.close();
  await directory.close();
  expect((await readdir(dir)).filter((name) => !name.startsWith('bus'))).toEqual(['contracts', 'directory']);
  const again = await open('contracts');
  expect(await again.state.get('cursor')).toMatchObject({ value: 1 });
  await again.close();
  await bus.close();
  await rm(dir, { recursive: true });
});

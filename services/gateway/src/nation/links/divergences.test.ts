import { expect, test } from '@jest/globals';
import { Divergence, type ListDivergencesRequest } from '@cpom/proto/collector/v1/collector';
import { render } from '../../ui/index.ts';
import { latestDivergences } from './divergences.ts';

const finding = (index: number): Divergence => Divergence.fromPartial({ peer: '24', stream: `contract-${index}`, kind: index % 2 === 0 ? 'rewound' : 'withdrawn', heardVersion: 4, versionNow: 2, foundAt: '2026-11-21T09:00:00.000Z' });

/** The section, where the collector has so many findings. */
async function shown(count: number): Promise<string> {
  const all = Array.from({ length: count }, (_, index) => finding(index));
  const listDivergences = ({ offset, limit }: ListDivergencesRequest) => Promise.resolve({ divergences: all.slice(offset, offset + (limit || 50)), total: count });
  return render(await latestDivergences({ calls: { collector: { listDivergences } }, info: { timeZone: 'Europe/Paris' } }));
}

test('given no finding, when the links are shown, then it is said that no region went back', async () => {
  expect(await shown(0)).toContain('Aucune région n’est revenue à une copie plus ancienne');
});

test('given a few findings, when the links are shown, then they are all there, each with what became of its stream', async () => {
  const section = await shown(2);
  expect(section).toContain('2 écarts');
  expect(section).toMatch(/contract-0[^]*le flux est revenu en arrière[^]*contract-1[^]*le flux a disparu/);
  expect(section).toContain('21/11/2026 à 10:00');
  expect(section).not.toContain('/collecte/ecarts');
});

test('given more findings than are shown, when the links are shown, then it is said that they are the latest, and where the others are', async () => {
  const section = await shown(12);
  expect(section).toContain('10 derniers écarts');
  expect(section).toMatch(/href="\/collecte\/ecarts">Voir les 12 écarts/);
});

import { describe, expect, jest, test } from '@jest/globals';
import { contractSaid, submissionSaid, value, worldAfter } from '../given.fixture.ts';
import { explore } from './explore.ts';
import { keeperOf, remembering } from './keeper.ts';

const said = [
  submissionSaid('24', '2024', 'a', { state: 'approved', approvedAt: '2025-05-01', values: [value('X', 20)] }),
  submissionSaid('11', '2024', 'b', { state: 'approved', approvedAt: '2025-05-01', values: [value('X', 30)] }),
];

describe('explorations that are remembered', () => {
  test('given an indicator of the core, when it is looked at again from any region, then it is not computed again', () => {
    const [world, counted] = [worldAfter(said), jest.fn(explore)];
    const again = remembering(counted);
    const first = again(world, 'X', '');
    expect(again(world, 'X', '24')).toBe(first);
    expect(first).toEqual(explore(world, 'X', ''));
    expect(counted).toHaveBeenCalledTimes(1);
  });
  test('given that a region reported since, when it is looked at again, then what it reported is there', () => {
    const [world, after] = [worldAfter(said), worldAfter([...said, submissionSaid('24', '2024', 'c', { state: 'approved', approvedAt: '2025-05-02', values: [value('X', 50)] })])];
    const again = remembering(explore);
    again(world, 'X', '');
    expect(again(after, 'X', '')).toEqual(explore(after, 'X', ''));
  });
  test('given a world where nothing was reported since, when it is asked for what was kept, then it is the same, and the oldest is forgotten', () => {
    const world = worldAfter([...said, contractSaid('24', 'c-1', {})]);
    const kept = keeperOf<number>(2);
    kept.put(world, 'a', 1);
    kept.put(world, 'b', 2);
    expect(kept.get({ ...world }, 'a')).toBe(1);
    kept.put(world, 'c', 3);
    expect([kept.get(world, 'a'), kept.get(world, 'b'), kept.get(world, 'c')]).toEqual([undefined, 2, 3]);
  });
});

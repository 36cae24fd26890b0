import { expect, test } from '@jest/globals';
import type { Calls } from '@cpom/service';
import { Person, type DirectoryServer } from '@cpom/proto/directory/v1/directory';
import { createPeople } from './people.ts';

test('given a person read a moment ago, then nobody is asked again for five seconds; ten seconds later, or once a clock that was ahead is put right, nobody relies on it', async () => {
  let [now, asked] = [1_000_000, 0];
  const directory = { getPerson: () => { asked += 1; return Promise.resolve(Person.fromPartial({ personId: 'p' })); } };
  const people = createPeople({ directory: () => Promise.resolve(directory as unknown as Calls<DirectoryServer>), now: () => now });
  const after = async (milliseconds: number): Promise<number> => {
    now += milliseconds;
    await people.get('p');
    return asked;
  };
  expect([await after(0), await after(4_999), await after(5_001)]).toEqual([1, 1, 2]);
  expect([await after(-9 * 3_600_000), await after(4_999)]).toEqual([3, 3]);
});

import { stateSuite, type StateUnderTest } from '../suites/state.ts';
import { onDatabase, remove, type GivenDatabase } from './given.fixture.ts';
import { openDistributedState } from './state.ts';

const opener = (given: () => GivenDatabase) => async (): Promise<StateUnderTest> => {
  const options = given().fresh();
  let state = await openDistributedState(options);
  const current: StateUnderTest = {
    state,
    reopen: async () => {
      await state.close();
      state = await openDistributedState(options);
      return (current.state = state);
    },
    close: async () => {
      await state.close();
      await remove(options);
    },
  };
  return current;
};

await onDatabase('on a database of the distributed engine', (given) => stateSuite('distributed', opener(given)));

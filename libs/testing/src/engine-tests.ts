import { environment } from '@cpom/service';
import { engine, type Engine, type EngineOptions } from './engine.ts';

/** What a test body asks for the engine; only within a test or its hooks. */
export type GivenEngine = () => Engine;

const startLimitMs = 300_000;

/**
 * Tests that need the distributed engine: `await onEngine('bus, distributed', (given) => { … })` at the top of a test file.
 * Where no engine can be had they are skipped, and their group's name says why; in CI they fail instead.
 */
export async function onEngine(name: string, body: (given: GivenEngine) => void, options: EngineOptions = {}): Promise<void> {
  const started = await engine(environment(), options).catch((error: unknown) => error as Error);
  if (started instanceof Error) {
    if (environment()['CI'] === 'true') throw started;
    describe.skip(`${name} (left out: ${started.message.split('\n')[0] ?? ''})`, () => { body(() => { throw started; }); });
    return;
  }
  describe(name, () => {
    afterAll(() => started.stop(), startLimitMs);
    body(() => started);
  });
}

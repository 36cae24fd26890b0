export * from './clock.ts';
export * from './harness.ts';
export { engine, type Engine, type Source } from './engine.ts';
export { onEngine, type GivenEngine } from './engine-tests.ts';

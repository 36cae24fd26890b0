export * from './clock.ts';
export * from './harness.ts';

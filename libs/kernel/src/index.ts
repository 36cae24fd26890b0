export * from './dates.ts';
export * from './events.ts';
export * from './fold.ts';
export * from './french.ts';
export * from './identifiers.ts';
export * from './refusal.ts';
export * from './regions.ts';

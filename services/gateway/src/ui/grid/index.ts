export * from './grid.ts';
export * from './model.ts';
export * from './names.ts';
export * from './read.ts';

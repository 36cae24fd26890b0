export type { GateConfig } from './config.ts';
export { startGate } from './service.ts';

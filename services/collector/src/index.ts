export type { CollectorConfig, Peer } from './config.ts';
export { startCollector } from './service.ts';

export { startNational } from './service.ts';
export { nationalSettings, type NationalConfig } from './config.ts';

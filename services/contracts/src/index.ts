export { startContracts } from './service.ts';
export { contractsSettings, type ContractsConfig } from './config.ts';

export { startIndicators } from './service.ts';
export { indicatorsSettings, type IndicatorsConfig } from './config.ts';

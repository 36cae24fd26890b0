export type { GatewayConfig } from './config.ts';
export { startGateway } from './service.ts';

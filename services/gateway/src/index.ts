export type { GatewayConfig } from './config.ts';
export { startDemoProvider, type DemoAccount, type DemoClient, type DemoProvider } from './demo-provider/index.ts';
export { startGateway } from './service.ts';
export { usualScopes } from './signin/index.ts';

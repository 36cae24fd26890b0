export { startInstance, type InstancePlan, type RunningInstance } from './start-instance.ts';
export { startDemo, type RunningDemo } from './demo/start.ts';
export { instanceSettings, type InstanceSettings } from './settings.ts';

export { startDirectory } from './service.ts';
export { directorySettings, type DirectoryConfig } from './config.ts';

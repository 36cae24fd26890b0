import { z } from 'zod';

/** Contracts have no setting of their own. */
export const contractsSettings = z.object({});
export type ContractsConfig = z.infer<typeof contractsSettings>;

import { z } from 'zod';

/** The directory has no setting of its own. */
export const directorySettings = z.object({});
export type DirectoryConfig = z.infer<typeof directorySettings>;

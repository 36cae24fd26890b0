import { z } from 'zod';

/** The national views have no setting of their own. */
export const nationalSettings = z.object({});
export type NationalConfig = z.infer<typeof nationalSettings>;

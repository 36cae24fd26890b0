import { z } from 'zod';

/** How often the calendar is looked at: progress is told to the nation at most once a minute, whatever this is. */
export const indicatorsSettings = z.object({
  CPOM_INDICATORS_CALENDAR_SECONDS: z.coerce.number().int().min(1).max(3_600).default(15),
});
export type IndicatorsConfig = z.infer<typeof indicatorsSettings>;

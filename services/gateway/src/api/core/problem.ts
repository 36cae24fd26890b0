import { z } from 'zod';

/** What a refusal looks like (RFC 9457): made by web/errors.ts for every address under /api. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().describe('En français : ce qui est refusé et que faire.'),
  code: z.string().describe('invalid, rule, conflict, not-found, unauthenticated, forbidden, too-large, too-many, unavailable, fault.'),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).describe('Un élément par champ en cause.'),
  requestId: z.string().describe('Référence à citer pour demander de l’aide.'),
});

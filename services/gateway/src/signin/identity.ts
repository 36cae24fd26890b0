import { Refusal } from '@cpom/kernel';
import { z } from 'zod';

/** Who the provider says it is. Roles are ours and not in it. */
export interface Identity {
  readonly sub: string;
  readonly email: string;
  readonly givenName: string;
  readonly usualName: string;
  /** The workplace, 14 digits, when the provider tells. */
  readonly siret?: string | undefined;
}

const claims = z.object({
  sub: z.string().min(1).max(255),
  email: z.email().max(254),
  given_name: z.string().trim().min(1).max(200),
  usual_name: z.string().trim().min(1).max(200),
  siret: z.string().regex(/^\d{14}$/).optional().catch(undefined),
});

const signedFor = z.object({ iss: z.string(), aud: z.union([z.string(), z.array(z.string())]) });

const refused = (): Refusal =>
  new Refusal('forbidden', "Le service d'identification n'a pas transmis votre nom ou votre adresse électronique. " +
    'Vérifiez votre compte auprès de votre organisation, puis reconnectez-vous.');

/** Reads verified claims. A signed answer that does not say by whom and for whom could have been made for another client. */
export function identityOf(userinfo: unknown, { issuer, clientId }: { issuer: string; clientId: string }): Identity {
  const signed = signedFor.safeParse(userinfo).data;
  if (signed?.iss !== issuer || ![signed.aud].flat().includes(clientId)) throw new Error('userinfo does not say it is by the issuer and for us');
  const parsed = claims.safeParse(userinfo);
  if (!parsed.success) throw refused();
  const { sub, email, given_name: givenName, usual_name: usualName, siret } = parsed.data;
  return { sub, email: email.toLowerCase(), givenName, usualName, siret };
}

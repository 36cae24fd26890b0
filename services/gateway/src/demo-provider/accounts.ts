/** A fictitious person who can be signed in as with one click: one per role and organisation. */
export interface DemoAccount {
  /** The provider's name for the person, stable from one start to the next. */
  readonly sub: string;
  readonly email: string;
  readonly givenName: string;
  readonly usualName: string;
  /** The workplace, 14 digits. */
  readonly siret: string;
  /** What the person does, as shown on the button (« Agent de la DREETS »). */
  readonly role: string;
  /** Accounts are listed under their organisation. */
  readonly organisation: string;
  /** The instances that offer the account; all of them unless told. */
  readonly clientIds?: readonly string[];
}

/** An instance that signs people in here. */
export interface DemoClient {
  readonly clientId: string;
  readonly clientSecret: string;
  /** The instance's public origin. */
  readonly origin: string;
  /** What the instance is called on the sign-in page. */
  readonly name: string;
}

export const claimsOf = ({ sub, email, givenName, usualName, siret }: DemoAccount): Record<string, unknown> => ({
  sub, email, given_name: givenName, usual_name: usualName, siret, uid: sub,
});

/** The part of oidc-provider that the stand-in uses; the package ships no types. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  export interface Grant {
    addOIDCScope(scope: string): void;
    save(): Promise<string>;
  }

  export interface ProviderSession {
    accountId?: string;
    state?: { postLogoutRedirectUri?: string; state?: string };
    destroy(): Promise<void>;
  }

  export interface Context {
    readonly path: string;
    readonly method: string;
    readonly query: Readonly<Record<string, unknown>>;
    status: number;
    type: string;
    body: unknown;
    readonly cookies: { set(name: string, value: null, options?: object): void };
    readonly oidc: {
      readonly route: string;
      readonly provider: Provider;
      readonly client: { readonly clientId: string };
      readonly session: ProviderSession;
    };
    set(name: string, value: string): void;
    redirect(url: string): void;
  }

  export default class Provider {
    constructor(issuer: string, configuration: object);
    readonly Grant: new (of: { clientId: string; accountId: string | undefined }) => Grant;
    use(middleware: (context: Context, next: () => Promise<void>) => Promise<void>): this;
    on(event: string, listener: (context: Context, error: Error) => void): this;
    callback(): (req: IncomingMessage, res: ServerResponse) => Promise<void>;
    cookieName(kind: string): string;
    interactionDetails(req: IncomingMessage, res: ServerResponse): Promise<{ readonly params: Readonly<Record<string, unknown>> }>;
    interactionFinished(req: IncomingMessage, res: ServerResponse, result: object): Promise<void>;
  }
}

import type { RequestHandler } from 'express';
import helmet from 'helmet';

export interface HeaderSettings {
  /** The instance's public origin; https adds HSTS. */
  readonly origin: string;
  /** Origins a form may end at besides our own: a sign-out form is redirected to the identity provider. */
  readonly formOrigins: readonly string[];
}

const directives = ({ origin, formOrigins }: HeaderSettings): Record<string, string[]> => ({
  defaultSrc: ["'self'"],
  baseUri: ["'none'"],
  objectSrc: ["'none'"],
  frameAncestors: ["'none'"],
  formAction: ["'self'", ...formOrigins],
  ...(origin.startsWith('https:') && { upgradeInsecureRequests: [] }),
});

/**
 * Security headers of every answer; nothing inline, no frame, nothing kept in caches.
 * The referrer policy is `same-origin` and not stricter: under `no-referrer` browsers send `Origin: null` with our own forms.
 */
export function securityHeaders(settings: HeaderSettings): RequestHandler[] {
  const secure = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: directives(settings) },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: settings.origin.startsWith('https:') ? { maxAge: 31_536_000 } : false,
    xFrameOptions: { action: 'deny' },
  });
  const noStore: RequestHandler = (_req, res, next) => {
    res.set('Cache-Control', 'no-store');
    res.set('Permissions-Policy', 'camera=(), microphone=(), geolocation=()');
    next();
  };
  return [secure, noStore];
}

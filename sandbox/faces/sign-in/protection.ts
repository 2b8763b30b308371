/** What holds for every page: who may ask for it, how much may be sent, and what a browser may do with it. */
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';

/** In bytes: more than twice the longest SAML response that AWS takes. */
const LARGEST_BODY = 256 * 1024;

/**
 * - The Host header is the one that was handed out, so that no other name can be made to point here (DNS rebinding).
 * - A form is sent by a page of this origin (cross-site request forgery).
 * - Pages load their own style and script alone, send forms to themselves alone, are framed by none and kept by none.
 *
 * @param origin Where the pages are.
 */
export const protection = (origin: string): MiddlewareHandler[] => [
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      scriptSrc: ["'self'"],
      imgSrc: ['data:'],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    xFrameOptions: 'DENY',
    // Without any referrer a browser would send its forms from the origin "null".
    referrerPolicy: 'same-origin',
    strictTransportSecurity: false,
  }),
  async (context, next) => {
    if (context.req.header('host') !== new URL(origin).host) {
      throw new HTTPException(421, { message: `The sandbox answers at ${origin} alone.` });
    }
    context.header('Cache-Control', 'no-store');
    await next();
  },
  bodyLimit({
    maxSize: LARGEST_BODY,
    onError: () => {
      throw new HTTPException(413, { message: `No form is longer than ${LARGEST_BODY / 1024} KiB.` });
    },
  }),
  csrf({ origin }),
];

/** What is reached without a token: the cloud's endpoints, and what login.microsoftonline.com has of the tenant. */
import { Hono, type MiddlewareHandler } from 'hono';
import { GraphError } from '../../../world/entra/graph-error.js';
import { federationMetadata } from '../../../world/entra/federation-metadata.js';
import type { SigningPair } from '../../../world/entra/self-signed-certificate.js';
import type { EntraTenant } from '../../../world/entra/tenant.js';
import type { AccessTokens } from './access-tokens.js';
import { cloudEndpoints, keys, openIdConfiguration } from './documents.js';
import { answerTokenRequest, unknownTenant } from './token-endpoint.js';

/** Entra's metadata begins with it. */
const BYTE_ORDER_MARK = '\u{FEFF}';

export interface Login {
  readonly entra: EntraTenant;
  readonly tokens: AccessTokens;
  readonly pair: SigningPair;
  readonly secret: string;
}

export function loginRoutes({ entra, tokens, pair, secret }: Login): Hono {
  const app = new Hono();
  const ofTenant: MiddlewareHandler<object, '/:tenant/*'> = async ({ req, json }, next) => {
    const refused = unknownTenant(entra, req.param('tenant'));
    if (refused) return json(refused.body, refused.status);
    return next();
  };
  const originOf = ({ url }: Request) => new URL(url).origin;

  app.get('/metadata/endpoints', ({ req, json }) => json(cloudEndpoints(originOf(req.raw))));
  app.get('/:tenant/v2.0/.well-known/openid-configuration', ofTenant, ({ req, json }) =>
    json(openIdConfiguration(originOf(req.raw), entra.tenantId)),
  );
  app.get('/:tenant/discovery/v2.0/keys', ofTenant, ({ json }) => json(keys(pair)));
  app.post('/:tenant/oauth2/v2.0/token', ofTenant, async ({ req, json }) => {
    const form = new URLSearchParams(await req.text());
    const { status, body } = answerTokenRequest(entra, tokens, secret, form);
    return json(body, status);
  });
  app.get('/:tenant/federationmetadata/2007-06/federationmetadata.xml', ofTenant, ({ req, body, text }) => {
    try {
      const document = federationMetadata(entra, pair.der.toString('base64'), req.query('appid'));
      return body(`${BYTE_ORDER_MARK}${document}`, 200, { 'Content-Type': 'application/xml; charset=utf-8' });
    } catch (error) {
      if (error instanceof GraphError) return text(error.message, 404);
      throw error;
    }
  });
  return app;
}

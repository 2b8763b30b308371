/** Microsoft Graph over HTTPS on loopback, with the endpoints that sign a client in, over the world's tenant. */
import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { selfSignedCertificate } from '../../world/entra/self-signed-certificate.js';
import type { World } from '../../world/world.js';
import { createCertificateAuthority, type CertificateAuthority } from '../https/certificate-authority.js';
import { serveHttps } from '../https/serve-https.js';
import { graphRoutes } from './app.js';
import { Faults } from './faults.js';
import { AccessTokens } from './login/access-tokens.js';
import { loginRoutes } from './login/routes.js';

export interface ServedGraph {
  /** Such as `https://localhost:40123`: for Graph and for the login alike. */
  readonly origin: string;
  /** What points the azuread provider at the tenant. */
  readonly environment: Readonly<Record<string, string>>;
  readonly faults: Faults;
  /** The caller's, by name: one that is taken away is missing in later tokens, and Graph refuses what needs it. */
  readonly permissions: Set<string>;
  stop(): Promise<void>;
}

/** The tenant's own key and the caller's secret are made for the run. Without an authority of the run, it makes its own. */
export async function serveGraph(world: World, shared?: CertificateAuthority): Promise<ServedGraph> {
  const { clock, entra } = world;
  const authority = shared ?? (await createCertificateAuthority());
  const secret = randomBytes(24).toString('base64url');
  const now = clock.now();
  const end = new Date(now.getTime() + TENANT_KEY_LIFETIME);
  const pair = await selfSignedCertificate('accounts.accesscontrol.windows.net', now, end);
  const tokens = new AccessTokens(entra, clock, pair);
  const faults = new Faults(clock);

  const app = new Hono();
  app.route('/', loginRoutes({ entra, tokens, pair, secret }));
  app.route('/', graphRoutes({ world, tokens, faults }));
  const { host, stop } = await serveHttps(
    (request, bindings) => app.fetch(request, bindings),
    authority.server,
  );

  return {
    origin: `https://${host}`,
    environment: {
      ARM_METADATA_HOSTNAME: host,
      ARM_TENANT_ID: entra.tenantId,
      ARM_CLIENT_ID: entra.caller.clientId,
      ARM_CLIENT_SECRET: secret,
      SSL_CERT_FILE: authority.file,
      NODE_EXTRA_CA_CERTS: authority.file,
    },
    faults,
    permissions: tokens.permissions,
    stop: async () => {
      await stop();
      if (!shared) await authority.remove();
    },
  };
}

/** Five years, in milliseconds. */
const TENANT_KEY_LIFETIME = 5 * 365 * 24 * 60 * 60 * 1000;

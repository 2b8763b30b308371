/** `POST /<tenant>/oauth2/v2.0/token`: client credentials for an access token. */
import { timingSafeEqual } from 'node:crypto';
import type { EntraTenant } from '../../../world/entra/tenant.js';
import { LIFETIME, type AccessTokens } from './access-tokens.js';

export interface TokenAnswer {
  readonly status: 200 | 400 | 401;
  readonly body: object;
}

/** The caller's secret is the run's; nothing else opens. */
export function answerTokenRequest(
  { tenantId, caller }: EntraTenant,
  tokens: AccessTokens,
  secret: string,
  form: URLSearchParams,
): TokenAnswer {
  const [grant, client, given, scope] = ['grant_type', 'client_id', 'client_secret', 'scope'].map(
    (name) => form.get(name) ?? '',
  ) as [string, string, string, string];
  if (grant !== 'client_credentials')
    return refusal(
      400,
      'unsupported_grant_type',
      70003,
      `The app requested an unsupported grant type '${grant}'.`,
    );
  if (client.toLowerCase() !== caller.clientId.toLowerCase())
    return refusal(
      400,
      'unauthorized_client',
      700016,
      `Application with identifier '${client}' was not found in the directory '${tenantId}'.`,
    );
  if (!same(given, secret))
    return refusal(
      401,
      'invalid_client',
      7000215,
      `Invalid client secret provided for app '${caller.clientId}'.`,
    );
  const resource = /^(https:\/\/.+?)\/+\.default$/.exec(scope)?.[1];
  if (resource === undefined)
    return refusal(
      400,
      'invalid_scope',
      1002012,
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier.`,
    );
  const body = {
    token_type: 'Bearer',
    expires_in: LIFETIME,
    ext_expires_in: LIFETIME,
    access_token: tokens.issue(resource),
  };
  return { status: 200, body };
}

/** What every address of another tenant answers. */
export const unknownTenant = ({ tenantId }: EntraTenant, tenant: string): TokenAnswer | undefined =>
  tenant.toLowerCase() === tenantId.toLowerCase()
    ? undefined
    : refusal(400, 'invalid_request', 90002, `Tenant '${tenant}' not found.`);

const refusal = (status: 400 | 401, error: string, code: number, message: string): TokenAnswer => ({
  status,
  body: { error, error_description: `AADSTS${code}: ${message}`, error_codes: [code] },
});

function same(given: string, secret: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(secret)];
  return one.length === other.length && timingSafeEqual(one, other);
}

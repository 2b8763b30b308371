/** What a role of emergency access is called, on either side. */
import { createHash } from 'node:crypto';
import type { EmergencyAccessConfig } from './config.js';

/** In the emergency account. */
export const SAML_PROVIDER_NAME = 'EntraEmergencyAccess';

/** The inline policy by which a role goes on to its counterparts in other accounts. */
export const REACH_POLICY = 'reach';

export const emergencyRoleName = (
  handle: string,
  { name }: Pick<EmergencyAccessConfig['roles'][string], 'name'>,
): string => name ?? handle;

/** A GUID that depends on the tenant and the role's name only: Entra knows app roles by it, and assignments name it. */
export function appRoleId(tenantId: string, roleName: string): string {
  const hex = createHash('sha256')
    .update(`emergency role ${tenantId.toLowerCase()} ${roleName}`)
    .digest('hex');
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return parts.join('-');
}

import type { World } from '../../../sandbox/world/world.js';

export interface IdentityCenterPrincipal {
  readonly id: string;
  readonly appId: string;
  /** Of its newest certificate, in hexadecimal digits. */
  readonly thumbprint: string;
}

/** The service principal of Identity Center's application, which the config calls so. */
export function identityCenterPrincipal({ entra }: World): IdentityCenterPrincipal {
  const [found] = entra.servicePrincipals.list({ displayName: 'AWS IAM Identity Center' });
  const [key] = [...(found?.keyCredentials ?? [])].sort((a, b) => b.endDateTime.localeCompare(a.endDateTime));
  const thumbprint = Buffer.from(key?.customKeyIdentifier ?? '', 'base64')
    .toString('hex')
    .toUpperCase();
  return { id: found?.id ?? '', appId: found?.appId ?? '', thumbprint };
}

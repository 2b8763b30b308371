/** The provider's resource ids, as they stand in state and are given to import. */

const GUID = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';
const EXAMPLE = '00000000-0000-0000-0000-000000000000';

export const isGuid = (value: string): boolean => new RegExp(`^${GUID}$`).test(value);

/** One form of id, with the parts that tell its objects apart. */
interface IdForm<Parts extends readonly string[]> {
  format(...parts: Parts): string;
  /** @throws Error saying what is expected. */
  parse(id: string): Parts;
  /** What is wrong with an argument that takes such an id, or null. */
  rule(id: string, argument: string): string | null;
}

function idForm<Parts extends readonly string[]>(
  name: string,
  pattern: string,
  format: (...parts: Parts) => string,
  example: Parts,
): IdForm<Parts> {
  const shape = new RegExp(`^${pattern}$`);
  return {
    format,
    parse(id) {
      const parts = shape.exec(id);
      if (!parts)
        throw new Error(`parsing the ${name} ID: expected the form ${format(...example)}, got "${id}"`);
      return parts.slice(1) as readonly string[] as Parts;
    },
    rule: (id, argument) =>
      shape.test(id) ? null : `expected "${argument}" to have the form ${format(...example)}, got "${id}"`,
  };
}

export const applicationId = idForm<readonly [string]>(
  'Application',
  `/applications/(${GUID})`,
  (id) => `/applications/${id}`,
  [EXAMPLE],
);

export const servicePrincipalId = idForm<readonly [string]>(
  'Service Principal',
  `/servicePrincipals/(${GUID})`,
  (id) => `/servicePrincipals/${id}`,
  [EXAMPLE],
);

export const groupId = idForm<readonly [string]>('Group', `/groups/(${GUID})`, (id) => `/groups/${id}`, [
  EXAMPLE,
]);

/** The URI goes in base64. */
export const identifierUriId = idForm<readonly [applicationId: string, encodedUri: string]>(
  'Identifier URI',
  `/applications/(${GUID})/identifierUris/(.+)`,
  (id, uri) => `/applications/${id}/identifierUris/${uri}`,
  [EXAMPLE, 'aHR0cHM6Ly9leGFtcGxlLm5ldC8='],
);

export const appRoleId = idForm<readonly [applicationId: string, roleId: string]>(
  'App Role',
  `/applications/(${GUID})/appRoles/(${GUID})`,
  (id, role) => `/applications/${id}/appRoles/${role}`,
  [EXAMPLE, '11111111-1111-1111-1111-111111111111'],
);

export const appRoleAssignmentId = idForm<readonly [resourceId: string, assignmentId: string]>(
  'App Role Assignment',
  `/servicePrincipals/(${GUID})/appRoleAssignedTo/([^/]+)`,
  (resource, id) => `/servicePrincipals/${resource}/appRoleAssignedTo/${id}`,
  [EXAMPLE, 'aaBBcDDeFG6h5JKLMN2PQrrssTTUUvWWxxxxxyyyzzz'],
);

export const synchronizationJobId = idForm<readonly [servicePrincipalId: string, jobId: string]>(
  'Synchronization Job',
  `/servicePrincipals/(${GUID})/synchronization/jobs/([^/]+)`,
  (principal, job) => `/servicePrincipals/${principal}/synchronization/jobs/${job}`,
  [EXAMPLE, `aWSSingleSignon.${EXAMPLE.replaceAll('-', '')}.${EXAMPLE}`],
);

export const claimsMappingPolicyId = idForm<readonly [string]>(
  'Claims Mapping Policy',
  `/policies/claimsMappingPolicies/(${GUID})`,
  (id) => `/policies/claimsMappingPolicies/${id}`,
  [EXAMPLE],
);

export const claimsMappingPolicyAssignmentId = idForm<
  readonly [servicePrincipalId: string, policyId: string]
>(
  'Claims Mapping Policy Assignment',
  `/servicePrincipals/(${GUID})/claimsMappingPolicies/(${GUID})`,
  (principal, policy) => `/servicePrincipals/${principal}/claimsMappingPolicies/${policy}`,
  [EXAMPLE, EXAMPLE],
);

/** The provider takes any one segment there. */
export const conditionalAccessPolicyId = idForm<readonly [string]>(
  'Conditional Access Policy',
  '/identity/conditionalAccess/policies/([^/]+)',
  (id) => `/identity/conditionalAccess/policies/${id}`,
  [EXAMPLE],
);

/** Any one segment, too. */
export const authenticationStrengthId = idForm<readonly [string]>(
  'Authentication Strength Policy',
  '/policies/authenticationStrengthPolicies/([^/]+)',
  (id) => `/policies/authenticationStrengthPolicies/${id}`,
  [EXAMPLE],
);

/** The key is the one that verifies. */
export const signingCertificateId = idForm<readonly [servicePrincipalId: string, keyId: string]>(
  'Token Signing Certificate',
  `(${GUID})/tokenSigningCertificate/(${GUID})`,
  (principal, key) => `${principal}/tokenSigningCertificate/${key}`,
  [EXAMPLE, EXAMPLE],
);

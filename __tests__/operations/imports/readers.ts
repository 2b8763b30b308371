/** Clouds in memory: what each answers, and how often it was asked. */
import type { EntraReader } from '../../../operations/imports/entra-reader.js';
import { keyOf, type IdentityCenterReader } from '../../../operations/imports/identity-center-reader.js';
import type { Readers } from '../../../operations/imports/find-existing.js';

export const INSTANCE = 'arn:aws:sso:::instance/ssoins-1';
export const setArn = (name: string) => `arn:aws:sso:::permissionSet/ssoins-1/ps-${name}`;

/** Empty clouds, but for what is given. */
export const createReaders = (
  entra: Partial<EntraReader> = {},
  identityCenter: Partial<IdentityCenterReader> = {},
): Readers => ({
  entra: {
    applicationsNamed: async () => [],
    application: async () => undefined,
    holderOf: async () => undefined,
    servicePrincipalOf: async () => undefined,
    assignedTo: async () => [],
    jobsOf: async () => [],
    secretsOf: async () => [],
    claimsPolicies: async () => [],
    claimsPoliciesOf: async () => [],
    usersOfClaimsPolicy: async () => [],
    conditionalAccessPolicies: async () => [],
    groupsNamed: async () => [],
    ...entra,
  },
  identityCenter: {
    instanceArn: async () => INSTANCE,
    permissionSets: async (wanted) => new Map([...wanted].map((name) => [name, setArn(name)])),
    policiesOf: async () => ({ attached: [] }),
    hasAttributes: async () => false,
    principals: async (wanted) => new Map(wanted.map((each) => [keyOf(each), `id of ${each.name}`])),
    assignmentsOf: async () => [],
    assignmentsIn: async () => [],
    ...identityCenter,
  },
  applications: async () => [],
  emergencyRoles: async () => [],
  requireAnswers: () => undefined,
});

/** Objects of Entra that a plan may be about to make again, as Microsoft Graph has them. */
import {
  CLAIMS_POLICY_USERS_NEED,
  readUsersOfClaimsPolicy,
  type UserOfClaimsPolicy,
} from '../clouds/claims-policy-users.js';
import { askGraph } from '../clouds/cloud-error.js';
import type { Graph } from '../clouds/graph.js';
import { hasIdentifier, isEqual } from '../clouds/odata.js';
import type { KeyCredential } from '../clouds/service-principals.js';
import { type Asking, ifThere } from './asking.js';

export interface Application {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly applicationTemplateId: string | null;
  readonly identifierUris: readonly string[];
  readonly appRoles: readonly { readonly id: string; readonly value: string | null }[];
}

export interface ServicePrincipal {
  readonly id: string;
  readonly preferredTokenSigningKeyThumbprint: string | null;
  readonly keyCredentials: readonly (KeyCredential & {
    readonly keyId: string;
    readonly startDateTime: string;
  })[];
}

export interface AppRoleAssignment {
  readonly id: string;
  readonly appRoleId: string;
  readonly principalId: string;
}

/** An object that goes by its display name. */
export interface Named {
  readonly id: string;
  readonly displayName: string;
}

/** A service principal by the names that others know. */
export interface Holder {
  readonly appId: string;
  readonly displayName: string;
}

export interface ConditionalAccessPolicy extends Named {
  readonly conditions?: unknown;
}

/** What is undefined was refused to the caller, or isn't there. */
export interface EntraReader {
  applicationsNamed(displayName: string): Promise<readonly Application[] | undefined>;
  application(objectId: string): Promise<Application | undefined>;
  /** Which one has an identifier, which no two of a tenant share. */
  holderOf(identifier: string): Promise<Holder | undefined>;
  servicePrincipalOf(appId: string): Promise<ServicePrincipal | undefined>;
  assignedTo(servicePrincipal: string): Promise<readonly AppRoleAssignment[] | undefined>;
  jobsOf(
    servicePrincipal: string,
  ): Promise<readonly { readonly id: string; readonly templateId: string }[] | undefined>;
  secretsOf(servicePrincipal: string): Promise<readonly { readonly key: string }[] | undefined>;
  claimsPolicies(): Promise<readonly Named[] | undefined>;
  claimsPoliciesOf(servicePrincipal: string): Promise<readonly Named[] | undefined>;
  usersOfClaimsPolicy(id: string): Promise<readonly UserOfClaimsPolicy[] | undefined>;
  conditionalAccessPolicies(): Promise<readonly ConditionalAccessPolicy[] | undefined>;
  groupsNamed(displayName: string): Promise<readonly Named[] | undefined>;
}

const APPLICATION_READ = 'Application.Read.All';
const POLICY_READ = 'Policy.Read.All';
const SYNCHRONIZATION_READ = 'Synchronization.Read.All';
/** The longest page that Microsoft Graph gives. */
const MOST = 999;

export function createEntraReader(graph: Graph, asking: Asking): EntraReader {
  const list = <T>(needs: string, path: string, filter?: string) => {
    const said = filter === undefined ? path : `${path}?$filter=${filter}`;
    const url = filter === undefined ? path : `${path}?$filter=${encodeURIComponent(filter)}`;
    return asking.ask(`GET ${said}`, needs, () => askGraph(`GET ${said}`, () => graph.list<T>(url)));
  };
  const ofServicePrincipal = (id: string) => `/v1.0/servicePrincipals/${id}`;
  return {
    applicationsNamed: (name) => list(APPLICATION_READ, '/v1.0/applications', isEqual('displayName', name)),
    application: (id) => {
      const path = `/v1.0/applications/${id}`;
      return asking.ask(`GET ${path}`, APPLICATION_READ, () =>
        ifThere(askGraph(`GET ${path}`, () => graph.get<Application>(path))),
      );
    },
    holderOf: async (identifier) => {
      const found = await list<Holder>(
        APPLICATION_READ,
        '/v1.0/servicePrincipals',
        hasIdentifier(identifier),
      );
      return found?.[0];
    },
    servicePrincipalOf: async (appId) => {
      const found = await list<ServicePrincipal>(
        APPLICATION_READ,
        '/v1.0/servicePrincipals',
        isEqual('appId', appId),
      );
      return found?.[0];
    },
    assignedTo: (id) => list(APPLICATION_READ, `${ofServicePrincipal(id)}/appRoleAssignedTo?$top=${MOST}`),
    jobsOf: (id) => list(SYNCHRONIZATION_READ, `${ofServicePrincipal(id)}/synchronization/jobs`),
    secretsOf: (id) => list(SYNCHRONIZATION_READ, `${ofServicePrincipal(id)}/synchronization/secrets`),
    claimsPolicies: () => list(POLICY_READ, '/v1.0/policies/claimsMappingPolicies'),
    claimsPoliciesOf: (id) => list(POLICY_READ, `${ofServicePrincipal(id)}/claimsMappingPolicies`),
    usersOfClaimsPolicy: (id) =>
      asking.ask(`the users of claims mapping policy ${id}`, CLAIMS_POLICY_USERS_NEED, () =>
        readUsersOfClaimsPolicy(graph, id),
      ),
    conditionalAccessPolicies: () => list(POLICY_READ, '/v1.0/identity/conditionalAccess/policies'),
    groupsNamed: (name) => list('Group.Read.All', '/v1.0/groups', isEqual('displayName', name)),
  };
}

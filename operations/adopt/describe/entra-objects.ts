/** Objects of Microsoft Graph, as far as a description minds them. What older tenants leave out is optional. */
import type { KeyCredential, ServicePrincipal } from '../../clouds/service-principals.js';
import type { AssignedPrincipal } from '../../status/facts.js';

export interface Application {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly applicationTemplateId: string | null;
  readonly identifierUris: readonly string[];
  readonly description?: string | null;
  readonly notes?: string | null;
  readonly groupMembershipClaims?: string | null;
  readonly serviceManagementReference?: string | null;
  readonly signInAudience?: string | null;
  readonly isDeviceOnlyAuthSupported?: boolean | null;
  readonly isFallbackPublicClient?: boolean | null;
  readonly tags?: readonly string[];
  readonly info?: Readonly<Record<string, string | null>> | null;
  readonly publicClient?: { readonly redirectUris?: readonly string[] } | null;
  readonly spa?: { readonly redirectUris?: readonly string[] } | null;
  readonly optionalClaims?: Readonly<Record<string, readonly unknown[] | null>> | null;
  readonly requiredResourceAccess?: readonly unknown[] | null;
  readonly web: {
    readonly redirectUris: readonly string[];
    readonly logoutUrl?: string | null;
    readonly implicitGrantSettings?: Readonly<Record<string, boolean | null>> | null;
  };
}

export interface EnterpriseApplication extends ServicePrincipal {
  readonly servicePrincipalNames: readonly string[];
  readonly tags?: readonly string[];
  readonly notes?: string | null;
  readonly description?: string | null;
  readonly alternativeNames?: readonly string[];
  readonly keyCredentials: readonly (KeyCredential & { readonly startDateTime: string })[];
}

/** Who owns something: a user, or a service principal. */
export interface Owner {
  readonly '@odata.type'?: string;
  readonly id: string;
  readonly userPrincipalName?: string | null;
}

export interface Group {
  readonly id: string;
  readonly displayName: string;
  readonly securityEnabled: boolean;
}

export interface User {
  readonly id: string;
  readonly userPrincipalName: string;
  readonly accountEnabled: boolean;
}

export interface ClaimsPolicy {
  readonly id: string;
  readonly displayName: string;
  readonly definition: readonly string[];
}

export interface Job {
  readonly id: string;
  readonly templateId: string;
  readonly schedule: { readonly state: string };
  readonly status: { readonly code: string };
}

export interface FoundInEntra {
  readonly application: Application;
  readonly principal: EnterpriseApplication;
  readonly applicationOwners: readonly Owner[];
  readonly principalOwners: readonly Owner[];
  readonly assigned: readonly AssignedPrincipal[];
  /** Assigned ones, and those of conditional access, by object id. */
  readonly groups: ReadonlyMap<string, Group>;
  /** How many groups of the tenant have a name, whatever its case, by the folded name. */
  readonly named: ReadonlyMap<string, number>;
  /** Whoever has access in AWS by name, by the folded user principal name. */
  readonly users: ReadonlyMap<string, User>;
  readonly claims: ClaimsPolicy | undefined;
  /** The names of other applications that have the same. */
  readonly claimsOfOthers: readonly string[];
  /** Those that name the application. */
  readonly conditionalAccess: readonly Readonly<Record<string, unknown>>[];
  readonly jobs: readonly Job[];
  /** Others of the same gallery template. */
  readonly others: readonly Application[];
  /** Of the template of emergency access. */
  readonly emergency: readonly Application[];
}

/** How both clouds stand, as far as they tell: read at once, judged afterwards. What is absent wasn't asked for. */
import type { ServicePrincipal } from '../clouds/service-principals.js';
import type { Reading } from './reading.js';

export interface Facts {
  readonly aws: AwsFacts;
  readonly entra: EntraFacts;
  /** Only where the config has emergency access. */
  readonly emergency?: EmergencyFacts;
}

export interface AwsFacts {
  /** The account that the caller is in. */
  readonly account: Reading<string>;
  /** The instance of IAM Identity Center in the config's Region; null where there is none. */
  readonly instance: Reading<Instance | null>;
  /** Of the instance. */
  readonly store?: StoreFacts;
  /** Of the instance: the ARNs of permission sets by name. */
  readonly permissionSets?: Reading<ReadonlyMap<string, string>>;
  /** Who has which permission set in which account: see `assignmentKey`. */
  readonly assignments?: Reading<ReadonlySet<string>>;
  /** Attributes for access control: the source of each key. Only where the config has some. */
  readonly attributes?: Reading<ReadonlyMap<string, string>>;
}

export interface Instance {
  readonly arn: string;
  readonly identityStoreId: string;
  readonly owner: string;
  /** `ACTIVE` where all is well. */
  readonly status: string;
}

/** The users and groups of an identity store. */
export interface StoreFacts {
  readonly users: Reading<readonly StoredUser[]>;
  readonly groups: Reading<readonly StoredGroup[]>;
  /** The ids of each granted group's members, by the group's id. */
  readonly members: Reading<ReadonlyMap<string, ReadonlySet<string>>>;
}

export interface StoredUser {
  readonly id: string;
  readonly userName: string;
  /** Whether it has an id of another system, as those have that were provisioned. */
  readonly external: boolean;
}

export interface StoredGroup {
  readonly id: string;
  readonly displayName: string;
  readonly external: boolean;
  /** The other system's id of it, where there is one such: provisioning gives Entra's object id. */
  readonly externalId?: string;
}

export interface EntraFacts {
  /** Null where Entra has none. */
  readonly application: Reading<ServicePrincipal | null>;
  /** Who is assigned to it. */
  readonly assigned?: Reading<readonly AssignedPrincipal[]>;
  /** The object ids of the config's users by handle. */
  readonly users?: Reading<ReadonlyMap<string, string>>;
  /** The members of each assigned group, by its object id. */
  readonly members?: Reading<ReadonlyMap<string, readonly Member[]>>;
  /** Null where Entra has none. */
  readonly job?: Reading<Job | null>;
  /** Why AWS refuses the credentials that are saved in Entra; null where it takes them. */
  readonly connection?: Reading<string | null>;
  /** The user's attribute of each session tag that Entra sends. Only where the config has some. */
  readonly tags?: Reading<ReadonlyMap<string, string>>;
  /** Those that name an application of the environment. Only where the config has one. */
  readonly policies?: Reading<readonly ConditionalAccessPolicy[]>;
}

/** An app role assignment, as Microsoft Graph has it. */
export interface AssignedPrincipal {
  readonly appRoleId: string;
  readonly principalDisplayName: string;
  readonly principalId: string;
  readonly principalType: 'User' | 'Group' | 'ServicePrincipal';
}

/** A direct member of a group, as Microsoft Graph has it. Only users are provisioned. */
export interface Member {
  readonly '@odata.type': string;
  readonly id: string;
  readonly userPrincipalName?: string | null;
  readonly accountEnabled?: boolean | null;
}

/** A synchronization job, as Microsoft Graph has it. */
export interface Job {
  readonly id: string;
  readonly templateId: string;
  readonly schedule: { readonly state: string };
  readonly status: {
    readonly code: string;
    readonly lastExecution: Cycle | null;
    readonly quarantine: Quarantine | null;
  };
}

/** How a provisioning cycle ended. */
export interface Cycle {
  readonly state: string;
  readonly timeEnded: string;
  readonly countEscrowed: number;
  readonly error: { readonly message: string } | null;
}

export interface Quarantine {
  readonly reason: string;
  readonly currentBegan: string;
  readonly error: { readonly message: string } | null;
}

/** As Microsoft Graph has it. */
export interface ConditionalAccessPolicy {
  readonly displayName: string;
  readonly state: string;
  readonly conditions: { readonly applications: { readonly includeApplications: readonly string[] } };
}

export interface EmergencyFacts {
  readonly application: Reading<ServicePrincipal | null>;
  readonly assigned?: Reading<readonly AssignedPrincipal[]>;
  /** The thumbprints of the certificates that the SAML provider trusts; null where there is no provider. */
  readonly provider: Reading<readonly string[] | null>;
  /** Each role of the config, in the emergency account and elsewhere. */
  readonly roles: readonly RoleFacts[];
}

export interface RoleFacts {
  /** The handle of the role. */
  readonly role: string;
  /** The handle of the account. */
  readonly account: string;
  /** Who may assume it: a text of IAM's JSON; null where there is no such role. */
  readonly trust: Reading<string | null>;
}

/** What an assignment is known by. */
export const assignmentKey = (
  principalType: string,
  principalId: string,
  permissionSetArn: string,
  accountId: string,
): string => [principalType, principalId, permissionSetArn, accountId].join(' ');

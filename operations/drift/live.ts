/** What the clouds have, as far as drift compares it. */
import type { PolicyReference } from '../../model/policy-reference.js';
import type { FederatedApplication } from '../clouds/service-principals.js';
import type { Unread } from '../status/reading.js';

export interface Live {
  readonly instanceArn: string;
  readonly aws: LiveAws;
  readonly applications: readonly LiveApplication[];
  /** The display names of groups in Entra by object id, as far as they were wanted. */
  readonly groupNames: ReadonlyMap<string, string>;
  /** What was not to be read. */
  readonly unread: readonly Unread[];
}

/** What is undefined could not be read. */
export interface LiveAws {
  readonly principals: readonly StoredPrincipal[] | undefined;
  readonly permissionSets: readonly LivePermissionSet[] | undefined;
  readonly assignments: readonly Assignment[] | undefined;
  /** How assignments were asked for. */
  readonly readBy: ReadBy;
}

export type ReadBy = 'group and user' | 'permission set and account';

/** A group or user of the identity store. */
export interface StoredPrincipal {
  readonly type: 'GROUP' | 'USER';
  readonly id: string;
  /** A group's display name, a user's user name. */
  readonly name: string;
}

export interface LivePermissionSet {
  readonly arn: string;
  readonly name: string;
  /** The ids of the accounts that it is provisioned to. */
  readonly accounts: readonly string[];
  /** Only of those that the config has. */
  readonly policies?: LivePolicies;
  /** The ids of the accounts that have an older version of it; only of those that the config has. */
  readonly outdated?: readonly string[];
}

export interface LivePolicies {
  readonly attached: readonly PolicyReference[];
  /** JSON. */
  readonly inline?: string;
  readonly boundary?: PolicyReference;
}

export interface Assignment {
  readonly principalType: 'GROUP' | 'USER';
  readonly principalId: string;
  readonly permissionSetArn: string;
  readonly accountId: string;
}

/** An enterprise application, with who is assigned to it. */
export interface LiveApplication extends FederatedApplication {
  /** Of its service principal; undefined where Entra has none, or didn't tell. */
  readonly id?: string;
  readonly assigned: readonly Assigned[] | undefined;
}

export interface Assigned {
  /** Of the app role assignment. */
  readonly id: string;
  readonly principalId: string;
  readonly principalType: 'User' | 'Group' | 'ServicePrincipal';
  /** A group's display name, a user's user principal name. */
  readonly name: string;
  readonly appRoleId: string;
  /** The app role's display name; absent where the application has no such role. */
  readonly appRole?: string;
}

/** What the organization holds, and who asks. Only the operations beside it read and change it. */
import { randomUUID } from 'node:crypto';
import { hex } from '../ids.js';
import type { Clock } from '../clock.js';
import type { AccountSeed, AwsSeed, EntraSeed } from '../seed.js';
import { noIamRecords, type IamRecords } from './iam/records.js';
import { provisionedPrincipals } from './identity-store/provisioned.js';
import { limits } from './limits.js';
import { Requests } from './requests.js';
import type { Times } from './scim/resource.js';
import type { UserAttributes } from './scim/user-attributes.js';

/** Who calls: the credentials' account and identity, and the Region whose endpoint is called. */
export interface Caller {
  /** 12 digits. An account other than the management account calls as delegated administrator. */
  readonly account: string;
  readonly region: string;
  /** Such as `arn:aws:sts::111122223333:assumed-role/Deployer/session`. */
  readonly arn: string;
}

/** One caller's view of the organization: what every operation is given. */
export interface Session {
  readonly state: State;
  readonly caller: Caller;
}

export type PrincipalType = 'USER' | 'GROUP';

export interface Principal {
  readonly PrincipalId: string;
  readonly PrincipalType: PrincipalType;
}

export interface CustomerManagedPolicyReference {
  readonly Name: string;
  /** Default `/`. */
  readonly Path?: string;
}

/** Exactly one of the two. */
export interface PermissionsBoundary {
  readonly ManagedPolicyArn?: string;
  readonly CustomerManagedPolicyReference?: CustomerManagedPolicyReference;
}

/** A permission set with all that is attached to it, and the accounts that it is provisioned in. */
export interface PermissionSetRecord {
  readonly arn: string;
  readonly name: string;
  readonly createdDate: Date;
  description?: string;
  relayState?: string;
  sessionDuration: string;
  /** By ARN; the value is the policy's name. */
  readonly managedPolicies: Map<string, string>;
  /** By path and name. */
  readonly customerManagedPolicies: Map<string, Required<CustomerManagedPolicyReference>>;
  /** Empty where there is none. */
  inlinePolicy: string;
  boundary?: PermissionsBoundary;
  readonly tags: Map<string, string>;
  /** Grows with every change that accounts don't have until the set is provisioned again. */
  revision: number;
  /** By account id. */
  readonly accounts: Map<string, ProvisionedAccount>;
  /** Provisioning requests in progress. */
  provisioning: number;
  /** Assignments whose creation or deletion is in progress, by account and principal. */
  readonly changing: Set<string>;
}

export interface ProvisionedAccount {
  /** The set's revision that the account has. */
  revision: number;
  /** By principal type and id. */
  readonly assignments: Map<string, Principal>;
}

export interface AssignmentSubject extends Principal {
  readonly PermissionSetArn: string;
  readonly TargetId: string;
  readonly TargetType: 'AWS_ACCOUNT';
}

export interface ProvisioningSubject {
  readonly PermissionSetArn: string;
  /** Only where one account was the target. */
  readonly AccountId?: string;
}

/** A group of the identity store, with its attributes as SCIM names them. */
export interface GroupRecord extends Times {
  readonly GroupId: string;
  readonly attributes: { readonly displayName: string; readonly externalId?: string | undefined };
  /** Ids of users. */
  readonly members: Set<string>;
}

/** A user of the identity store, with its attributes as SCIM names them. */
export interface UserRecord extends Times {
  readonly UserId: string;
  readonly attributes: UserAttributes;
}

export interface AccountRecord extends AccountSeed, IamRecords {
  /** Customer managed policies, by path and name. */
  readonly customerManagedPolicies: Set<string>;
}

/** Which attribute of a user a session tag takes its value from. */
export interface AccessControlAttribute {
  readonly Key: string;
  readonly Value: { readonly Source: readonly string[] };
}

export interface State {
  readonly organizationId: string;
  readonly managementAccount: string;
  readonly region: string;
  readonly instanceArn: string;
  readonly instanceId: string;
  readonly identityStoreId: string;
  readonly clock: Clock;
  readonly accounts: Map<string, AccountRecord>;
  /** By ARN. */
  readonly permissionSets: Map<string, PermissionSetRecord>;
  /** By id. */
  readonly groups: Map<string, GroupRecord>;
  readonly users: Map<string, UserRecord>;
  readonly creations: Requests<AssignmentSubject>;
  readonly deletions: Requests<AssignmentSubject>;
  readonly provisionings: Requests<ProvisioningSubject>;
  /** Absent where attributes for access control aren't enabled. */
  accessControl?: { readonly attributes: readonly AccessControlAttribute[] } | undefined;
}

/** What the seed's groups and users are in Entra. */
export type Directory = Pick<EntraSeed, 'groups' | 'users'>;

/** How a customer managed policy is told apart within an account: its path and name. */
export const policyKey = ({ Name, Path = '/' }: CustomerManagedPolicyReference): string => `${Path}${Name}`;

/**
 * The organization as its seed has it.
 * @param latency How long asynchronous operations take, in milliseconds.
 * @param directory Where the seed's groups and users were provisioned from.
 */
export function createState(
  seed: AwsSeed,
  clock: Clock,
  latency: () => number,
  directory?: Directory,
): State {
  return {
    organizationId: seed.organizationId,
    managementAccount: seed.managementAccount,
    region: seed.region,
    instanceArn: `arn:aws:sso:::instance/${seed.instanceId}`,
    instanceId: seed.instanceId,
    identityStoreId: seed.identityStoreId,
    clock,
    accounts: new Map(seed.accounts.map((account) => [account.id, createAccount(account)])),
    permissionSets: new Map(),
    ...provisionedPrincipals(seed, clock.now(), directory),
    creations: new Requests(clock, latency, limits.outstandingAssignments),
    deletions: new Requests(clock, latency, limits.outstandingAssignments),
    provisionings: new Requests(clock, latency, limits.outstandingProvisionings),
  };
}

/** A new permission set's ARN. */
export const permissionSetArn = (state: State): string =>
  `arn:aws:sso:::permissionSet/${state.instanceId}/ps-${hex(16)}`;

/** A new id of a group or user: it has the identity store's own digits before the UUID. */
export const newPrincipalId = (identityStoreId: string): string =>
  `${identityStoreId.replace(/^d-/, '')}-${randomUUID()}`;

function createAccount(account: AccountSeed): AccountRecord {
  const policies = (account.policies ?? []).map(({ name, path }) => policyKey({ Name: name, Path: path }));
  return { ...account, ...noIamRecords(), customerManagedPolicies: new Set(policies) };
}

/** How the two clouds stand before anything is applied: the shape of `sandbox/organization.yaml`. */

import type { ByHandSeed } from './by-hand/seed.js';

export interface Seed {
  readonly entra: EntraSeed;
  readonly aws: AwsSeed;
  /** What stands in both already. Default: nothing. */
  readonly byHand?: ByHandSeed;
}

export interface EntraSeed {
  readonly tenantId: string;
  readonly displayName: string;
  /** The verified domain, such as `acme.example`. */
  readonly domain: string;
  readonly users: readonly UserSeed[];
  readonly groups: readonly GroupSeed[];
}

export interface UserSeed {
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly givenName?: string;
  readonly surname?: string;
  readonly department?: string;
  readonly jobTitle?: string;
  readonly accountEnabled?: boolean;
  readonly businessPhones?: readonly string[];
  readonly mobilePhone?: string;
}

export interface GroupSeed {
  readonly displayName: string;
  readonly description?: string;
  /** User principal names of direct members. */
  readonly members?: readonly string[];
  /** Names of groups that are direct members; each stands before this one. */
  readonly groups?: readonly string[];
  /** A dynamic membership rule. */
  readonly rule?: string;
}

export interface AwsSeed {
  readonly organizationId: string;
  /** 12 digits. */
  readonly managementAccount: string;
  /** The account of the caller's own credentials. Default: the management account. */
  readonly callerAccount?: string;
  readonly region: string;
  /** Such as `ssoins-722300aabbcc0001`. */
  readonly instanceId: string;
  /** Such as `d-9967000001`. */
  readonly identityStoreId: string;
  readonly accounts: readonly AccountSeed[];
  /** What provisioning has brought already: names of groups and users of Entra. */
  readonly provisioned: { readonly groups: readonly string[]; readonly users: readonly string[] };
  /** Automatic provisioning is enabled, with this tenant part in its endpoint, and has no token yet. Default: not enabled. */
  readonly scim?: { readonly tenant: string };
  /**
   * The tenant part of Identity Center's ACS URLs, and the alias in the access portal's URL. Default: a tenant made of
   * the identity store's id, and no alias.
   */
  readonly signIn?: { readonly tenant: string; readonly portalAlias?: string };
}

export interface AccountSeed {
  readonly id: string;
  readonly name: string;
  /** The path of its organizational unit; `/` is the root. */
  readonly ou: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly suspended?: boolean;
  /** Customer managed IAM policies that exist in the account. */
  readonly policies?: readonly { readonly name: string; readonly path?: string }[];
}

/** One difference between the config and the clouds, in config words with the clouds' ids beside. */
import type { Location } from '../../model/problem.js';
import type { PolicyReference } from '../../model/policy-reference.js';

/** What the config knows something by, and what a cloud does. */
export interface Named {
  /** Absent where the config has none. */
  readonly handle?: string;
  readonly name?: string;
  /** Absent where the cloud has none. */
  readonly id?: string;
}

export interface NamedPrincipal extends Named {
  readonly type: 'GROUP' | 'USER' | 'SERVICE_PRINCIPAL';
}

export type Subject =
  /** One principal's one permission set, in one or more accounts. */
  | {
      readonly kind: 'account-assignment';
      readonly principal: NamedPrincipal;
      readonly permissionSet: Named;
      readonly accounts: readonly Named[];
    }
  | { readonly kind: 'permission-set'; readonly permissionSet: Named }
  | { readonly kind: 'policy'; readonly permissionSet: Named; readonly policy: PolicyReference }
  | { readonly kind: 'boundary'; readonly permissionSet: Named; readonly policy: PolicyReference }
  | { readonly kind: 'inline-policy'; readonly permissionSet: Named }
  /** Of an emergency role in one account. */
  | {
      readonly kind: 'role-policy';
      readonly role: Named;
      readonly account: Named;
      readonly policy: PolicyReference;
    }
  | {
      readonly kind: 'role-inline-policy';
      readonly role: Named;
      readonly account: Named;
      readonly policyName: string;
    }
  | { readonly kind: 'application'; readonly application: string }
  /** Several of one name, of which the config has one. */
  | {
      readonly kind: 'namesakes';
      readonly what: string;
      readonly name: string;
      readonly ids: readonly string[];
    }
  | {
      readonly kind: 'app-role-assignment';
      readonly application: string;
      readonly principal: NamedPrincipal;
      readonly appRole: Named;
    };

/** `differs`: the config has another one in its place. */
export type Beyond = Subject & {
  readonly differs?: true;
  /** What to put into the config, and which command makes Terraform know it; absent where nothing can keep it. */
  readonly keep?: readonly string[];
  /** How it is taken away. */
  readonly remove: readonly string[];
};

export type Missing = Subject & {
  /** The config lines that ask for it. */
  readonly because: readonly Location[];
};

/** A permission set that accounts have an older version of: it was changed, and not provisioned to them. */
export interface OutOfDate {
  readonly kind: 'out-of-date';
  readonly permissionSet: Named;
  readonly accounts: readonly Named[];
  /** The commands of which each brings it up to date. */
  readonly update: readonly string[];
}

export interface Differences {
  readonly beyond: readonly Beyond[];
  readonly missing: readonly Missing[];
}

/** The same thing under two names compares alike. */
export const policyKey = (policy: PolicyReference): string =>
  policy.kind === 'aws' ? policy.pathAndName : `customer ${policy.path}${policy.name}`;

/** An AWS organization with IAM Identity Center, in memory. */
import type { Clock } from '../clock.js';
import type { AwsSeed } from '../seed.js';
import { assumeRoleOperations } from './assume-role.js';
import { ConsoleSignIn } from './console/console-sign-in.js';
import { iamOperations } from './iam.js';
import { IdentityCenter } from './identity-center/identity-center.js';
import { groupOperations } from './identity-store/groups.js';
import { membershipOperations } from './identity-store/memberships.js';
import { userOperations } from './identity-store/users.js';
import { organizationsOperations } from './organizations.js';
import { Scim } from './scim/scim.js';
import { accessControlAttributeOperations } from './sso-admin/access-control-attributes.js';
import { accountAssignmentOperations } from './sso-admin/account-assignments.js';
import { customerManagedPolicyOperations } from './sso-admin/customer-managed-policies.js';
import { inlinePolicyOperations } from './sso-admin/inline-policy.js';
import { instanceOperations } from './sso-admin/instances.js';
import { managedPolicyOperations } from './sso-admin/managed-policies.js';
import { permissionSetOperations } from './sso-admin/permission-sets.js';
import { permissionsBoundaryOperations } from './sso-admin/permissions-boundary.js';
import { principalAssignmentOperations } from './sso-admin/principal-assignments.js';
import { provisioningOperations } from './sso-admin/provisioning.js';
import { statusListOperations } from './sso-admin/status-lists.js';
import { tagOperations } from './sso-admin/tags.js';
import { createState, policyKey, type Caller, type Directory, type Session, type State } from './state.js';
import { stsOperations } from './sts.js';

/** Every operation, by API and by AWS's own name for it. What isn't here isn't modelled. */
export const operations = {
  ssoAdmin: {
    ...instanceOperations,
    ...permissionSetOperations,
    ...managedPolicyOperations,
    ...customerManagedPolicyOperations,
    ...inlinePolicyOperations,
    ...permissionsBoundaryOperations,
    ...provisioningOperations,
    ...accountAssignmentOperations,
    ...principalAssignmentOperations,
    ...statusListOperations,
    ...tagOperations,
    ...accessControlAttributeOperations,
  },
  identityStore: { ...groupOperations, ...userOperations, ...membershipOperations },
  organizations: organizationsOperations,
  iam: iamOperations,
  sts: { ...stsOperations, ...assumeRoleOperations },
};

/** Operations as one caller has them: input in, output out, an AwsError thrown where AWS refuses. */
export type Bound<Operations> = {
  readonly [Name in keyof Operations]: Operations[Name] extends (
    session: Session,
    ...input: infer Input
  ) => infer Output
    ? (...input: Input) => Output
    : never;
};

export type AwsApis = { readonly [Api in keyof typeof operations]: Bound<(typeof operations)[Api]> };

export class AwsOrganization {
  /** How long asynchronous operations take, in milliseconds. None: they settle with the event loop's next turn. */
  latency = 0;
  /** The account of credentials that name no other. */
  readonly callerAccount: string;
  /** Automatic provisioning, and the steps in the console that enable it. */
  readonly scim: Scim;
  /** Signing in to IAM Identity Center, and its access portal. */
  readonly identityCenter: IdentityCenter;
  /** Signing in to the console by an account's own SAML provider. */
  readonly console: ConsoleSignIn;
  private readonly state: State;

  /** @param directory Where the seed's groups and users were provisioned from. */
  constructor(
    private readonly seed: AwsSeed,
    clock: Clock,
    directory?: Directory,
  ) {
    this.callerAccount = seed.callerAccount ?? seed.managementAccount;
    this.state = createState(seed, clock, () => this.latency, directory);
    this.scim = new Scim(this.state, seed.scim?.tenant);
    this.identityCenter = new IdentityCenter(this.state, seed);
    this.console = new ConsoleSignIn(this.state);
  }

  /** The organization's APIs, called by `caller`. */
  as(caller: Caller): AwsApis {
    const session: Session = { state: this.state, caller };
    return {
      ssoAdmin: bind(operations.ssoAdmin, session),
      identityStore: bind(operations.identityStore, session),
      organizations: bind(operations.organizations, session),
      iam: bind(operations.iam, session),
      sts: bind(operations.sts, session),
    };
  }

  /** Whether the account is in the organization, so that a role of it can be assumed. */
  hasAccount(id: string): boolean {
    return this.state.accounts.has(id);
  }

  /**
   * What was made in it beyond its seed, one line each: empty once all that was made has been destroyed. What SCIM
   * brought is told apart: it stays until SCIM or a person takes it away.
   */
  made(): string[] {
    return [
      ...this.madePermissionSets(),
      ...this.madePolicies(),
      ...this.madeRoles(),
      ...this.madeAttributes(),
    ];
  }

  /** The groups and users that SCIM brought, one line each. */
  provisioned(): string[] {
    const { groups, users } = this.seed.provisioned;
    const names = {
      group: [...this.state.groups.values()].map(({ attributes }) => attributes.displayName),
      user: [...this.state.users.values()].map(({ attributes }) => attributes.userName),
    };
    return [
      ...names.group.filter((name) => !groups.includes(name)).map((name) => `group ${name} in AWS`),
      ...names.user.filter((name) => !users.includes(name)).map((name) => `user ${name} in AWS`),
    ];
  }

  private madePermissionSets(): string[] {
    return [...this.state.permissionSets.values()].flatMap(({ name, accounts }) => [
      `permission set ${name}`,
      ...[...accounts].flatMap(([account, { assignments }]) => [
        `permission set ${name} in account ${account}`,
        ...[...assignments.values()].map(
          ({ PrincipalType, PrincipalId }) =>
            `${PrincipalType} ${PrincipalId} with ${name} in account ${account}`,
        ),
      ]),
    ]);
  }

  private madeRoles(): string[] {
    return [...this.state.accounts.values()].flatMap(({ id, samlProviders, roles }) => [
      ...[...samlProviders.values()].map(({ name }) => `SAML provider ${name} in account ${id}`),
      ...[...roles.values()].map(({ name }) => `role ${name} in account ${id}`),
    ]);
  }

  private madeAttributes(): string[] {
    const { attributes = [] } = this.state.accessControl ?? {};
    return attributes.map(({ Key }) => `attribute for access control ${Key}`);
  }

  private madePolicies(): string[] {
    return this.seed.accounts.flatMap(({ id, policies = [] }) => {
      const seeded = new Set(policies.map(({ name, path }) => policyKey({ Name: name, Path: path })));
      const standing = this.state.accounts.get(id)?.customerManagedPolicies ?? new Set<string>();
      return [...standing].filter((key) => !seeded.has(key)).map((key) => `policy ${key} in account ${id}`);
    });
  }
}

function bind<Operations extends object>(apiOperations: Operations, session: Session): Bound<Operations> {
  const bound = Object.entries(apiOperations).map(([name, operation]) => [
    name,
    (...input: unknown[]): unknown => operation(session, ...input),
  ]);
  return Object.fromEntries(bound) as Bound<Operations>;
}

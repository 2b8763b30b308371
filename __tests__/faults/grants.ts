/** What people have in both clouds: who can do what where, and all that it hangs on. */
import { management } from '../helpers/aws.js';
import type { World } from '../../sandbox/world/world.js';
import { testSeed } from '../helpers/world.js';

const { region, identityStoreId, instanceId } = testSeed.aws;
const InstanceArn = `arn:aws:sso:::instance/${instanceId}`;

/** A line for each. */
export function grantsIn(world: World): ReadonlySet<string> {
  return new Set([...assignments(world), ...setContents(world), ...memberships(world), ...signIn(world)]);
}

/** Such as `GROUP Admins has Administrator in 111111111111`. */
export function assignments(world: World): string[] {
  const names = principalNames(world);
  return world.aws.made().flatMap((line) => {
    const [, type, id = '', set, account] =
      /^(GROUP|USER) (\S+) with (.+) in account (\d+)$/.exec(line) ?? [];
    return type === undefined ? [] : [`${type} ${names.get(id) ?? id} has ${set} in ${account}`];
  });
}

const apisOf = ({ aws }: World) =>
  aws.as({ account: management, region, arn: `arn:aws:iam::${management}:user/watch` });

function principalNames(world: World): ReadonlyMap<string, string> {
  const { identityStore } = apisOf(world);
  const input = { IdentityStoreId: identityStoreId };
  return new Map([
    ...identityStore
      .ListGroups(input)
      .Groups.map(({ GroupId, DisplayName }) => [GroupId, DisplayName] as const),
    ...identityStore.ListUsers(input).Users.map(({ UserId, UserName }) => [UserId, UserName] as const),
  ]);
}

export interface StandingSet {
  readonly arn: string;
  readonly name: string;
  /** Policies and the boundary, one each. */
  readonly contents: readonly string[];
  /** Accounts that have an older version of it. */
  readonly stale: readonly string[];
}

export function permissionSets(world: World): StandingSet[] {
  const { ssoAdmin } = apisOf(world);
  return ssoAdmin.ListPermissionSets({ InstanceArn }).PermissionSets.map((arn) => {
    const key = { InstanceArn, PermissionSetArn: arn };
    const { Name } = ssoAdmin.DescribePermissionSet(key).PermissionSet;
    const customer = ssoAdmin.ListCustomerManagedPolicyReferencesInPermissionSet(key);
    return {
      arn,
      name: Name,
      contents: [
        ...ssoAdmin.ListManagedPoliciesInPermissionSet(key).AttachedManagedPolicies.map(({ Arn }) => Arn),
        ...customer.CustomerManagedPolicyReferences.map((policy) => `${policy.Path ?? '/'}${policy.Name}`),
      ],
      stale: ssoAdmin.ListAccountsForProvisionedPermissionSet({
        ...key,
        ProvisioningStatus: 'LATEST_PERMISSION_SET_NOT_PROVISIONED',
      }).AccountIds,
    };
  });
}

const setContents = (world: World): string[] =>
  permissionSets(world).flatMap(({ name, contents }) => contents.map((policy) => `${name} allows ${policy}`));

/** In Entra, and in AWS. */
function memberships(world: World): string[] {
  const { identityStore } = apisOf(world);
  const names = principalNames(world);
  const inAws = identityStore
    .ListGroups({ IdentityStoreId: identityStoreId })
    .Groups.flatMap(({ GroupId }) =>
      identityStore
        .ListGroupMemberships({ IdentityStoreId: identityStoreId, GroupId })
        .GroupMemberships.map(
          ({ MemberId }) => `${names.get(MemberId.UserId)} is in ${names.get(GroupId)} in AWS`,
        ),
    );
  const inEntra = world.entra.groups
    .list()
    .flatMap((group) =>
      world.entra.groups.members(group.id).map(({ id }) => `${id} is in ${group.id} in Entra`),
    );
  return [...inAws, ...inEntra];
}

/** Who may sign in to which application, what it trusts, and emergency roles. */
function signIn({ entra, aws }: World): string[] {
  const applications = entra.servicePrincipals
    .list()
    .flatMap((principal) => [
      ...entra.appRoleAssignments
        .list(principal.id)
        .map(({ principalId, appRoleId }) => `${principalId} may sign in to ${principal.id} as ${appRoleId}`),
      ...principal.keyCredentials
        .filter(({ usage }) => usage === 'Verify')
        .map(({ keyId }) => `${principal.id} signs with ${keyId}`),
    ]);
  return [...applications, ...aws.made().filter((line) => /^(role|SAML provider) /.test(line))];
}

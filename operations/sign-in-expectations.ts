/** What the config lets a person do by signing in: pure, from the config and the groups that Entra has the person in. */
import type { Principal } from '../model/access-model.js';
import { emergencyRoleName } from '../model/emergency-role.js';
import type { Environment } from '../model/environment.js';
import type { Offered, Person, RoleInAccount } from './sandbox.js';

/** What a person is to be offered, lane by lane; nothing where the person is to be refused. */
export interface Expectation {
  readonly person: Person;
  /** Permission sets in accounts, in the access portal. */
  readonly portal: readonly RoleInAccount[];
  /** Roles of emergency access. */
  readonly console: readonly RoleInAccount[];
}

/** Direct members only: neither Entra nor AWS gives anything to members of groups in groups. */
export function expectSignIn(environment: Environment, person: Person): Expectation {
  const { config, access } = environment;
  const accountId = (handle: string) => config.aws.accounts[handle]?.id ?? '';
  const isMeant = (principal: Principal) => stands(environment, principal, person);
  const grants = access.grants.filter(
    ({ principal, withheld }) => withheld === undefined && isMeant(principal),
  );
  const { account = '', roles = {} } = config.emergencyAccess ?? {};
  const emergencyRoles = Object.entries(roles).filter(
    ([, { groups, users }]) =>
      groups.some((handle) => isMeant({ type: 'GROUP', handle })) ||
      users.some((handle) => isMeant({ type: 'USER', handle })),
  );
  return {
    person,
    portal: distinct(
      grants.map((grant) => ({
        account: accountId(grant.account),
        role: config.permissionSets[grant.permissionSet]?.name ?? grant.permissionSet,
      })),
    ),
    console: emergencyRoles.map(([handle, role]) => ({
      account: accountId(account),
      role: emergencyRoleName(handle, role),
    })),
  };
}

/**
 * So many people whose access differs, from as many kinds as there are: those with both lanes, with the portal alone,
 * with emergency access alone. The ones with most come first.
 */
export function chooseDifferent(expectations: readonly Expectation[], count: number): Expectation[] {
  const byAccess = new Map<string, Expectation>();
  for (const expectation of expectations) {
    const access = JSON.stringify([labels(expectation.portal), labels(expectation.console)]);
    if (!byAccess.has(access)) byAccess.set(access, expectation);
  }
  const kinds = KINDS.map((isKind) =>
    [...byAccess.values()].filter(isKind).sort((a, b) => b.portal.length - a.portal.length),
  );
  const most = Math.max(...kinds.map(({ length }) => length));
  const inTurn = Array.from({ length: most }, (_, index) => kinds.flatMap((kind) => kind[index] ?? []));
  return inTurn.flat().slice(0, count);
}

/** What isn't as expected, in words: nothing where the expected roles are offered, in whatever order, and each opens. */
export function differences({ roles, failed }: Offered, expected: readonly RoleInAccount[]): string[] {
  const offered = labels([...roles, ...failed]);
  const wanted = labels(expected);
  return [
    ...failed.map((each) => `${label(each)}: ${each.reason}`),
    ...wanted.filter((each) => !offered.includes(each)).map((each) => `${each}: is not offered`),
    ...offered
      .filter((each) => !wanted.includes(each))
      .map((each) => `${each}: is offered, and not in the config`),
    ...offered
      .filter((each, index) => offered.indexOf(each) !== index)
      .map((each) => `${each}: is offered twice`),
  ];
}

const KINDS: readonly ((expectation: Expectation) => boolean)[] = [
  ({ portal, console }) => portal.length > 0 && console.length > 0,
  ({ portal, console }) => portal.length > 0 && console.length === 0,
  ({ portal, console }) => portal.length === 0 && console.length > 0,
];

function stands({ config }: Environment, { type, handle }: Principal, person: Person): boolean {
  if (type === 'USER') {
    const name = config.users[handle]?.userPrincipalName;
    return name?.toLowerCase() === person.userPrincipalName.toLowerCase();
  }
  const { name = handle, objectId } = config.groups[handle] ?? {};
  return person.groups.some((group) =>
    objectId === undefined ? group.displayName === name : group.id === objectId,
  );
}

const label = ({ account, role }: RoleInAccount): string => `${role} in ${account}`;

const labels = (roles: readonly RoleInAccount[]): string[] => roles.map(label).sort();

const distinct = (roles: readonly RoleInAccount[]): RoleInAccount[] => [
  ...new Map(roles.map((role) => [label(role), role])).values(),
];

/** Account assignments: those of AWS against the grants of the config. */
import type { Environment } from '../../model/environment.js';
import type { Location } from '../../model/problem.js';
import { compareText } from '../../model/text.js';
import { adviseAssignment } from './advise.js';
import type { Beyond, Differences, Missing, Named, NamedPrincipal } from './finding.js';
import type { Live } from './live.js';
import { AwsPrincipals } from './principals.js';

/** One assignment in config words. */
interface Described {
  readonly principal: NamedPrincipal;
  readonly permissionSet: Named;
  readonly account: Named;
  readonly because: readonly Location[];
}

/** What is withheld is in neither: the config grants it, and doesn't make it yet. */
export function compareAssignments(environment: Environment, live: Live): Differences {
  const { assignments } = live.aws;
  if (assignments === undefined || live.aws.principals === undefined) return { beyond: [], missing: [] };
  const standing = describeStanding(environment, live);
  const granted = describeGranted(environment, live);
  const there = new Set(standing.map(keyOf));
  const nameless = groupsWithoutNames(environment, live);
  const beyond = standing.filter(
    (each) => !granted.has(keyOf(each)) && !(nameless.size > 0 && isUnknownGroup(each.principal)),
  );
  const missing = [...granted.values()].filter(
    (each) => !each.withheld && !there.has(keyOf(each)) && !nameless.has(each.principal.handle ?? ''),
  );
  return {
    beyond: gather(beyond).map((group): Beyond => ({
      kind: 'account-assignment',
      ...subjectOf(group),
      ...adviseAssignment(environment, live.instanceArn, subjectOf(group)),
    })),
    missing: gather(missing).map((group): Missing => ({
      kind: 'account-assignment',
      ...subjectOf(group),
      because: [...new Set(group.flatMap(({ because }) => because))],
    })),
  };
}

/** The config names them by their object ids, and Entra didn't tell what they are called: any group of AWS may be one. */
function groupsWithoutNames({ config }: Environment, { groupNames, unread }: Live): Set<string> {
  if (unread.length === 0) return new Set();
  return new Set(
    Object.entries(config.groups).flatMap(([handle, { objectId }]) =>
      objectId === undefined || groupNames.has(objectId.toLowerCase()) ? [] : [handle],
    ),
  );
}

const isUnknownGroup = ({ type, handle }: NamedPrincipal): boolean =>
  type === 'GROUP' && handle === undefined;

function describeStanding(environment: Environment, live: Live): Described[] {
  const principals = new AwsPrincipals(environment, live);
  const accounts = new Map(
    Object.entries(environment.config.aws.accounts).map(([handle, { id }]) => [id, handle]),
  );
  const sets = describeSets(environment, live);
  return (live.aws.assignments ?? []).map(({ principalType, principalId, permissionSetArn, accountId }) => {
    const handle = accounts.get(accountId);
    return {
      principal: principals.describe(principalType, principalId),
      permissionSet: sets.find(({ id }) => id === permissionSetArn) ?? { id: permissionSetArn },
      account: { ...(handle === undefined ? {} : { handle }), id: accountId },
      because: [],
    };
  });
}

function describeGranted(
  environment: Environment,
  live: Live,
): Map<string, Described & { readonly withheld: boolean }> {
  const { config, access } = environment;
  const principals = new AwsPrincipals(environment, live);
  const sets = describeSets(environment, live);
  const found = new Map<string, NamedPrincipal>();
  return new Map(
    access.grants.map(({ principal, permissionSet, account, because, withheld }) => {
      const known = `${principal.type} ${principal.handle}`;
      const named = found.get(known) ?? principals.find(principal);
      found.set(known, named);
      const described = {
        principal: { ...named, handle: principal.handle },
        permissionSet: sets.find(({ handle }) => handle === permissionSet) ?? {
          handle: permissionSet,
          name: config.permissionSets[permissionSet]?.name ?? permissionSet,
        },
        account: { handle: account, id: config.aws.accounts[account]?.id ?? '' },
        because,
        withheld: withheld !== undefined,
      };
      return [keyOf(described), described];
    }),
  );
}

/** AWS's permission sets; a name is the config's where its permission set has it. */
export function describeSets({ config: { permissionSets } }: Environment, { aws }: Live): Named[] {
  const handles = new Map(
    Object.entries(permissionSets).map(([handle, { name = handle }]) => [name, handle]),
  );
  return (aws.permissionSets ?? []).map(({ arn, name }) => {
    const handle = handles.get(name);
    return { ...(handle === undefined ? {} : { handle }), name, id: arn };
  });
}

/** By handles where the config has them, which are alike on both sides; else by ids. */
const keyOf = ({ principal, permissionSet, account }: Described): string =>
  [
    principal.type,
    principal.handle ?? principal.id,
    permissionSet.handle ?? permissionSet.id,
    account.id,
  ].join(' ');

/** Those of one principal's one permission set together, all of them sorted by name. */
function gather(described: readonly Described[]): Described[][] {
  const groups = new Map<string, Described[]>();
  for (const each of described) {
    const key = [wordOf(each.principal), wordOf(each.permissionSet), each.principal.id].join('\n');
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups].sort(([a], [b]) => compareText(a, b)).map(([, group]) => group);
}

const subjectOf = (group: readonly Described[]) => ({
  principal: group[0]?.principal ?? { type: 'GROUP' as const },
  permissionSet: group[0]?.permissionSet ?? {},
  accounts: group.map(({ account }) => account).sort((a, b) => compareText(wordOf(a), wordOf(b))),
});

const wordOf = ({ handle, name, id = '' }: Named): string => handle ?? name ?? id;

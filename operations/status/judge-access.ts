/** Steps 10, 12 and 13: who may sign in, permission sets, and account assignments. */
import type { Grant } from '../../model/access-model.js';
import type { Environment } from '../../model/environment.js';
import { assignmentKey, type AwsFacts, type EntraFacts, type Facts } from './facts.js';
import { noApplication } from './judge-application.js';
import { assignmentOf, grantedPrincipals, nameOf, storedPrincipal } from './principals.js';
import { type Check, done, judge, notDone, type Step, step, unknown } from './step.js';
import { applyIt, count, listSome } from './words.js';

export const judgeAssigned = (environment: Environment, entra: EntraFacts): Step =>
  step(10, 'Assign groups and users to the application', 'Entra', judgeWhoIsAssigned(environment, entra));

export const judgeAccountAccess = (environment: Environment, facts: Facts): Step[] => [
  step(12, 'Permission sets', 'AWS', judgePermissionSets(environment, facts.aws)),
  step(13, 'Account assignments', 'AWS', judgeAssignments(environment, facts)),
];

function judgeWhoIsAssigned(
  environment: Environment,
  { application, assigned, users }: EntraFacts,
): readonly Check[] {
  if (assigned === undefined || users === undefined)
    return judge('assigned', application, () => [noApplication(environment)]);
  return judge('assigned', assigned, (found) =>
    judge('assigned', users, (ids) => {
      const granted = grantedPrincipals(environment);
      const missing = granted
        .filter((principal) => assignmentOf(environment, principal, found, ids) === undefined)
        .map((principal) => nameOf(environment, principal));
      return [
        missing.length === 0
          ? done(
              'assigned',
              `${count(granted.length, 'group and user', 'groups and users')} with access, all assigned.`,
            )
          : notDone(
              'assigned',
              `Not assigned to the application: ${listSome(missing)}.`,
              applyIt(environment.name),
              { missing },
            ),
      ];
    }),
  );
}

const noInstance = (id: string): Check =>
  unknown(id, 'There is no instance of IAM Identity Center to ask.', 'Do step 1 first.');

function judgePermissionSets(
  { name, config }: Environment,
  { instance, permissionSets }: AwsFacts,
): readonly Check[] {
  if (permissionSets === undefined)
    return judge('permission-sets', instance, () => [noInstance('permission-sets')]);
  const wanted = Object.entries(config.permissionSets).map(([handle, set]) => set.name ?? handle);
  return judge('permission-sets', permissionSets, (found) => {
    const missing = wanted.filter((each) => !found.has(each));
    return [
      missing.length === 0
        ? done(
            'permission-sets',
            `${count(wanted.length, 'permission set')}, all there by name. What is in them: federation plan and drift.`,
          )
        : notDone('permission-sets', `Missing: ${listSome(missing)}.`, applyIt(name), { missing }),
    ];
  });
}

function judgeAssignments(environment: Environment, facts: Facts): readonly Check[] {
  const { instance, assignments, permissionSets, store } = facts.aws;
  if (assignments === undefined || permissionSets === undefined || store === undefined)
    return judge('assignments', instance, () => [noInstance('assignments')]);
  return judge('assignments', permissionSets, (arns) =>
    judge('assignments', assignments, (keys) =>
      judge('assignments', store.groups, () =>
        judge('assignments', store.users, () => {
          const isThere = ({ principal, permissionSet, account }: Grant) => {
            const stored = storedPrincipal(environment, principal, facts.entra, store);
            const arn = arns.get(environment.config.permissionSets[permissionSet]?.name ?? permissionSet);
            const id = environment.config.aws.accounts[account]?.id ?? '';
            return keys.has(assignmentKey(principal.type, stored?.id ?? '', arn ?? '', id));
          };
          return judgeGrants(environment, isThere);
        }),
      ),
    ),
  );
}

function judgeGrants({ name, access }: Environment, isThere: (grant: Grant) => boolean): Check[] {
  const due = access.grants.filter(({ withheld }) => withheld === undefined);
  const withheld = access.grants.find((grant) => grant.withheld !== undefined)?.withheld;
  const missing = due
    .filter((grant) => !isThere(grant))
    .map(({ principal, permissionSet, account }) => `${principal.handle}: ${permissionSet} in ${account}`);
  return [
    missing.length === 0
      ? done('assignments', `${count(due.length, 'account assignment')}, all there.`)
      : notDone(
          'assignments',
          `${count(missing.length, 'account assignment')} missing: ${listSome(missing)}.`,
          applyIt(name),
          { missing },
        ),
    ...(withheld === undefined
      ? []
      : [notDone('withheld', `${count(access.grants.length - due.length, 'grant')} withheld.`, withheld)]),
  ];
}

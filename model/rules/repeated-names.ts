import { error, type Problem } from '../problem.js';
import { foldName, quote } from '../text.js';
import { conditionalAccessOf } from './conditional-access.js';
import { repeated } from './repeated.js';
import type { Rule } from './rule.js';

type Path = readonly (string | number)[];

/** No list says the same name twice. People are compared as Entra does, whatever the case. */
export const validateRepeatedNames: Rule = ({ draft, locate }) => {
  const lists: [Path, readonly string[] | undefined, 'exact' | 'any case'][] = [
    [['entra', 'application', 'owners'], draft.application.owners, 'any case'],
    [['entra', 'application', 'notificationEmails'], draft.application.notificationEmails, 'any case'],
  ];
  for (const [handle, { managed }] of draft.groups.entries) {
    lists.push([['groups', handle, 'managed', 'owners'], managed?.owners, 'any case']);
    lists.push([['groups', handle, 'managed', 'members'], managed?.members, 'any case']);
  }
  for (const [index, line] of draft.access) {
    for (const key of ['groups', 'users', 'permissionSets', 'accounts', 'except'] as const) {
      lists.push([['access', index, key], line[key], 'exact']);
    }
  }
  for (const { path, settings } of conditionalAccessOf(draft)) {
    for (const key of ['includeGroups', 'excludeGroups'] as const) {
      lists.push([[...path, key], settings[key], 'exact']);
    }
  }
  const { signInRegions, roles = {} } = draft.emergencyAccess ?? {};
  lists.push([['emergencyAccess', 'signInRegions'], signInRegions, 'exact']);
  for (const [handle, { groups, users, workloads }] of Object.entries(roles)) {
    const path = ['emergencyAccess', 'roles', handle];
    lists.push([[...path, 'groups'], groups, 'exact']);
    lists.push([[...path, 'users'], users, 'exact']);
    lists.push([[...path, 'workloads', 'accounts'], workloads?.accounts, 'exact']);
  }
  return lists.flatMap(([path, names = [], match]) => {
    const keyOf = ([, name]: [number, string]) => (match === 'exact' ? name : foldName(name));
    return [...repeated(names.entries(), keyOf)].map(([[at, name]]): Problem =>
      error(locate([...path, at]), `${quote(name)} stands twice in this list.`, 'Remove one.'),
    );
  });
};

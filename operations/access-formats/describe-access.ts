/** From an environment to the document that says who can do what where. */
import type { Principal } from '../../model/access-model.js';
import type { Config, EmergencyAccessConfig } from '../../model/config.js';
import { emergencyRoleName } from '../../model/emergency-role.js';
import type { Environment } from '../../model/environment.js';
import { parseOu, renderOu } from '../../model/ou.js';
import { type Location, renderPlace } from '../../model/problem.js';
import { compareText } from '../../model/text.js';
import type { AccessDocument, DocumentAccount, DocumentLine, DocumentPrincipal } from './access-document.js';
import { oneLine } from './one-line.js';

export function describeAccess({ name, config, access, locate }: Environment): AccessDocument {
  const groups = mapValues(config.groups, ({ name: display = '' }, handle) =>
    describePrincipal('group', handle, display || handle),
  );
  const users = mapValues(config.users, ({ userPrincipalName }, handle) =>
    describePrincipal('user', handle, userPrincipalName),
  );
  const permissionSets = mapValues(config.permissionSets, ({ name: display }, handle) => ({
    handle,
    name: oneLine(display ?? handle),
  }));
  const accounts = mapValues(config.aws.accounts, describeAccount);
  const findPrincipal = ({ type, handle }: Principal) => find(type === 'GROUP' ? groups : users, handle);
  const describeRole = ([handle, role]: [string, EmergencyAccessConfig['roles'][string]]) => ({
    handle,
    name: emergencyRoleName(handle, role),
    account: find(accounts, config.emergencyAccess?.account ?? ''),
    workloads: (role.workloads?.accounts ?? []).map((account) => find(accounts, account)),
    principals: [
      ...role.groups.map((group) => find(groups, group)),
      ...role.users.map((user) => find(users, user)),
    ],
    because: describeLine(locate(['emergencyAccess', 'roles', handle])),
  });
  return {
    environment: name,
    accounts: [...accounts.values()].sort((a, b) => compareText(a.handle, b.handle)),
    grants: access.grants.map(({ principal, permissionSet, account, because, withheld }) => ({
      principal: findPrincipal(principal),
      permissionSet: find(permissionSets, permissionSet),
      account: find(accounts, account),
      because: because.map(describeLine),
      withheld: withheld && oneLine(withheld),
    })),
    skipped: access.skipped.map(({ account, reason, because }) => ({
      account: find(accounts, account),
      reason: oneLine(reason),
      because: because.map(describeLine),
    })),
    emergencyAccess: config.emergencyAccess && {
      enabled: config.emergencyAccess.enabled,
      roles: Object.entries(config.emergencyAccess.roles).map(describeRole),
    },
  };
}

const describePrincipal = (
  type: DocumentPrincipal['type'],
  handle: string,
  name: string,
): DocumentPrincipal => ({ type, handle, name: oneLine(name) });

function describeAccount(
  { id, name, ou, tags = {}, status }: Config['aws']['accounts'][string],
  handle: string,
): DocumentAccount {
  const names = parseOu(ou) ?? [];
  return {
    handle,
    id,
    name: oneLine(name ?? handle),
    units: ['Root', ...names].map((unit, depth) => ({
      path: oneLine(renderOu(names.slice(0, depth))),
      name: oneLine(unit),
    })),
    tags: Object.entries(tags)
      .map(([key, value]) => oneLine(`${key}=${value}`))
      .sort(compareText),
    suspended: status === 'suspended',
  };
}

const describeLine = (location: Location): DocumentLine => ({
  place: oneLine(renderPlace(location)),
  path: oneLine(location.path),
});

const mapValues = <T, U>(
  values: Readonly<Record<string, T>>,
  map: (value: T, handle: string) => U,
): Map<string, U> => new Map(Object.entries(values).map(([handle, value]) => [handle, map(value, handle)]));

/** The rules have seen to it that it is there. */
function find<T>(described: ReadonlyMap<string, T>, handle: string): T {
  const found = described.get(handle);
  if (found === undefined) throw new Error(`The config has no ${handle}.`);
  return found;
}

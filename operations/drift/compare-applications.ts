/** App role assignments: those of Entra against whom the config gives something. */
import type { Principal } from '../../model/access-model.js';
import { appRoleId } from '../../model/emergency-role.js';
import type { Environment } from '../../model/environment.js';
import type { Location } from '../../model/problem.js';
import { USER_APP_ROLE_ID } from '../../stacks/entra/gallery-template.js';
import { adviseAppRoleAssignment } from './advise.js';
import type { Beyond, Differences, Missing, Named } from './finding.js';
import type { LiveApplication } from './live.js';
import { describeAssigned } from './principals.js';

interface Wanted {
  readonly principal: Principal;
  readonly appRole: Named;
  readonly because: readonly Location[];
}

export function compareApplication(environment: Environment, application: LiveApplication): Differences {
  const { settings, assigned, id } = application;
  if (assigned === undefined) return { beyond: [], missing: [] };
  const name = settings.displayName;
  if (id === undefined) {
    const path = application.lane === 'emergency' ? ['emergencyAccess'] : ['entra', 'application'];
    const because = [environment.locate(path)];
    return { beyond: [], missing: [{ kind: 'application', application: name, because }] };
  }
  const wanted = new Map(wantedOf(environment, application).map((each) => [keyOf(each), each]));
  const found = new Set<string>();
  const beyond: Beyond[] = [];
  for (const each of assigned) {
    const principal = describeAssigned(environment, each);
    const appRole = {
      ...(each.appRole === undefined ? {} : { name: each.appRole }),
      id: each.appRoleId,
    };
    const key = keyOf({ principal, appRole });
    if (wanted.has(key) && !found.has(key)) found.add(key);
    else
      beyond.push({
        kind: 'app-role-assignment',
        application: name,
        principal,
        appRole,
        ...adviseAppRoleAssignment(environment, application, each, principal),
      });
  }
  const missing = [...wanted]
    .filter(([key]) => !found.has(key))
    .map(([, { principal, appRole, because }]): Missing => ({
      kind: 'app-role-assignment',
      application: name,
      principal,
      appRole,
      because,
    }));
  return { beyond, missing };
}

function wantedOf({ config, access, locate }: Environment, { lane }: LiveApplication): Wanted[] {
  if (lane === 'identity-center')
    return access.grants.map(({ principal, because }) => ({
      principal,
      appRole: { name: 'User', id: USER_APP_ROLE_ID },
      because,
    }));
  return Object.entries(config.emergencyAccess?.roles ?? {}).flatMap(([role, { name = role, ...settings }]) =>
    [
      ...settings.groups.map((handle) => ({ type: 'GROUP' as const, handle })),
      ...settings.users.map((handle) => ({ type: 'USER' as const, handle })),
    ].map((principal) => ({
      principal,
      appRole: { handle: role, name, id: appRoleId(config.entra.tenantId, name) },
      because: [locate(['emergencyAccess', 'roles', role])],
    })),
  );
}

/** Whom the config doesn't know is wanted nowhere. */
const keyOf = ({
  principal,
  appRole,
}: {
  readonly principal: { readonly type: string; readonly handle?: string };
  readonly appRole: Named;
}): string => `${principal.type} ${principal.handle ?? ''} ${appRole.id}`;

/** Rights that come with what a plan takes over, and that nobody has allowed: pure. */
import type { Environment } from '../../model/environment.js';
import type { Beyond } from '../drift/finding.js';
import { describe } from '../drift/render.js';
import type { Blocked } from './blocked.js';
import { listSome } from './render-grants.js';

/**
 * Policies give more to whoever has the permission set or the emergency role; whoever is assigned to the application of emergency access has
 * its roles. A boundary gives nothing, and an assignment to the other application gives nothing in an account: those
 * are told only. Undefined for them.
 */
export function nameComesWith({ config }: Environment, finding: Beyond): string | undefined {
  if (finding.kind === 'policy' || finding.kind === 'inline-policy')
    return `permissionSets.${finding.permissionSet.handle ?? ''}`;
  if (finding.kind === 'role-policy' || finding.kind === 'role-inline-policy')
    return `emergencyAccess.roles.${finding.role.handle ?? ''}`;
  const isEmergency =
    finding.kind === 'app-role-assignment' &&
    finding.application === config.emergencyAccess?.application.displayName;
  return isEmergency ? EMERGENCY : undefined;
}

const EMERGENCY = 'emergencyAccess.application';

/** @param allowed The names that `--allow-loss` gives. */
export function blockComesWith(
  environment: Environment,
  comesWith: readonly Beyond[],
  allowed: readonly string[],
): Blocked[] {
  const byName = new Map<string, Beyond[]>();
  for (const finding of comesWith) {
    const name = nameComesWith(environment, finding);
    if (name !== undefined && !allowed.includes(name))
      byName.set(name, [...(byName.get(name) ?? []), finding]);
  }
  return [...byName].map(([name, findings]) => {
    const allow = `--allow-loss ${name}`;
    const message = [
      `What would be taken over has more than the config says: ${listSome(findings.map(describe))}.`,
      name === EMERGENCY
        ? 'Blocked, because they have the roles of emergency access.'
        : 'Blocked, because everyone with it has what that gives.',
      `Put it into the config or take it away: federation drift ${environment.name} tells how.`,
      `If that is meant, allow it with: ${allow}`,
    ].join(' ');
    return { name, location: environment.locate(name.split('.')), message, allow, grants: [] };
  });
}

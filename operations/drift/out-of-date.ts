/** Permission sets of the config that accounts have an older version of. */
import type { Environment } from '../../model/environment.js';
import { accountHandle } from '../explain/describe-address.js';
import { provision } from './advise-policies.js';
import type { OutOfDate } from './finding.js';
import type { Live } from './live.js';

/** @param underWay The handles of those for which an apply on this machine didn't end well: the next one provisions them. */
export function findOutOfDate(
  environment: Environment,
  { instanceArn, aws: { permissionSets = [] } }: Live,
  underWay: readonly string[],
): OutOfDate[] {
  return Object.entries(environment.config.permissionSets).flatMap(([handle, { name = handle }]) => {
    const { arn = '', outdated = [] } = permissionSets.find((set) => set.name === name) ?? {};
    if (outdated.length === 0) return [];
    const permissionSet = { handle, name, id: arn };
    return {
      kind: 'out-of-date',
      permissionSet,
      accounts: outdated.map((id) => ({ handle: accountHandle(id, environment), id })),
      update: [
        ...(underWay.includes(handle)
          ? [`federation apply ${environment.name}, which brings it there at its end; or`]
          : []),
        provision(instanceArn, permissionSet),
      ],
    };
  });
}

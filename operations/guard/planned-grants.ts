/** Account assignments of a plan as grants, in config words. */
import type { Grant, Principal } from '../../model/access-model.js';
import type { Environment } from '../../model/environment.js';
import type { Location } from '../../model/problem.js';
import { accessName } from '../../stacks/names.js';
import { type PlannedObject, principalOf, principalPath } from './planned-object.js';

/** Terraform's type of what gives a principal a permission set in an account. */
export const ACCOUNT_ASSIGNMENT = 'aws_ssoadmin_account_assignment';

export interface PlannedGrant {
  readonly principal: Principal;
  /** Handle of the permission set. */
  readonly permissionSet: string;
  /** Handle of the account; its id where the config has it no longer. */
  readonly account: string;
  readonly accountId: string;
  /** The access lines that say so; for a grant that is in none, the group's or user's own entry where there is one. */
  readonly because: readonly Location[];
}

export interface GrantReader {
  read(object: Omit<PlannedObject, 'effect'>): PlannedGrant;
  /** Whether the access model has the grant, so that an account assignment is made for it. */
  isWanted(object: PlannedObject): boolean;
}

export function createGrantReader({ config, access, locate }: Environment): GrantReader {
  const handles = new Map(Object.entries(config.aws.accounts).map(([handle, { id }]) => [id, handle]));
  const wanted = new Map<string, Grant>();
  for (const grant of access.grants) {
    if (grant.withheld !== undefined) continue;
    const accountId = config.aws.accounts[grant.account]?.id ?? '';
    wanted.set(accessName(grant.principal, grant.permissionSet, accountId), grant);
  }
  const find = (object: Omit<PlannedObject, 'effect'>) =>
    wanted.get([object.kind, ...object.parts].join('_'));
  const entryOf = (principal: Principal): Location[] => {
    const path = principalPath(principal);
    const entries = principal.type === 'GROUP' ? config.groups : config.users;
    return Object.hasOwn(entries, principal.handle) ? [locate(path)] : [];
  };
  return {
    read: (object) => {
      const principal = principalOf(object);
      const [, permissionSet = '', accountId = ''] = object.parts;
      return {
        principal,
        permissionSet,
        account: handles.get(accountId) ?? accountId,
        accountId,
        because: find(object)?.because ?? entryOf(principal),
      };
    },
    isWanted: (object) => find(object) !== undefined,
  };
}

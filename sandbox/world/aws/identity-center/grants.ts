/** What a person may use: their own account assignments, and those of the groups that they are in. */
import type { AccountRecord, PermissionSetRecord, Principal, ProvisionedAccount, State } from '../state.js';

export interface Grant {
  readonly account: AccountRecord;
  readonly set: PermissionSetRecord;
  readonly provisioned: ProvisionedAccount;
}

/** By account and permission set, in the order of their names. None in a suspended account. */
export function grantsOf(state: State, userId: string): Grant[] {
  const holds = ({ PrincipalType, PrincipalId }: Principal): boolean =>
    PrincipalType === 'USER'
      ? PrincipalId === userId
      : (state.groups.get(PrincipalId)?.members.has(userId) ?? false);
  const grants = [...state.permissionSets.values()].flatMap((set) =>
    [...set.accounts].flatMap(([id, provisioned]): Grant[] => {
      const account = state.accounts.get(id);
      const granted = [...provisioned.assignments.values()].some(holds);
      return granted && account && !account.suspended ? [{ account, set, provisioned }] : [];
    }),
  );
  return grants.sort(
    (one, other) => order(one.account.name, other.account.name) || order(one.set.name, other.set.name),
  );
}

const order = (one: string, other: string): number => Number(one > other) - Number(one < other);

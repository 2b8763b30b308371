/** Who gets what where, and which config lines say so: pure, from a config that passed the rules. */
import type { Config } from './config.js';
import type { Location } from './problem.js';
import { indexAccounts, resolveLines } from './targets.js';
import { compareText, quote } from './text.js';

/** One principal's one permission set in one account. */
export interface Grant {
  readonly principal: Principal;
  /** Handle of the permission set. */
  readonly permissionSet: string;
  /** Handle of the account. */
  readonly account: string;
  /** The access lines that say so; at least one. */
  readonly because: readonly Location[];
  /** Why no account assignment is made for now, in a sentence; absent where one is. */
  readonly withheld?: string;
}

export interface Principal {
  readonly type: 'GROUP' | 'USER';
  /** Handle of the group or user. */
  readonly handle: string;
}

/** An account that access lines reach and that gets nothing, for example because it is suspended. */
export interface SkippedAccount {
  readonly account: string;
  readonly reason: string;
  readonly because: readonly Location[];
}

export interface AccessModel {
  /** Expanded, each once, sorted by principal type, principal, permission set and account. */
  readonly grants: readonly Grant[];
  /** Sorted by account. */
  readonly skipped: readonly SkippedAccount[];
}

/** `locate` says where a path of the united config stands. */
export function resolveAccess(
  config: Config,
  locate: (path: readonly (string | number)[]) => Location,
): AccessModel {
  const grants = new Map<string, Grant & { because: Location[] }>();
  const skipped = new Map<string, Location[]>();
  const lines = resolveLines(config.access.entries(), indexAccounts(Object.entries(config.aws.accounts)));
  for (const { index, line, accounts, suspended } of lines) {
    const because = locate(['access', index]);
    for (const account of suspended) append(skipped, account, because);
    for (const principal of principalsOf(line)) {
      for (const permissionSet of line.permissionSets) {
        for (const account of accounts) {
          const key = `${principal.type} ${principal.handle} ${permissionSet} ${account}`;
          const grant = grants.get(key);
          if (grant !== undefined) grant.because.push(because);
          else
            grants.set(key, {
              principal,
              permissionSet,
              account,
              because: [because],
              ...withhold(config, principal),
            });
        }
      }
    }
  }
  return {
    grants: [...grants.values()].sort(compareGrants),
    skipped: [...skipped]
      .map(([account, because]) => ({
        account,
        reason: `The account ${quote(account)} is suspended.`,
        because,
      }))
      .sort((a, b) => compareText(a.account, b.account)),
  };
}

/** The grants of a group or user (by its handle) in an account (by its handle); `because` has the lines. */
export function explainAccess(model: AccessModel, principal: string, account: string): Grant[] {
  return model.grants.filter((grant) => grant.principal.handle === principal && grant.account === account);
}

function principalsOf({ groups = [], users = [] }: Config['access'][number]): Principal[] {
  return [
    ...groups.map((handle) => ({ type: 'GROUP' as const, handle })),
    ...users.map((handle) => ({ type: 'USER' as const, handle })),
  ];
}

function withhold(config: Config, { type, handle }: Principal): Pick<Grant, 'withheld'> {
  const { provisioning } = config.entra;
  if (provisioning === 'pending') {
    return {
      withheld:
        'Provisioning is pending: AWS knows no group or user yet. Enable automatic provisioning in the Identity Center console, then write its endpoint and the end of its token under entra.provisioning, and set TF_VAR_scim_token to the token.',
    };
  }
  if (provisioning === 'existing' && type === 'GROUP' && config.groups[handle]?.managed !== undefined) {
    return {
      withheld: `The group ${quote(handle)} is managed here, and provisioning is not: nothing here can bring a group to AWS that is made in the same apply. Write the settings of entra.provisioning instead of existing.`,
    };
  }
  return {};
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const there = map.get(key);
  if (there === undefined) map.set(key, [value]);
  else there.push(value);
}

function compareGrants(a: Grant, b: Grant): number {
  return (
    compareText(a.principal.type, b.principal.type) ||
    compareText(a.principal.handle, b.principal.handle) ||
    compareText(a.permissionSet, b.permissionSet) ||
    compareText(a.account, b.account)
  );
}

/** Access lines that come near an account without giving anything there, and why. */
import type { Principal } from '../model/access-model.js';
import type { AccessConfig, Config } from '../model/config.js';
import type { Environment } from '../model/environment.js';
import type { Location } from '../model/problem.js';
import { type AccountIndex, indexAccounts, parseTarget, selectAccounts } from '../model/targets.js';

export interface NearMiss {
  /** The access line. */
  readonly line: Location;
  /** Follows "the line would, but". */
  readonly reason: string;
}

/** The lines that name the group or user and would reach the account, were it not for a rule. */
export function findNearMisses(
  { config, locate }: Environment,
  principal: Principal,
  handle: string,
): NearMiss[] {
  return config.access.flatMap((line, index) => {
    if (!names(line, principal)) return [];
    const reason = whyNot(line, handle, config);
    return reason === undefined ? [] : [{ line: locate(['access', index]), reason }];
  });
}

function names({ groups = [], users = [] }: AccessConfig, { type, handle }: Principal): boolean {
  return (type === 'GROUP' ? groups : users).includes(handle);
}

/** Undefined for a line that reaches the account, and for one that is about others. */
function whyNot(line: AccessConfig, handle: string, { aws }: Config): string | undefined {
  const account = aws.accounts[handle];
  if (account === undefined) return undefined;
  const asItIs = indexAccounts([[handle, account]]);
  const asAnyOther = indexAccounts([[handle, { ...account, management: false }]]);
  if (!selects(asAnyOther, line.accounts, handle)) return undefined;
  if (!selects(asItIs, line.accounts, handle))
    return '`ou:` and `tag:` never reach the management account, only its handle does.';
  if (selects(asItIs, line.except ?? [], handle)) return 'its `except` leaves the account out.';
  if (account.status === 'suspended') return 'the account is suspended.';
  return undefined;
}

function selects(index: AccountIndex, targets: readonly string[], handle: string): boolean {
  return targets.some((text) => {
    const target = parseTarget(text);
    return target !== undefined && (selectAccounts(index, target) ?? []).includes(handle);
  });
}

import { error, type Problem } from '../problem.js';
import { quote } from '../text.js';
import type { RuleInput } from './rule.js';
import { undefinedName } from './undefined-name.js';

/** Emergency access can stand in an account: it is defined, active, and not the management account. */
export function validateEmergencyAccount(
  path: readonly (string | number)[],
  handle: string,
  { draft, locate }: RuleInput,
): Problem[] {
  if (!draft.accounts.defined.has(handle)) return [undefinedName(locate(path), handle, draft.accounts)];
  const account = draft.placements.get(handle);
  if (account?.management === true) {
    return [
      error(
        locate(path),
        `${quote(handle)} is the management account.`,
        'Direct federation there would bypass every guard of the organization: name another account.',
      ),
    ];
  }
  if (account?.status === 'suspended')
    return [error(locate(path), `${quote(handle)} is suspended.`, 'Name an account that is active.')];
  return [];
}

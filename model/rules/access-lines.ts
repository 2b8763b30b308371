import { error, type Problem } from '../problem.js';
import { parseTarget, selectAccounts } from '../targets.js';
import type { Rule } from './rule.js';
import { isComplete } from './targets.js';

/** An access line names somebody, and reaches an account. */
export const validateAccessLines: Rule = ({ draft, accounts, lines, locate }) => {
  const problems: Problem[] = [];
  for (const { index, line, accounts: active, suspended } of lines) {
    const at = locate(['access', index]);
    if ((line.groups ?? []).length + (line.users ?? []).length === 0) {
      problems.push(error(at, 'names neither a group nor a user.', 'Give it groups, users or both.'));
    }
    const reaches = active.length + suspended.length > 0;
    const isDefined = (text: string) => {
      const target = parseTarget(text);
      return target !== undefined && selectAccounts(accounts, target) !== undefined;
    };
    if (reaches || !isComplete(draft) || ![...line.accounts, ...(line.except ?? [])].every(isDefined))
      continue;
    const advice = line.except?.length
      ? 'Its except leaves out everything that its accounts select.'
      : 'The management account is reached by its handle only, and an OU’s * stands for its own accounts.';
    problems.push(error(at, 'selects no account.', advice));
  }
  return problems;
};

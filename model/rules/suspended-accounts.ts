import { warning } from '../problem.js';
import { quote } from '../text.js';
import type { Rule } from './rule.js';

/** Says which suspended accounts access lines reach: they get nothing. */
export const validateSuspendedAccounts: Rule = ({ lines, locate }) => {
  const reached = new Map<string, number>();
  for (const handle of lines.flatMap(({ suspended }) => suspended))
    reached.set(handle, (reached.get(handle) ?? 0) + 1);
  return [...reached].map(([handle, count]) => {
    const by = count === 1 ? '1 access line reaches' : `${count} access lines reach`;
    return warning(
      locate(['aws', 'accounts', handle, 'status']),
      `${quote(handle)} is suspended: ${by} it, and it gets nothing.`,
    );
  });
};

import { error, renderPlace, type Problem } from '../problem.js';
import { quote } from '../text.js';
import type { Rule, RuleInput } from './rule.js';

/**
 * The management account has permission sets of its own, and a delegated administrator can't grant any there:
 * a delegated administrator may not change a permission set that is provisioned in the management account.
 */
export const validateManagementAccess: Rule = ({ draft, lines, accounts, locate }) => {
  const isManagement = (handle: string) => accounts.handles.get(handle)?.management === true;
  const problems: Problem[] = [];
  const own = new Map<string, readonly [number, number]>();
  const elsewhere = new Map<string, number>();
  for (const { index, line, accounts: reached } of lines) {
    const management = reached.find(isManagement);
    if (management !== undefined && draft.aws.deployer?.kind === 'delegated') {
      problems.push(refuseDelegated(index, management, line.accounts.indexOf(management), locate));
    }
    for (const [at, set] of line.permissionSets.entries()) {
      if (management !== undefined && !own.has(set)) own.set(set, [index, at]);
      if (reached.some((handle) => !isManagement(handle)) && !elsewhere.has(set)) elsewhere.set(set, index);
    }
  }
  for (const [set, [index, at]] of own) {
    const other = elsewhere.get(set);
    if (other === undefined) continue;
    const message = `${quote(set)} would serve the management account and other accounts too (${renderPlace(locate(['access', other]))}).`;
    problems.push(
      error(
        locate(['access', index, 'permissionSets', at]),
        message,
        'The management account needs permission sets of its own: define another one for it.',
      ),
    );
  }
  return problems;
};

function refuseDelegated(index: number, handle: string, at: number, locate: RuleInput['locate']): Problem {
  return error(
    locate(['access', index, 'accounts', at]),
    `${quote(handle)} is the management account, where a delegated administrator can’t grant access.`,
    'Remove it from this line, or deploy from the management account (aws.deployer.kind: management).',
  );
}

import type { AccountConfig } from '../config.js';
import { error, renderPlace, warning, type Problem } from '../problem.js';
import { quote } from '../text.js';
import type { Rule, RuleInput } from './rule.js';

/** One account at most is marked as the management account, and `aws.deployer` agrees. */
export const validateManagementAccount: Rule = (input) => {
  const { draft, locate } = input;
  const [marked, ...others] = [...draft.accounts.entries].filter(([, { management }]) => management);
  const at = (handle: string) => locate(['aws', 'accounts', handle, 'management']);
  const second = others.map(([handle]) =>
    error(
      at(handle),
      `${quote(handle)} is marked as the management account, and so is ${quote(marked?.[0] ?? '')} at ${renderPlace(at(marked?.[0] ?? ''))}.`,
      'An organization has one.',
    ),
  );
  return [...second, ...(others.length === 0 ? validateDeployer(input, marked) : [])];
};

/** An unmarked management account would be reached by `ou:` and `tag:`, so the deployer's must be marked. */
function validateDeployer(
  { draft, locate }: RuleInput,
  marked: [string, AccountConfig] | undefined,
): Problem[] {
  const { deployer } = draft.aws;
  if (deployer === undefined) return [];
  if (deployer.kind === 'delegated') {
    if (![...draft.placements.values()].some(({ management }) => management)) {
      const message = 'no account is marked as the management account.';
      const advice =
        'If it is listed, write management: true there: else ou:/ and tags reach it, where AWS refuses a delegated administrator.';
      return [warning(locate(['aws', 'deployer', 'kind']), message, advice)];
    }
    if (marked?.[1].id !== deployer.account) return [];
    const message = `"delegated" does not fit: ${deployer.account} is the management account, ${quote(marked[0])}.`;
    const advice = 'Write kind: management, or the delegated administrator’s account.';
    return [error(locate(['aws', 'deployer', 'kind']), message, advice)];
  }
  if (marked !== undefined) {
    if (marked[1].id === deployer.account) return [];
    const message = `${quote(deployer.account)} is not the management account: that is ${quote(marked[0])}, ${marked[1].id}.`;
    return [error(locate(['aws', 'deployer', 'account']), message, 'Write its id, or kind: delegated.')];
  }
  const [unmarked] = [...draft.accounts.entries].filter(([, { id }]) => id === deployer.account);
  if (unmarked === undefined) return [];
  const message = `${quote(unmarked[0])} is the management account, as aws.deployer says, and is not marked as it.`;
  return [
    error(
      locate(['aws', 'accounts', unmarked[0]]),
      message,
      'Write management: true, so that no OU or tag reaches it.',
    ),
  ];
}

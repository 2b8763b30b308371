import { AwsError } from '../aws-error.js';
import { page, type PageInput } from '../page.js';
import type { AccountRecord, Session, State } from '../state.js';
import { arnOf, findPath, parentWith } from './tree.js';

/** Without email address and the time and way of joining, which the seed doesn't know. */
export interface Account {
  readonly Id: string;
  readonly Arn: string;
  readonly Name: string;
  readonly Status: 'ACTIVE' | 'SUSPENDED';
}

/** organizations: the accounts and their tags. */
export const accountOperations = {
  ListAccounts({ state }: Session, input: PageInput) {
    return listed(state, [...state.accounts.values()], input);
  },

  ListAccountsForParent({ state }: Session, input: PageInput & { ParentId: string }) {
    const path = parentWith(state, input.ParentId);
    return listed(
      state,
      [...state.accounts.values()].filter(({ ou }) => ou === path),
      input,
    );
  },

  DescribeAccount({ state }: Session, { AccountId }: { AccountId: string }): { Account: Account } {
    const account = state.accounts.get(AccountId);
    if (!account)
      throw new AwsError('AccountNotFoundException', "You specified an account that doesn't exist.");
    return { Account: describe(state, account) };
  },

  /** Tags of an account. The root and organizational units have none here. */
  ListTagsForResource({ state }: Session, input: PageInput & { ResourceId: string }) {
    const account = state.accounts.get(input.ResourceId);
    if (!account && findPath(state, input.ResourceId) === undefined)
      throw new AwsError('TargetNotFoundException', "You specified a target that doesn't exist.");
    const { items, NextToken } = page(
      Object.entries(account?.tags ?? {}).map(([Key, Value]) => ({ Key, Value })),
      input,
    );
    return { Tags: items, NextToken };
  },
};

function listed(state: State, accounts: readonly AccountRecord[], input: PageInput) {
  const { items, NextToken } = page(accounts, input);
  return { Accounts: items.map((account) => describe(state, account)), NextToken };
}

const describe = (state: State, { id, name, suspended }: AccountRecord): Account => ({
  Id: id,
  Arn: arnOf(state, 'account', id),
  Name: name,
  Status: suspended ? 'SUSPENDED' : 'ACTIVE',
});

import { AwsError } from './aws-error.js';
import { policyKey, type AccountRecord, type Session } from './state.js';

export interface CreatePolicyInput {
  readonly PolicyName: string;
  /** Default `/`. */
  readonly Path?: string;
  readonly PolicyDocument: string;
}

/** iam: customer managed policies in the caller's account. What they allow isn't kept. */
export const iamOperations = {
  CreatePolicy(session: Session, { PolicyName, Path = '/' }: CreatePolicyInput) {
    const account = callersAccount(session);
    const key = policyKey({ Name: PolicyName, Path });
    if (account.customerManagedPolicies.has(key)) {
      const clause = `A policy called ${PolicyName} already exists. Duplicate names are not allowed.`;
      throw new AwsError('EntityAlreadyExists', clause);
    }
    account.customerManagedPolicies.add(key);
    return { Policy: { PolicyName, Path, Arn: `arn:aws:iam::${account.id}:policy${key}` } };
  },
};

function callersAccount({ state, caller }: Session): AccountRecord {
  const account = state.accounts.get(caller.account);
  if (account) return account;
  throw new AwsError('InvalidClientTokenId', 'The security token included in the request is invalid.');
}

/** iam: customer managed policies in the caller's account, and managed policies of both kinds by ARN. */
import { AwsError } from '../aws-error.js';
import { awsManagedPolicy } from '../managed-policy-arn.js';
import { policyKey, type Session } from '../state.js';
import { callersAccount, iamArn, partitionOf } from './account.js';

export interface CreatePolicyInput {
  readonly PolicyName: string;
  /** Default `/`. */
  readonly Path?: string;
  readonly PolicyDocument: string;
}

/** What policies allow isn't kept. */
export const policyOperations = {
  CreatePolicy(session: Session, { PolicyName, Path = '/' }: CreatePolicyInput) {
    const account = callersAccount(session);
    const key = policyKey({ Name: PolicyName, Path });
    if (account.customerManagedPolicies.has(key)) {
      const clause = `A policy called ${PolicyName} already exists. Duplicate names are not allowed.`;
      throw new AwsError('EntityAlreadyExists', clause);
    }
    account.customerManagedPolicies.add(key);
    return { Policy: { PolicyName, Path, Arn: iamArn(session, `policy${key}`) } };
  },

  /** Throws NoSuchEntity for another account's too. */
  GetPolicy(session: Session, { PolicyArn }: { readonly PolicyArn: string }) {
    const PolicyName = PolicyArn.split('/').at(-1) ?? '';
    if (managedPolicyName(session, PolicyArn) === undefined)
      throw new AwsError('NoSuchEntity', `Policy ${PolicyArn} was not found.`);
    return { Policy: { PolicyName, Arn: PolicyArn } };
  },

  /** Throws DeleteConflict for a policy that a role has. */
  DeletePolicy(session: Session, { PolicyArn }: { readonly PolicyArn: string }): Record<string, never> {
    const { customerManagedPolicies, roles } = callersAccount(session);
    const own = iamArn(session, 'policy');
    const key = PolicyArn.startsWith(own) ? PolicyArn.slice(own.length) : '';
    if (!customerManagedPolicies.has(key))
      throw new AwsError('NoSuchEntity', `Policy ${PolicyArn} was not found.`);
    if ([...roles.values()].some(({ attachedPolicies }) => attachedPolicies.has(PolicyArn)))
      throw new AwsError('DeleteConflict', 'Cannot delete a policy attached to entities.');
    customerManagedPolicies.delete(key);
    return {};
  },
};

/**
 * The name of a managed policy that a role of the caller's account can have, or nothing. Every AWS managed policy of
 * the right shape is taken to exist; a customer managed one has to be of the account.
 */
export function managedPolicyName(session: Session, arn: string): string | undefined {
  const { customerManagedPolicies } = callersAccount(session);
  const own = iamArn(session, 'policy/');
  if (arn.startsWith(own)) {
    const exists = customerManagedPolicies.has(`/${arn.slice(own.length)}`);
    return exists ? arn.split('/').at(-1) : undefined;
  }
  return arn.startsWith(`${partitionOf(session)}:`) ? awsManagedPolicy(arn) : undefined;
}

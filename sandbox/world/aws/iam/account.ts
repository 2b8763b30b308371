/** The account that a call of IAM is about: the caller's. IAM is global, so the Region says no more than the partition. */
import { AwsError } from '../aws-error.js';
import { satisfyAs, type Constraint } from '../constraints.js';
import { arnPrefixOf } from '../partition.js';
import type { AccountRecord, Session } from '../state.js';
import type { RoleRecord } from './records.js';

/** Throws InvalidClientTokenId for a caller of no account of the organization. */
export function callersAccount({ state, caller }: Session): AccountRecord {
  const account = state.accounts.get(caller.account);
  if (account) return account;
  throw new AwsError('InvalidClientTokenId', 'The security token included in the request is invalid.');
}

/** What ARNs begin with in the caller's partition. */
export const partitionOf = ({ caller }: Session): string => arnPrefixOf(caller.region);

/** The ARN of something in the caller's account. */
export const iamArn = (session: Session, resource: string): string =>
  `${partitionOf(session)}:iam::${session.caller.account}:${resource}`;

/** Throws ValidationError, as IAM calls what other services call ValidationException. */
export const satisfy = (...constraints: readonly Constraint[]): void =>
  satisfyAs('ValidationError', ...constraints);

export const nameConstraint = (member: string, value: string, most: number): Constraint => ({
  member,
  value,
  required: true,
  least: 1,
  most,
  pattern: '[\\w+=,.@-]+',
});

export const pathConstraint = (value: string): Constraint => ({
  member: 'path',
  value,
  least: 1,
  most: 512,
  pattern: '(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)',
});

/** Throws NoSuchEntity. */
export function findRole(session: Session, name: string): RoleRecord {
  const role = callersAccount(session).roles.get(name.toLowerCase());
  if (!role) throw new AwsError('NoSuchEntity', `The role with name ${name} cannot be found.`);
  return role;
}

export const limitExceeded = (message: string): AwsError => new AwsError('LimitExceeded', message);

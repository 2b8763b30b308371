/** IAM policies, and whom each is attached to. */
import type { Environment } from '../../model/environment.js';
import { roleArn } from '../../model/role-arn.js';
import { allow, documentsOf, type PolicyDocument, type Statement } from './policy-document.js';

export interface AttachedPolicy {
  /** A name to keep it under. */
  readonly file: string;
  /** The ARN of the role that it is for; absent for whoever runs this program. */
  readonly role?: string;
  readonly policy: PolicyDocument;
}

export type Statements = readonly (Statement | undefined)[];

/** In as many policies as the statements take; none for no statement. */
export function attach(name: string, role: string | undefined, statements: Statements): AttachedPolicy[] {
  const policies = documentsOf(statements);
  return policies.map((policy, index) => ({
    file: `${name}${policies.length === 1 ? '' : `-${index + 1}`}.json`,
    ...(role === undefined ? {} : { role }),
    policy,
  }));
}

/** Where no role of the deployer's is named, the caller is the deployer. */
export function attachToDeployer(
  environment: Environment,
  purpose: 'apply' | 'look',
  caller: Statements,
  deployer: Statements,
): AttachedPolicy[] {
  const role = deployerRole(environment);
  return role === undefined
    ? attach(`${purpose}-deployer`, undefined, [...caller, ...deployer])
    : [...attach(`${purpose}-caller`, undefined, caller), ...attach(`${purpose}-deployer`, role, deployer)];
}

export function deployerRole({ config: { aws } }: Environment): string | undefined {
  const { account, role } = aws.deployer;
  return role === undefined ? undefined : roleArn(aws.region, account, role);
}

/** The role of that name in an account of emergency access. */
export const counterpart = ({ config: { aws, emergencyAccess } }: Environment, account: string): string =>
  roleArn(aws.region, account, emergencyAccess?.deployerRole ?? '');

export const allowBecoming = (roles: readonly (string | undefined)[]): Statement | undefined =>
  allow(
    'Become',
    ['sts:AssumeRole'],
    roles.filter((role) => role !== undefined),
  );

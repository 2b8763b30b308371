/** A role that Terraform's AWS provider can't become: whose it is, by the config. */
import type { Environment } from '../../model/environment.js';

/** Where AWS refuses it for want of a right, that is told apart: see explain-denied.ts. */
export function explainRole(detail: string, environment: Environment | undefined): string | undefined {
  const [arn, account = '', role = ''] = /arn:[\w-]+:iam::(\d{12}):role\/([^\s)]+)/.exec(detail) ?? [];
  if (arn === undefined) return undefined;
  return [
    `AWS doesn’t let Terraform become ${describe(account, role, environment)} (${arn}).`,
    '  AWS’s own words follow. If it was busy, or the sign-in has expired, sign in again and run this again.',
  ].join('\n');
}

function describe(account: string, role: string, environment: Environment | undefined): string {
  if (environment === undefined) return 'a role';
  const { deployer, accounts } = environment.config.aws;
  if (deployer.account === account && deployer.role === role) return 'the deployer, `aws.deployer.role`';
  const [handle = account] = Object.entries(accounts).find(([, { id }]) => id === account) ?? [];
  return `\`emergencyAccess.deployerRole\` in the account ${handle}`;
}

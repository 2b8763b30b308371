/** Rights in the accounts of emergency access: on the roles and the SAML provider that the stack makes there, and no other. */
import type { Environment } from '../../model/environment.js';
import { awsPartitionOf } from '../../model/partition.js';
import { AWS_ACTIONS, TO_LOOK } from './aws-actions.js';
import type { Statements } from './attached-policies.js';
import { allow } from './policy-document.js';
import type { Held } from './stack-contents.js';

/** Account ids, sorted. */
export const emergencyAccounts = (held: readonly Held[]): string[] =>
  [...new Set(held.flatMap(({ account }) => account ?? []))].sort();

export function allowInEmergencyAccount(
  environment: Environment,
  account: string,
  held: readonly Held[],
): Statements {
  const actions = held
    .filter((each) => each.account === account)
    .flatMap(({ type }) => AWS_ACTIONS[type] ?? []);
  const ofProvider = (action: string) => action.endsWith('SAMLProvider');
  return onWhatStandsThere(environment, account, held, {
    roles: actions.filter((action) => !ofProvider(action)),
    samlProvider: actions.filter(ofProvider),
  });
}

export const toLookInEmergencyAccounts = (
  environment: Environment,
  account: string,
  held: readonly Held[],
): Statements => onWhatStandsThere(environment, account, held, TO_LOOK.emergency);

function onWhatStandsThere(
  { config }: Environment,
  account: string,
  held: readonly Held[],
  actions: { readonly roles: readonly string[]; readonly samlProvider: readonly string[] },
): Statements {
  const partition = awsPartitionOf(config.aws.region);
  const arns = (type: string, resource: string) =>
    held
      .filter((each) => each.type === type && each.account === account)
      .map(({ name }) => `arn:${partition}:iam::${account}:${resource}/${name ?? '*'}`);
  return [
    allow('Roles', actions.roles, arns('aws_iam_role', 'role')),
    allow('Provider', actions.samlProvider, arns('aws_iam_saml_provider', 'saml-provider')),
  ];
}

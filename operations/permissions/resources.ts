/**
 * Which resources each action is about, as AWS's Service Authorization Reference has them: the deployer gets no more.
 *
 * The instance's own id stands nowhere in the config, and an organization has one instance: `instance/*` holds for that
 * one (and for an instance that the account has for itself).
 */
import type { Environment } from '../../model/environment.js';
import { awsPartitionOf } from '../../model/partition.js';
import { identityStoreOf } from '../clouds/instance.js';
import type { Statements } from './attached-policies.js';
import { allow } from './policy-document.js';

/** So many accounts are named one by one; of more, the documents would be more than a role takes. */
const MOST_ACCOUNTS = 100;
export const ALL_ACCOUNTS = ['*'];

/**
 * The statements for actions in the deployer's account.
 *
 * @param accounts The ids of those whose account assignments the actions are about.
 */
export function allowInDeployerAccount(
  environment: Environment,
  actions: Iterable<string>,
  accounts: readonly string[],
): Statements {
  const { aws } = environment.config;
  const arn = (rest: string) => `arn:${awsPartitionOf(aws.region)}:${rest}`;
  const all = [...actions];
  const instance = [arn('sso:::instance/*'), arn('sso:::permissionSet/*')];
  const of = (reach: Reach) => all.filter((action) => reachOf(action) === reach);
  return [
    allow('Find', of('everything'), ['*']),
    allow('IdentityCenter', of('instance'), instance),
    allow('Provision', of('everyAccount'), [...instance, arn('sso:::account/*')]),
    allow('Accounts', of('accounts'), [...instance, ...accounts.map((id) => arn(`sso:::account/${id}`))]),
    allow('IdentityStore', of('identityStore'), [
      arn(`identitystore::${ownerOf(environment)}:identitystore/${identityStoreOf(environment)}`),
      ...lookedUp(of('identityStore')).map((kind) => arn(`identitystore:::${kind}/*`)),
    ]),
  ];
}

type Reach = 'everything' | 'instance' | 'everyAccount' | 'accounts' | 'identityStore';

function reachOf(action: string): Reach {
  if (action.startsWith('identitystore:')) return 'identityStore';
  if (action === 'sso:ListInstances' || action.startsWith('organizations:')) return 'everything';
  // Which account AWS checks where a permission set goes to all that have it could not be verified.
  if (action === 'sso:ProvisionPermissionSet') return 'everyAccount';
  return /^sso:(Create|Delete|List)AccountAssignments?$/.test(action) ? 'accounts' : 'instance';
}

/** Kinds of objects of an identity store: `identitystore:ListGroupMembershipsForMember` is about users and memberships. */
const lookedUp = (actions: readonly string[]): string[] =>
  Object.entries({
    group: /Group(Id|s|Memberships)?$/,
    user: /User(Id|s)?$|ForMember$/,
    membership: /Memberships/,
  })
    .filter(([, named]) => actions.some((action) => named.test(action)))
    .map(([kind]) => kind);

/** The ids of the config's, without that which a delegated administrator can't reach; `*` where they are too many. */
export function assignedAccounts({ config: { aws } }: Environment): string[] {
  const reached = Object.values(aws.accounts).filter(
    ({ management }) => !(management && aws.deployer.kind === 'delegated'),
  );
  return reached.length > MOST_ACCOUNTS ? ALL_ACCOUNTS : reached.map(({ id }) => id);
}

/** The account that the identity store is in: the management account, where the config tells it. */
function ownerOf({ config: { aws } }: Environment): string {
  if (aws.deployer.kind === 'management') return aws.deployer.account;
  return Object.values(aws.accounts).find(({ management }) => management)?.id ?? '*';
}

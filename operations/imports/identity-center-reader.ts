/** Objects of IAM Identity Center that a plan may be about to make again. */
import { GetGroupIdCommand, GetUserIdCommand, type AlternateIdentifier } from '@aws-sdk/client-identitystore';
import {
  DescribeInstanceAccessControlAttributeConfigurationCommand,
  DescribePermissionSetCommand,
  paginateListPermissionSets,
} from '@aws-sdk/client-sso-admin';
import type { Principal } from '../../model/access-model.js';
import type { Environment } from '../../model/environment.js';
import { foldName } from '../../model/text.js';
import type { AwsClients } from '../clouds/aws.js';
import { askAws } from '../clouds/cloud-error.js';
import { findInstanceArn, identityStoreOf } from '../clouds/instance.js';
import type { Assignment, LivePolicies } from '../drift/live.js';
import { listInPlace, listForPrincipal } from '../drift/read-assignments.js';
import { collect, readPolicies } from '../drift/read-permission-sets.js';
import type { StoreFacts } from '../status/facts.js';
import { readStore } from '../status/read-store.js';
import { type Asking, ifThere } from './asking.js';

/** A group's display name or a user's user name. */
export interface NamedPrincipal {
  readonly type: Principal['type'];
  readonly name: string;
}

/** A permission set in an account. */
export interface Place {
  readonly permissionSetArn: string;
  readonly accountId: string;
}

/** What is undefined was refused to the caller, or isn't there. */
export interface IdentityCenterReader {
  instanceArn(): Promise<string | undefined>;
  /** The ARNs of permission sets by name. @param known Those of them that need no request. */
  permissionSets(
    wanted: ReadonlySet<string>,
    known: ReadonlySet<string>,
  ): Promise<ReadonlyMap<string, string> | undefined>;
  policiesOf(permissionSetArn: string): Promise<LivePolicies | undefined>;
  /** Whether AWS sets session tags of its own. */
  hasAttributes(): Promise<boolean | undefined>;
  /** The ids of groups and users in AWS, by `keyOf`. */
  principals(wanted: readonly NamedPrincipal[]): Promise<ReadonlyMap<string, string>>;
  assignmentsOf(type: Principal['type'], principalId: string): Promise<readonly Assignment[] | undefined>;
  assignmentsIn(place: Place): Promise<readonly Assignment[] | undefined>;
}

export const keyOf = ({ type, name }: NamedPrincipal): string => `${type} ${foldName(name)}`;

const PAGE = 100;
/** From so many on, the identity store is read in pages. */
const MANY = 20;

export function createIdentityCenterReader(
  environment: Environment,
  clients: AwsClients,
  asking: Asking,
): IdentityCenterReader {
  const { ssoAdmin: client, identityStore } = clients;
  const IdentityStoreId = identityStoreOf(environment);
  const instanceArn = () =>
    asking.ask('sso-admin ListInstances', 'sso:ListInstances', () => findInstanceArn(environment, clients));

  let store: Promise<StoreFacts> | undefined;
  const readAll = () => (store ??= readStore(clients, IdentityStoreId, []));

  /** Does what needs the instance. */
  const inInstance = async <T>(
    request: string,
    needs: string,
    work: (InstanceArn: string) => Promise<T>,
  ): Promise<T | undefined> => {
    const arn = await instanceArn();
    return arn === undefined ? undefined : asking.ask(`sso-admin ${request}`, needs, () => work(arn));
  };

  const findPrincipal = ({ type, name }: NamedPrincipal): Promise<string | undefined> => {
    const operation = type === 'GROUP' ? 'GetGroupId' : 'GetUserId';
    const request = `identitystore ${operation} ${name}`;
    const AttributePath = type === 'GROUP' ? 'DisplayName' : 'UserName';
    const AlternateIdentifier: AlternateIdentifier = {
      UniqueAttribute: { AttributePath, AttributeValue: name },
    };
    return asking.ask(request, `identitystore:${operation}`, () =>
      ifThere(
        askAws(request, async () => {
          const asked = { IdentityStoreId, AlternateIdentifier };
          return type === 'GROUP'
            ? (await identityStore.send(new GetGroupIdCommand(asked))).GroupId
            : (await identityStore.send(new GetUserIdCommand(asked))).UserId;
        }),
      ),
    );
  };

  return {
    instanceArn,
    permissionSets: (wanted, known) =>
      inInstance(
        `DescribePermissionSet of ${[...wanted].sort().join()}`,
        'sso:ListPermissionSets and sso:DescribePermissionSet',
        async (InstanceArn) => {
          const arns = await askAws('sso-admin ListPermissionSets', () =>
            collect(
              paginateListPermissionSets({ client, pageSize: PAGE }, { InstanceArn }),
              ({ PermissionSets }) => PermissionSets,
            ),
          );
          const found = new Map<string, string>();
          for (const PermissionSetArn of arns.filter((arn) => !known.has(arn))) {
            if (found.size === wanted.size) break;
            const { PermissionSet } = await askAws(
              `sso-admin DescribePermissionSet ${PermissionSetArn}`,
              () => client.send(new DescribePermissionSetCommand({ InstanceArn, PermissionSetArn })),
            );
            const name = PermissionSet?.Name ?? '';
            if (wanted.has(name)) found.set(name, PermissionSetArn);
          }
          return found;
        },
      ),
    policiesOf: (PermissionSetArn) =>
      inInstance(
        `the policies of ${PermissionSetArn}`,
        'sso:ListManagedPoliciesInPermissionSet, sso:ListCustomerManagedPolicyReferencesInPermissionSet, sso:GetInlinePolicyForPermissionSet and sso:GetPermissionsBoundaryForPermissionSet',
        (InstanceArn) => readPolicies(client, { InstanceArn, PermissionSetArn }),
      ),
    hasAttributes: () =>
      inInstance(
        'DescribeInstanceAccessControlAttributeConfiguration',
        'sso:DescribeInstanceAccessControlAttributeConfiguration',
        async (InstanceArn) => {
          const request = 'sso-admin DescribeInstanceAccessControlAttributeConfiguration';
          const command = new DescribeInstanceAccessControlAttributeConfigurationCommand({ InstanceArn });
          return (await ifThere(askAws(request, () => client.send(command)))) !== undefined;
        },
      ),
    principals: async (wanted) => {
      const ids = new Map<string, string>();
      if (wanted.length < MANY) {
        for (const principal of wanted) {
          const id = await findPrincipal(principal);
          if (id !== undefined) ids.set(keyOf(principal), id);
        }
        return ids;
      }
      const groups = await asking.once('identitystore ListGroups', async () => (await readAll()).groups);
      const users = await asking.once('identitystore ListUsers', async () => (await readAll()).users);
      for (const { id, displayName: name } of groups ?? []) ids.set(keyOf({ type: 'GROUP', name }), id);
      for (const { id, userName: name } of users ?? []) ids.set(keyOf({ type: 'USER', name }), id);
      return ids;
    },
    assignmentsOf: (type, id) =>
      inInstance(
        `ListAccountAssignmentsForPrincipal ${id}`,
        'sso:ListAccountAssignmentsForPrincipal',
        (InstanceArn) => listForPrincipal(client, InstanceArn, { type, id }),
      ),
    assignmentsIn: ({ permissionSetArn: PermissionSetArn, accountId: AccountId }) =>
      inInstance(
        `ListAccountAssignments ${PermissionSetArn} in ${AccountId}`,
        'sso:ListAccountAssignments',
        (InstanceArn) => listInPlace(client, InstanceArn, { PermissionSetArn, AccountId }),
      ),
  };
}

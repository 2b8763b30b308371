/** Reads AWS's side: the instance, the identity store, permission sets, assignments, attributes. */
import {
  DescribeInstanceAccessControlAttributeConfigurationCommand,
  DescribePermissionSetCommand,
  paginateListPermissionSets,
} from '@aws-sdk/client-sso-admin';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Environment } from '../../model/environment.js';
import type { AwsClients } from '../clouds/aws.js';
import { askAws, CloudError } from '../clouds/cloud-error.js';
import { identityStoreOf, listInstances } from '../clouds/instance.js';
import type { AwsFacts, EntraFacts, Instance } from './facts.js';
import { displayNameOf, grantedPrincipals } from './principals.js';
import { readAssignments } from './read-assignments.js';
import { read } from './reading.js';
import { readStore } from './read-store.js';

/** @param entra Knows the display names of groups that the config names by their object ids. */
export async function readAws(
  environment: Environment,
  clients: AwsClients,
  entra: EntraFacts,
): Promise<AwsFacts> {
  const account = await read('sts:GetCallerIdentity', () => callersAccount(clients));
  const instance = await read('sso:ListInstances', () => findInstance(environment, clients));
  if (!('found' in instance) || instance.found === null) return { account, instance };
  const { arn, identityStoreId } = instance.found;
  const granted = grantedPrincipals(environment)
    .filter(({ type }) => type === 'GROUP')
    .map((principal) => displayNameOf(environment, principal, entra));
  const store = await readStore(clients, identityStoreId, granted);
  const permissionSets = await read('sso:ListPermissionSets and sso:DescribePermissionSet', () =>
    listPermissionSets(clients, arn),
  );
  const { attributes: wanted = {} } = environment.config.aws.identityCenter;
  return {
    account,
    instance,
    store,
    permissionSets,
    assignments: await readAssignments(environment, clients, { arn, store, permissionSets, entra }),
    ...(Object.keys(wanted).length === 0
      ? {}
      : {
          attributes: await read('sso:DescribeInstanceAccessControlAttributeConfiguration', () =>
            listAttributes(clients, arn),
          ),
        }),
  };
}

const callersAccount = ({ sts }: AwsClients): Promise<string> =>
  askAws(
    'sts GetCallerIdentity',
    async () => (await sts.send(new GetCallerIdentityCommand({}))).Account ?? '',
  );

/** The one that AWS's metadata is of, where there are several: an account may have one of its own besides. */
async function findInstance(environment: Environment, clients: AwsClients): Promise<Instance | null> {
  const instances = await listInstances(clients);
  const wanted = identityStoreOf(environment);
  const found = instances.find(({ IdentityStoreId }) => IdentityStoreId === wanted) ?? instances[0];
  return found === undefined
    ? null
    : {
        arn: found.InstanceArn ?? '',
        identityStoreId: found.IdentityStoreId ?? '',
        owner: found.OwnerAccountId ?? '',
        status: found.Status ?? '',
      };
}

const listPermissionSets = (
  { ssoAdmin: client }: AwsClients,
  InstanceArn: string,
): Promise<Map<string, string>> =>
  askAws('sso-admin ListPermissionSets, DescribePermissionSet', async () => {
    const arns = new Map<string, string>();
    for await (const { PermissionSets = [] } of paginateListPermissionSets({ client }, { InstanceArn })) {
      for (const PermissionSetArn of PermissionSets) {
        const { PermissionSet } = await client.send(
          new DescribePermissionSetCommand({ InstanceArn, PermissionSetArn }),
        );
        arns.set(PermissionSet?.Name ?? '', PermissionSetArn);
      }
    }
    return arns;
  });

async function listAttributes(
  { ssoAdmin: client }: AwsClients,
  InstanceArn: string,
): Promise<Map<string, string>> {
  const request = 'sso-admin DescribeInstanceAccessControlAttributeConfiguration';
  try {
    const { InstanceAccessControlAttributeConfiguration: found } = await askAws(request, () =>
      client.send(new DescribeInstanceAccessControlAttributeConfigurationCommand({ InstanceArn })),
    );
    return new Map(
      (found?.AccessControlAttributes ?? []).map(({ Key = '', Value }) => [
        Key,
        Value?.Source?.join(' ') ?? '',
      ]),
    );
  } catch (error) {
    if (error instanceof CloudError && error.kind === 'not-found') return new Map();
    throw error;
  }
}

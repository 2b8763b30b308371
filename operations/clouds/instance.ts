/** The instance of IAM Identity Center that an environment is about. */
import { type InstanceMetadata, paginateListInstances } from '@aws-sdk/client-sso-admin';
import type { Environment } from '../../model/environment.js';
import { renderPlace } from '../../model/problem.js';
import { UserError } from '../user-error.js';
import type { AwsClients } from './aws.js';
import { askAws } from './cloud-error.js';

/** The id of its identity store, such as `d-9967000001`, which is the last part of its entity ID. */
export const identityStoreOf = ({ serviceProvider: { entityId } }: Environment): string =>
  entityId.slice(entityId.lastIndexOf('/') + 1);

/** Those that the caller can see in the Region. */
export const listInstances = ({ ssoAdmin: client }: AwsClients): Promise<InstanceMetadata[]> =>
  askAws('sso-admin ListInstances', async () => {
    const found: InstanceMetadata[] = [];
    for await (const { Instances = [] } of paginateListInstances({ client }, {})) found.push(...Instances);
    return found;
  });

/** Its ARN. Throws a UserError where AWS has none in the Region, or another than that of the metadata. */
export async function findInstanceArn(environment: Environment, clients: AwsClients): Promise<string> {
  const { aws } = environment.config;
  const instances = await listInstances(clients);
  const wanted = identityStoreOf(environment);
  const instance = instances.find(({ IdentityStoreId }) => IdentityStoreId === wanted);
  if (instance?.InstanceArn !== undefined) return instance.InstanceArn;
  const place = renderPlace(environment.locate(['aws', 'identityCenter', 'metadata']));
  const other = instances.map(({ IdentityStoreId }) => IdentityStoreId).join(', ');
  throw new UserError(
    instances.length === 0
      ? `IAM Identity Center has no instance in ${aws.region} that this caller can see. federation status ${environment.name} says what is left to do.`
      : `${place} names the metadata of the identity store ${wanted}, and AWS has ${other}: the caller is in another organization, or the file is another one’s.`,
  );
}

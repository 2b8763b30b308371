/** Reads permission sets with every part. */
import {
  DescribePermissionSetCommand,
  paginateListPermissionSets,
  paginateListTagsForResource,
  type SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import { askAws } from '../../clouds/cloud-error.js';
import type { LivePolicies } from '../../drift/live.js';
import { collect, readAccounts, readPolicies } from '../../drift/read-permission-sets.js';

export interface WholePermissionSet {
  readonly arn: string;
  readonly name: string;
  readonly description?: string;
  readonly session?: string;
  readonly relayState?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly policies: LivePolicies;
  /** The ids of the accounts that it is provisioned to. */
  readonly accounts: readonly string[];
}

const PAGE = 100;

export async function readWholePermissionSets(
  client: SSOAdminClient,
  InstanceArn: string,
): Promise<WholePermissionSet[]> {
  const arns = await askAws('sso-admin ListPermissionSets', () =>
    collect(
      paginateListPermissionSets({ client, pageSize: PAGE }, { InstanceArn }),
      ({ PermissionSets }) => PermissionSets,
    ),
  );
  const sets: WholePermissionSet[] = [];
  for (const arn of arns) sets.push(await readOne(client, { InstanceArn, PermissionSetArn: arn }));
  return sets;
}

async function readOne(
  client: SSOAdminClient,
  key: { readonly InstanceArn: string; readonly PermissionSetArn: string },
): Promise<WholePermissionSet> {
  const { InstanceArn, PermissionSetArn: arn } = key;
  const { PermissionSet: set = {} } = await askAws(`sso-admin DescribePermissionSet ${arn}`, () =>
    client.send(new DescribePermissionSetCommand(key)),
  );
  const tags = await askAws(`sso-admin ListTagsForResource ${arn}`, () =>
    collect(paginateListTagsForResource({ client }, { InstanceArn, ResourceArn: arn }), ({ Tags }) => Tags),
  );
  return {
    arn,
    name: set.Name ?? '',
    ...(set.Description ? { description: set.Description } : {}),
    ...(set.SessionDuration ? { session: set.SessionDuration } : {}),
    ...(set.RelayState ? { relayState: set.RelayState } : {}),
    tags: Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value])),
    policies: await readPolicies(client, key),
    accounts: await readAccounts(client, key),
  };
}

/** Reads the permission sets of an instance: where each is, and for those of the config, what policies they have and where they are out of date. */
import {
  type CustomerManagedPolicyReference,
  DescribePermissionSetCommand,
  GetInlinePolicyForPermissionSetCommand,
  GetPermissionsBoundaryForPermissionSetCommand,
  paginateListAccountsForProvisionedPermissionSet,
  paginateListCustomerManagedPolicyReferencesInPermissionSet,
  paginateListManagedPoliciesInPermissionSet,
  paginateListPermissionSets,
  type ProvisioningStatus,
  type SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import { type PolicyReference, resolvePolicy } from '../../model/policy-reference.js';
import { askAws, CloudError } from '../clouds/cloud-error.js';
import type { LivePermissionSet, LivePolicies } from './live.js';

const PAGE = 100;

/** How one permission set is asked for. */
export interface PermissionSetKey {
  readonly InstanceArn: string;
  readonly PermissionSetArn: string;
}

/** @param wanted The names of those that the config has. */
export async function readPermissionSets(
  client: SSOAdminClient,
  InstanceArn: string,
  wanted: ReadonlySet<string>,
): Promise<LivePermissionSet[]> {
  const arns = await askAws('sso-admin ListPermissionSets', () =>
    collect(
      paginateListPermissionSets({ client, pageSize: PAGE }, { InstanceArn }),
      ({ PermissionSets }) => PermissionSets,
    ),
  );
  const sets: LivePermissionSet[] = [];
  for (const arn of arns) {
    const key = { InstanceArn, PermissionSetArn: arn };
    const { PermissionSet } = await askAws(`sso-admin DescribePermissionSet ${arn}`, () =>
      client.send(new DescribePermissionSetCommand(key)),
    );
    const name = PermissionSet?.Name ?? '';
    const accounts = await readAccounts(client, key);
    sets.push({
      arn,
      name,
      accounts,
      ...(wanted.has(name)
        ? {
            policies: await readPolicies(client, key),
            outdated: accounts.length === 0 ? [] : await readOutdatedAccounts(client, key),
          }
        : {}),
    });
  }
  return sets;
}

export const readAccounts = (client: SSOAdminClient, key: PermissionSetKey): Promise<string[]> =>
  listAccounts(client, key);

/** The ids of the accounts that have an older version of a permission set than it is now. */
export const readOutdatedAccounts = (client: SSOAdminClient, key: PermissionSetKey): Promise<string[]> =>
  listAccounts(client, { ...key, ProvisioningStatus: 'LATEST_PERMISSION_SET_NOT_PROVISIONED' });

const listAccounts = (
  client: SSOAdminClient,
  asked: PermissionSetKey & { readonly ProvisioningStatus?: ProvisioningStatus },
): Promise<string[]> =>
  askAws(`sso-admin ListAccountsForProvisionedPermissionSet ${asked.PermissionSetArn}`, () =>
    collect(
      paginateListAccountsForProvisionedPermissionSet({ client, pageSize: PAGE }, asked),
      ({ AccountIds }) => AccountIds,
    ),
  );

export async function readPolicies(client: SSOAdminClient, key: PermissionSetKey): Promise<LivePolicies> {
  const managed = await askAws(`sso-admin ListManagedPoliciesInPermissionSet ${key.PermissionSetArn}`, () =>
    collect(
      paginateListManagedPoliciesInPermissionSet({ client, pageSize: PAGE }, key),
      ({ AttachedManagedPolicies }) => AttachedManagedPolicies,
    ),
  );
  const customer = await askAws(
    `sso-admin ListCustomerManagedPolicyReferencesInPermissionSet ${key.PermissionSetArn}`,
    () =>
      collect(
        paginateListCustomerManagedPolicyReferencesInPermissionSet({ client, pageSize: PAGE }, key),
        ({ CustomerManagedPolicyReferences }) => CustomerManagedPolicyReferences,
      ),
  );
  const { InlinePolicy } = await askAws(
    `sso-admin GetInlinePolicyForPermissionSet ${key.PermissionSetArn}`,
    () => client.send(new GetInlinePolicyForPermissionSetCommand(key)),
  );
  const boundary = await readBoundary(client, key);
  return {
    attached: [...managed.map(({ Arn = '' }) => resolvePolicy(Arn)), ...customer.map(customerPolicy)],
    ...(InlinePolicy ? { inline: InlinePolicy } : {}),
    ...(boundary === undefined ? {} : { boundary }),
  };
}

/** AWS answers that there is none with an error. */
async function readBoundary(
  client: SSOAdminClient,
  key: PermissionSetKey,
): Promise<PolicyReference | undefined> {
  const request = `sso-admin GetPermissionsBoundaryForPermissionSet ${key.PermissionSetArn}`;
  try {
    const { PermissionsBoundary: found } = await askAws(request, () =>
      client.send(new GetPermissionsBoundaryForPermissionSetCommand(key)),
    );
    if (found?.CustomerManagedPolicyReference !== undefined)
      return customerPolicy(found.CustomerManagedPolicyReference);
    return found?.ManagedPolicyArn === undefined ? undefined : resolvePolicy(found.ManagedPolicyArn);
  } catch (error) {
    if (error instanceof CloudError && error.kind === 'not-found') return undefined;
    throw error;
  }
}

const customerPolicy = ({ Name = '', Path = '/' }: Partial<CustomerManagedPolicyReference>) =>
  resolvePolicy({ customer: Name, path: Path });

/** The items of every page. */
export async function collect<Page, Item>(
  pages: AsyncIterable<Page>,
  items: (page: Page) => readonly Item[] | undefined,
): Promise<Item[]> {
  const all: Item[] = [];
  for await (const page of pages) all.push(...(items(page) ?? []));
  return all;
}

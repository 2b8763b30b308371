/** Reads the accounts of AWS Organizations: where they are, their tags and their state. */
import {
  type Account,
  DescribeOrganizationCommand,
  type OrganizationsClient,
  paginateListAccounts,
  paginateListAccountsForParent,
  paginateListOrganizationalUnitsForParent,
  paginateListRoots,
  paginateListTagsForResource,
} from '@aws-sdk/client-organizations';
import { parseOu, renderOu } from '../../model/ou.js';
import { quote } from '../../model/text.js';
import { askAws, CloudError } from '../clouds/cloud-error.js';
import { needing } from '../clouds/needing.js';
import type { Progress } from '../context.js';
import { UserError } from '../user-error.js';

export interface OrganizationAccount {
  readonly id: string;
  readonly name: string;
  /** As the config writes it. */
  readonly ou: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly status: 'active' | 'suspended';
  readonly management: boolean;
}

/** What reading it takes. */
export const ORGANIZATION_READ =
  'organizations:DescribeOrganization, organizations:ListRoots, organizations:ListOrganizationalUnitsForParent, organizations:ListAccountsForParent, organizations:ListAccounts and organizations:ListTagsForResource';

/** Throws a UserError for a unit that a config can't name, and a CloudError for an account that moves meanwhile. */
export const readOrganization = (
  client: OrganizationsClient,
  progress: Pick<Progress, 'stage'>,
): Promise<OrganizationAccount[]> => needing(ORGANIZATION_READ, () => readAccounts(client, progress));

/** The same, where a refusal is told as it is. */
export async function readAccounts(
  client: OrganizationsClient,
  progress: Pick<Progress, 'stage'>,
): Promise<OrganizationAccount[]> {
  progress.stage('Reading organizational units');
  const { Organization } = await askAws('organizations DescribeOrganization', () =>
    client.send(new DescribeOrganizationCommand({})),
  );
  const placed: (Account & { readonly ou: string })[] = [];
  for (const root of await readRoots(client)) await readUnit(client, root, [], placed);
  await requireAll(client, placed);
  progress.stage(`Reading the tags of ${placed.length} accounts`);
  const accounts: OrganizationAccount[] = [];
  for (const { Id: id = '', Name: name = '', State, Status, ou } of placed)
    accounts.push({
      id,
      name,
      ou,
      tags: await readTags(client, id),
      // AWS tells the state since 2025, and no status any more from September 2026 on.
      status: (State ?? Status) === 'ACTIVE' ? 'active' : 'suspended',
      management: id === Organization?.MasterAccountId,
    });
  return accounts;
}

const readRoots = (client: OrganizationsClient): Promise<string[]> =>
  askAws('organizations ListRoots', async () => {
    const ids: string[] = [];
    for await (const { Roots = [] } of paginateListRoots({ client }, {}))
      ids.push(...Roots.flatMap(({ Id }) => Id ?? []));
    return ids;
  });

/** The accounts of a root or unit, and of those below it. */
async function readUnit(
  client: OrganizationsClient,
  ParentId: string,
  names: readonly string[],
  into: (Account & { readonly ou: string })[],
): Promise<void> {
  const ou = renderOu(names);
  const accounts = await askAws(`organizations ListAccountsForParent ${ParentId}`, async () => {
    const found: Account[] = [];
    for await (const { Accounts = [] } of paginateListAccountsForParent({ client }, { ParentId }))
      found.push(...Accounts);
    return found;
  });
  into.push(...accounts.map((account) => ({ ...account, ou: requirePath(ou) })));
  const units = await askAws(`organizations ListOrganizationalUnitsForParent ${ParentId}`, async () => {
    const found: { id: string; name: string }[] = [];
    const pages = paginateListOrganizationalUnitsForParent({ client }, { ParentId });
    for await (const { OrganizationalUnits = [] } of pages)
      for (const { Id: id = '', Name: name = '' } of OrganizationalUnits) found.push({ id, name });
    return found;
  });
  for (const { id, name } of units) await readUnit(client, id, [...names, name], into);
}

function requirePath(ou: string): string {
  if (parseOu(ou) !== undefined) return ou;
  throw new UserError(
    `AWS has accounts in the organizational unit ${quote(ou)}, which a config can't name: a unit "*" can't be told from the * of ou:/Path/*. Rename the unit.`,
  );
}

/** One that moves from a unit that is yet to be read to one that is read would look gone. */
async function requireAll(client: OrganizationsClient, placed: readonly Account[]): Promise<void> {
  const found = new Set(placed.map(({ Id }) => Id));
  await askAws('organizations ListAccounts', async () => {
    for await (const { Accounts = [] } of paginateListAccounts({ client }, {}))
      for (const { Id = '' } of Accounts)
        if (!found.has(Id))
          throw new CloudError(
            'failed',
            'AWS',
            'organizations ListAccounts',
            `The account ${Id} was in no organizational unit when they were read: it was moved or made meanwhile. Run this again.`,
          );
  });
}

const readTags = (client: OrganizationsClient, ResourceId: string): Promise<Record<string, string>> =>
  askAws(`organizations ListTagsForResource ${ResourceId}`, async () => {
    const tags: [string, string][] = [];
    for await (const { Tags = [] } of paginateListTagsForResource({ client }, { ResourceId }))
      tags.push(...Tags.map(({ Key = '', Value = '' }): [string, string] => [Key, Value]));
    return Object.fromEntries(tags);
  });

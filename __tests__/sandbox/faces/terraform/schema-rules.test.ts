import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { groups, permissionSets, storedProvider, type Store } from '../../../helpers/stored-provider.js';
import { createTerraform, type Terraform } from '../../../helpers/terraform.js';
import { createTestWorld } from '../../../helpers/world.js';
import type { DataSourceType, ResourceType } from '../../../../sandbox/faces/terraform/resource.js';
import { serveTerraform, type ServedProviders } from '../../../../sandbox/faces/terraform/serve.js';

const store: Store = new Map();
let served: ServedProviders;
let terraform: Terraform;

afterEach(async () => {
  store.clear();
  await terraform.remove();
  await served.stop();
});

async function start(
  config: object,
  permissionSet: Partial<ResourceType> = {},
  dataSources: readonly DataSourceType[] = [],
): Promise<void> {
  const aws = storedProvider('aws', [permissionSets(store, permissionSet)], dataSources);
  served = await serveTerraform(createTestWorld(), [aws, storedProvider('azuread', [groups(store)])]);
  terraform = await createTerraform(served.environment);
  await write(config);
  await terraform.init();
}

const write = (config: object): Promise<void> =>
  terraform.write({
    terraform: {
      required_providers: { aws: { source: 'hashicorp/aws' }, azuread: { source: 'hashicorp/azuread' } },
    },
    provider: { aws: { region: 'eu-west-1' } },
    ...config,
  });

const permissionSet = (more: object = {}): object => ({
  aws_ssoadmin_permission_set: { ro: { name: 'ReadOnly', instance_arn: 'arn:x', ...more } },
});

test('what is sensitive isn’t printed', async () => {
  await start({ resource: permissionSet({ description: 'hush' }) }, { sensitive: ['description'] });
  const printed = await terraform.apply();
  expect(printed).toContain('(sensitive value)');
  expect(printed).not.toContain('hush');
});

test('other timeouts are remembered, but nothing is updated for them', async () => {
  const updates: unknown[] = [];
  const update: ResourceType['update'] = async (_connection, planned) => {
    updates.push(planned);
    return planned;
  };
  await start({ resource: permissionSet({ timeouts: { update: '1m' } }) }, { update });
  await terraform.apply();
  expect((await terraform.plan()).actions).toEqual({});
  await write({ resource: permissionSet({ timeouts: { update: '2m' } }) });
  await terraform.apply();
  expect(updates).toEqual([]);
  expect((await terraform.plan()).actions).toEqual({});
});

test('a state that was kept under another schema is read as far as it fits', async () => {
  await start({ resource: permissionSet() });
  await terraform.apply();
  const state = JSON.parse(await terraform.run('state', 'pull')) as {
    serial: number;
    resources: { instances: { attributes: Record<string, unknown> }[] }[];
  };
  const attributes = state.resources[0]?.instances[0]?.attributes ?? {};
  attributes.gone = 'since 5.0';
  delete attributes.tags_all;
  state.serial += 1;
  await writeFile(join(terraform.folder, 'older.json'), JSON.stringify(state));
  await terraform.run('state', 'push', 'older.json');
  expect((await terraform.plan()).actions).toEqual({});
});

describe('a data source', () => {
  const read: unknown[] = [];
  const group: DataSourceType = {
    type: 'aws_identitystore_group',
    defaults: { region: 'eu-north-1' },
    validate: ({ group_id }) =>
      group_id === 'bad' ? [{ summary: 'No such group', attribute: ['group_id'] }] : [],
    read: async (_connection, config) => {
      read.push(config.region);
      if (config.group_id === 'gone') throw new Error('finding group: couldn’t find resource');
      return {
        ...config,
        id: String(config.group_id),
        description: 'found',
        display_name: 'Dev',
        external_ids: [],
      };
    },
  };
  const looksUp = (group_id: string): object => ({
    data: { aws_identitystore_group: { dev: { identity_store_id: 'd-1', group_id } } },
    resource: permissionSet({ description: '${data.aws_identitystore_group.dev.description}' }),
  });
  beforeEach(() => {
    read.length = 0;
  });

  test('is read at plan with its defaults', async () => {
    await start(looksUp('g-1'), {}, [group]);
    const { json } = await terraform.plan();
    expect(json.resource_changes?.[0]?.change.after).toMatchObject({ description: 'found' });
    expect(read).toEqual(['eu-north-1']);
  });

  test('is not read before what it asks for is known', async () => {
    const config = looksUp('${azuread_group.dev.object_id}') as { resource: object };
    const dev = { azuread_group: { dev: { display_name: 'Dev', security_enabled: true } } };
    await start({ ...config, resource: { ...config.resource, ...dev } }, {}, [group]);
    await terraform.plan();
    expect(read).toEqual([]);
    await terraform.apply();
    expect(store.get('arn:aws:sso:::permissionSet/ReadOnly')).toMatchObject({ description: 'found' });
  });

  test.each([
    ['bad', 'Error: No such group'],
    ['gone', 'Error: finding group: couldn’t find resource'],
  ])('that refuses %s stops the plan', async (id, message) => {
    await start(looksUp(id), {}, [group]);
    await expect(terraform.plan()).rejects.toThrow(message);
  });
});

import { createTerraform, type Terraform } from '../../../helpers/terraform.js';
import { groups, permissionSets, storedProvider, type Store } from '../../../helpers/stored-provider.js';
import { createTestWorld } from '../../../helpers/world.js';
import { serveTerraform, type ServedProviders } from '../../../../sandbox/faces/terraform/serve.js';

const READ_ONLY = 'arn:aws:sso:::permissionSet/ReadOnly';

let store: Store;
let served: ServedProviders;
let terraform: Terraform;

beforeEach(async () => {
  store = new Map();
  const aws = storedProvider('aws', [permissionSets(store, { recomputed: ['tags_all'] })]);
  const azuread = storedProvider('azuread', [groups(store)]);
  served = await serveTerraform(createTestWorld(), [aws, azuread]);
  terraform = await createTerraform(served.environment);
});
afterEach(async () => {
  await terraform.remove();
  await served.stop();
});

const config = (permissionSet: object, more: object = {}): object => ({
  terraform: {
    required_providers: { aws: { source: 'hashicorp/aws' }, azuread: { source: 'hashicorp/azuread' } },
  },
  provider: { aws: { region: 'eu-west-1' }, azuread: {} },
  resource: {
    aws_ssoadmin_permission_set: { ro: { name: 'ReadOnly', instance_arn: 'arn:x', ...permissionSet } },
    ...more,
  },
});

async function applied(configuration: object): Promise<void> {
  await terraform.write(configuration);
  await terraform.init();
  await terraform.apply();
}

test('creates with defaults and computed values, and then finds nothing to change', async () => {
  await applied(config({ tags: { team: 'platform' } }));
  expect(store.get(READ_ONLY)).toMatchObject({
    session_duration: 'PT1H',
    region: 'eu-west-1',
    arn: READ_ONLY,
  });
  expect((await terraform.plan()).actions).toEqual({});
});

test('a value that one provider learns at apply reaches the other', async () => {
  const group = {
    dev: {
      display_name: 'Dev',
      description: '${aws_ssoadmin_permission_set.ro.arn}',
      security_enabled: true,
    },
  };
  await terraform.write(config({}, { azuread_group: group }));
  await terraform.init();
  const { json } = await terraform.plan();
  const change = json.resource_changes?.find(({ address }) => address === 'azuread_group.dev')?.change;
  expect(change?.after_unknown).toMatchObject({ description: true, object_id: true });
  await terraform.apply();
  expect(store.get('/groups/Dev')).toMatchObject({ description: READ_ONLY });
  expect((await terraform.plan()).actions).toEqual({});
});

test('updates in place, keeping computed values but those that any change recomputes', async () => {
  await applied(config({ description: 'before' }));
  await terraform.write(config({ description: 'after' }));
  const { actions, json } = await terraform.plan();
  expect(actions).toEqual({ 'aws_ssoadmin_permission_set.ro': 'update' });
  expect(json.resource_changes?.[0]?.change.after_unknown).toEqual({ tags_all: true });
  await terraform.apply();
  expect(store.get(READ_ONLY)).toMatchObject({ description: 'after', created_date: '2027-01-01T12:00:00Z' });
});

test('replaces where an argument of forceNew changes, and names it', async () => {
  await applied(config({}));
  await terraform.write(config({ name: 'Auditor' }));
  const { actions, json } = await terraform.plan();
  expect(actions).toEqual({ 'aws_ssoadmin_permission_set.ro': 'replace' });
  expect(json.resource_changes?.[0]?.change.replace_paths).toEqual([['name']]);
  await terraform.apply();
  expect([...store.keys()]).toEqual(['arn:aws:sso:::permissionSet/Auditor']);
});

test('replaces where an argument of forceNew becomes unknown', async () => {
  const group = { dev: { display_name: 'Dev', security_enabled: true } };
  await applied(config({}, { azuread_group: group }));
  const other = { ...group, ops: { display_name: 'Ops', security_enabled: true } };
  await terraform.write(config({ instance_arn: '${azuread_group.ops.object_id}' }, { azuread_group: other }));
  expect((await terraform.plan()).actions).toEqual({
    'aws_ssoadmin_permission_set.ro': 'replace',
    'azuread_group.ops': 'create',
  });
});

test('an argument that is taken out returns to its default', async () => {
  await applied(config({ session_duration: 'PT8H' }));
  await terraform.write(config({}));
  expect((await terraform.plan()).actions).toEqual({ 'aws_ssoadmin_permission_set.ro': 'update' });
  await terraform.apply();
  expect(store.get(READ_ONLY)).toMatchObject({ session_duration: 'PT1H' });
});

test('sees what was changed outside, and puts it back', async () => {
  await applied(config({ description: 'ours' }));
  store.set(READ_ONLY, { ...store.get(READ_ONLY), description: 'theirs' });
  expect((await terraform.plan()).actions).toEqual({ 'aws_ssoadmin_permission_set.ro': 'update' });
  await terraform.apply();
  expect(store.get(READ_ONLY)).toMatchObject({ description: 'ours' });
});

test('makes again what was removed outside', async () => {
  await applied(config({}));
  store.clear();
  expect((await terraform.plan()).actions).toEqual({ 'aws_ssoadmin_permission_set.ro': 'create' });
  await terraform.apply('-refresh-only');
  expect(await terraform.stateList()).toEqual([]);
});

test('imports by command and by block, then finds nothing to change', async () => {
  await applied(config({ description: 'kept' }));
  await terraform.run('state', 'rm', 'aws_ssoadmin_permission_set.ro');
  await terraform.import('aws_ssoadmin_permission_set.ro', READ_ONLY);
  expect((await terraform.plan()).actions).toEqual({});

  await terraform.run('state', 'rm', 'aws_ssoadmin_permission_set.ro');
  const block = { import: [{ to: 'aws_ssoadmin_permission_set.ro', id: READ_ONLY }] };
  await terraform.write({ ...config({ description: 'kept' }), ...block });
  expect((await terraform.plan()).actions).toEqual({});
  await terraform.apply();
  expect(await terraform.stateList()).toEqual(['aws_ssoadmin_permission_set.ro']);
});

test('an import of what is not there fails in Terraform’s words', async () => {
  await applied(config({}));
  await terraform.run('state', 'rm', 'aws_ssoadmin_permission_set.ro');
  await expect(terraform.import('aws_ssoadmin_permission_set.ro', 'arn:none')).rejects.toThrow(
    'Cannot import non-existent remote object',
  );
});

test('a moved block renames without a change', async () => {
  await applied(config({}));
  const {
    terraform: settings,
    provider,
    resource,
  } = config({}) as Record<string, Record<string, Record<string, object>>>;
  await terraform.write({
    terraform: settings,
    provider,
    resource: { aws_ssoadmin_permission_set: { renamed: resource?.aws_ssoadmin_permission_set?.ro } },
    moved: [{ from: 'aws_ssoadmin_permission_set.ro', to: 'aws_ssoadmin_permission_set.renamed' }],
  });
  expect((await terraform.plan()).actions).toEqual({});
  await terraform.apply();
  expect(await terraform.stateList()).toEqual(['aws_ssoadmin_permission_set.renamed']);
});

test('destroys', async () => {
  await applied(config({}, { azuread_group: { dev: { display_name: 'Dev', security_enabled: true } } }));
  expect(store.size).toBe(2);
  await terraform.destroy();
  expect(store.size).toBe(0);
});

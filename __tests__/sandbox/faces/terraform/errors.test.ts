import { groups, permissionSets, storedProvider, type Store } from '../../../helpers/stored-provider.js';
import { createTerraform, type Terraform } from '../../../helpers/terraform.js';
import { createTestWorld } from '../../../helpers/world.js';
import {
  RefusedError,
  type ProviderType,
  type ResourceType,
} from '../../../../sandbox/faces/terraform/resource.js';
import { serveTerraform, type ServedProviders } from '../../../../sandbox/faces/terraform/serve.js';

const store: Store = new Map();
let served: ServedProviders | undefined;
let terraform: Terraform | undefined;

afterEach(async () => {
  store.clear();
  await terraform?.remove();
  await served?.stop();
});

const HEAD = `terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
    azuread = { source = "hashicorp/azuread" }
  }
}
provider "aws" {
  region = "eu-west-1"
}
`;

async function start(
  permissionSet: Partial<ResourceType>,
  body: string,
  more: Partial<ProviderType> = {},
): Promise<Terraform> {
  const aws = { ...storedProvider('aws', [permissionSets(store, permissionSet)]), ...more };
  served = await serveTerraform(createTestWorld(), [aws, storedProvider('azuread', [groups(store)])]);
  terraform = await createTerraform(served.environment);
  await terraform.write(HEAD + body);
  await terraform.init();
  return terraform;
}

const permissionSet = (more = ''): string =>
  `resource "aws_ssoadmin_permission_set" "ro" {\n  name = "ReadOnly"\n  instance_arn = "arn:x"\n${more}\n}\n`;

test('a refusal at validate shows its argument’s line', async () => {
  const run = await start(
    {
      validate: ({ description }) =>
        description === 'bad'
          ? [{ summary: 'Not that one', detail: 'It is bad.', attribute: ['description'] }]
          : [],
    },
    permissionSet('  description = "bad"'),
  );
  await expect(run.plan()).rejects.toThrow(
    /Error: Not that one\n\n {2}with aws_ssoadmin_permission_set\.ro,\n {2}on main\.tf line 13, in resource "aws_ssoadmin_permission_set" "ro":\n {2}13: {3}description = "bad"\n\nIt is bad\./,
  );
});

test('an argument that is not known yet is not there to be refused', async () => {
  const seen: unknown[] = [];
  const run = await start(
    {
      validate: (config) => {
        seen.push('description' in config, config.relay_state);
        return [];
      },
    },
    `resource "azuread_group" "dev" {\n  display_name = "Dev"\n}\n${permissionSet('  description = azuread_group.dev.object_id')}`,
  );
  await run.plan();
  expect(seen.slice(0, 2)).toEqual([false, null]);
});

test('a refusal by the world is one error, without a stack', async () => {
  const run = await start(
    {
      create: async () => {
        throw new RefusedError({
          summary: 'creating permission set: ConflictException',
          detail: 'It exists already.',
        });
      },
    },
    permissionSet(),
  );
  const failure = await run.apply().catch((error: Error) => error.message);
  expect(failure).toContain('Error: creating permission set: ConflictException');
  expect(failure).toContain('It exists already.');
  expect(failure).not.toMatch(/ at .*\.ts|bug/);
  expect(await run.stateList()).toEqual([]);
});

test('an error of any other kind is shown by its message, and an update that fails keeps the old state', async () => {
  const run = await start(
    {
      update: async () => {
        throw new Error('updating permission set: ThrottlingException');
      },
    },
    permissionSet('  description = "old"'),
  );
  await run.apply();
  await run.write(HEAD + permissionSet('  description = "new"'));
  await expect(run.apply()).rejects.toThrow('Error: updating permission set: ThrottlingException');
  expect((await run.plan()).actions).toEqual({ 'aws_ssoadmin_permission_set.ro': 'update' });
});

test('what a failed create left behind is remembered, and replaced', async () => {
  const run = await start(
    {
      create: async (_connection, planned) => {
        const left = { ...planned, id: 'half', arn: 'half', created_date: '', region: 'x', tags_all: null };
        store.set('half', left);
        throw new RefusedError({ summary: 'adding tags: AccessDeniedException' }, left);
      },
    },
    permissionSet(),
  );
  await expect(run.apply()).rejects.toThrow('Error: adding tags: AccessDeniedException');
  expect(await run.stateList()).toEqual(['aws_ssoadmin_permission_set.ro']);
  expect((await run.plan()).actions).toEqual({ 'aws_ssoadmin_permission_set.ro': 'replace' });
});

test('a removal that is refused keeps the object in the state', async () => {
  const run = await start(
    {
      remove: async () => {
        throw new Error('deleting permission set: it has assignments');
      },
    },
    permissionSet(),
  );
  await run.apply();
  await expect(run.destroy()).rejects.toThrow('Error: deleting permission set: it has assignments');
  expect(await run.stateList()).toEqual(['aws_ssoadmin_permission_set.ro']);
});

test('a crash in a resource says that it is the sandbox’s bug, and where', async () => {
  const run = await start(
    {
      create: async () => (undefined as unknown as { id: string }).id as never,
    },
    permissionSet(),
  );
  const failure = await run.apply().catch((error: Error) => error.message);
  expect(failure).toContain(
    'Error: The sandbox failed to create aws_ssoadmin_permission_set: Cannot read properties',
  );
  expect(failure).toContain('This is a bug of the sandbox, not of the configuration.');
  expect(failure).toMatch(/at .*errors\.test\.ts/);
  // and the sandbox is still there
  expect((await run.plan()).actions).toEqual({ 'aws_ssoadmin_permission_set.ro': 'create' });
});

test('an answer that doesn’t fit the schema is the sandbox’s bug', async () => {
  const run = await start(
    { create: async (_connection, planned) => ({ ...planned, id: 'x', shoe_size: 44 }) },
    permissionSet(),
  );
  await expect(run.apply()).rejects.toThrow(
    'The sandbox failed to create aws_ssoadmin_permission_set: the answer has',
  );
  await run.remove();
  await served?.stop();
  const other = await start(
    { create: async (_connection, { name }) => ({ name: name ?? null }) },
    permissionSet(),
  );
  await expect(other.apply()).rejects.toThrow('the answer lacks');
});

test('an attribute that stays unknown after apply is the sandbox’s bug', async () => {
  const run = await start(
    { create: async (_connection, planned) => ({ ...planned, arn: undefined as never }) },
    permissionSet(),
  );
  await expect(run.apply()).rejects.toThrow('the answer lacks arn');
});

test('a type that the sandbox doesn’t model is refused by its name', async () => {
  const run = await start({}, 'resource "aws_s3_bucket" "b" {\n  bucket = "x"\n}\n');
  await expect(run.plan()).rejects.toThrow(
    'The provider hashicorp/aws does not support resource type "aws_s3_bucket".',
  );
});

test('a provider that refuses its configuration stops the plan', async () => {
  const run = await start({}, permissionSet(), {
    configure: async (_world, { region }) => [
      { summary: 'Invalid Region', detail: `There is no ${String(region)}.`, attribute: ['region'] },
    ],
  });
  await expect(run.plan()).rejects.toThrow(/Error: Invalid Region\n[^]*There is no eu-west-1\./);
});

test('an import of a type that has none is refused in the provider’s words', async () => {
  const run = await start({ import: undefined }, permissionSet());
  await expect(run.import('aws_ssoadmin_permission_set.ro', 'x')).rejects.toThrow(
    "resource aws_ssoadmin_permission_set doesn't support import",
  );
});

test('a type without a schema is refused before anything is served', async () => {
  const aws = storedProvider('aws', [
    permissionSets(store),
    permissionSets(store, { type: 'aws_sqs_queue' }),
  ]);
  await expect(serveTerraform(createTestWorld(), [aws])).rejects.toThrow(
    'schemas.json has no schema of aws_sqs_queue. Run "npm run generate".',
  );
});

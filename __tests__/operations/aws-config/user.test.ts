import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AwsError } from '../../../sandbox/world/aws/aws-error.js';
import { SCIM_TENANT, smallConfig } from '../../helpers/config.js';
import { testSeed } from '../../helpers/world.js';
import { type ServedClouds, serveClouds } from '../served-clouds.js';

/** AWS has Ada, in Admins and Developers, and Bob, in Developers; and Eve, in none. */
const seed = {
  ...testSeed,
  aws: {
    ...testSeed.aws,
    provisioned: {
      groups: ['Admins', 'Developers'],
      users: ['ada@test.example', 'bob@test.example', 'eve@test.example'],
    },
  },
};

let clouds: ServedClouds;
beforeAll(async () => {
  clouds = await serveClouds(seed);
});
beforeEach(() => clouds.write(smallConfig()));
afterAll(() => clouds.stop());

const profilesOf = (stdout: string): string[] =>
  [...stdout.matchAll(/^\[profile (.*)\]$/gm)].map(([, name = '']) => name);

test('has the profiles of the groups that AWS has the person in, and no others', async () => {
  const { code, stdout, stderr } = await clouds.run(['aws-config', 'test', '--user', 'bob@test.example']);
  expect(profilesOf(stdout)).toEqual(['dev.Developer']);
  expect(stderr).toContain('bob@test.example is in developers.\n');
  expect(code).toBe(0);
  const ada = await clouds.run(['aws-config', 'test', '--user', 'ada@test.example', '--json']);
  expect(JSON.parse(ada.stdout)).toMatchObject({
    user: { name: 'ada@test.example', groups: ['admins', 'developers'] },
    profiles: [
      { name: 'dev.Administrator' },
      { name: 'dev.Developer' },
      { name: 'prod.Administrator', accountId: '222222222222' },
    ],
  });
});

test('has what a person is given by name, also by the handle', async () => {
  const config = smallConfig();
  config.access.push({ users: ['e'], permissionSets: ['Developer'], accounts: ['prod'] });
  config.users['e'] = { userPrincipalName: 'eve@test.example' };
  clouds.write(config);
  for (const name of ['e', 'eve@test.example']) {
    const { stdout, stderr } = await clouds.run(['aws-config', 'test', '--user', name]);
    expect(profilesOf(stdout)).toEqual(['prod.Developer']);
    expect(stderr).toContain('eve@test.example is in no group of the config.\n');
  }
});

test('a person who has nothing gets no profile, and is told so', async () => {
  const { code, stdout, stderr } = await clouds.run(['aws-config', 'test', '--user', 'eve@test.example']);
  expect(profilesOf(stdout)).toEqual([]);
  expect(stderr).toContain(
    'eve@test.example is in no group of the config, and has nothing by name: there is no profile.\n',
  );
  expect(code).toBe(0);
});

test('a group that the config names by its object id is known by its external id', async () => {
  const served = await serveClouds({ ...seed, aws: { ...seed.aws, scim: { tenant: SCIM_TENANT } } });
  const objectId = '5c0e4a3e-55cb-4f2b-8f8a-0d4d1a3f0c11';
  const { UserId } = served.apis.identityStore.GetUserId({
    IdentityStoreId: seed.aws.identityStoreId,
    AlternateIdentifier: {
      UniqueAttribute: { AttributePath: 'UserName', AttributeValue: 'eve@test.example' },
    },
  });
  const { scim } = served.world.aws;
  const answer = await scim.request({
    method: 'POST',
    url: `${scim.endpoints[0]}/Groups`,
    token: scim.createAccessToken().token,
    body: {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
      displayName: 'Renamed',
      externalId: objectId,
      members: [{ value: UserId }],
    },
  });
  expect(answer.status).toBe(201);
  const config = smallConfig();
  config.groups['developers'] = { objectId };
  served.write(config);
  const { stdout } = await served.run(['aws-config', 'test', '--user', 'eve@test.example']);
  await served.stop();
  expect(profilesOf(stdout)).toEqual(['dev.Developer']);
});

test('--write keeps those alone', async () => {
  await clouds.run(['aws-config', 'test', '--write']);
  const file = join(clouds.folder, 'aws-config');
  expect(profilesOf(readFileSync(file, 'utf8'))).toHaveLength(3);
  await clouds.run(['aws-config', 'test', '--user', 'bob@test.example', '--write']);
  expect(profilesOf(readFileSync(file, 'utf8'))).toEqual(['dev.Developer']);
});

test('whom AWS does not know is a clear error, and nothing is written', async () => {
  const file = join(clouds.folder, 'aws-config');
  const before = readFileSync(file, 'utf8');
  const { code, stdout, stderr } = await clouds.run([
    'aws-config',
    'test',
    '--user',
    'nobody@test.example',
    '--write',
  ]);
  expect(stderr).toContain(
    'Error: AWS knows no user "nobody@test.example". Provisioning hasn’t brought them (whom it brings is who is assigned to the application), or Entra has another user principal name.',
  );
  expect({ code, stdout, file: readFileSync(file, 'utf8') }).toEqual({ code: 1, stdout: '', file: before });
  const config = smallConfig();
  config.users['auditor'] = { userPrincipalName: 'eve@test.example' };
  clouds.write(config);
  expect((await clouds.run(['aws-config', 'test', '--user', 'auditer'])).stderr).toContain(
    'Error: AWS knows no user "auditer". Name a user principal name such as pat@acme.example, or a user’s handle. Users of the config: auditor. Did you mean "auditor"?',
  );
});

test('a refusal names what was asked', async () => {
  const { code, stderr } = await clouds.run(['aws-config', 'test', '--user', 'bob@test.example'], () => {
    const take = clouds.aws.rates.take.bind(clouds.aws.rates);
    clouds.aws.rates.take = (service, operation) => {
      clouds.aws.rates.take = take;
      throw new AwsError('AccessDeniedException', `not authorized to perform: ${service}:${operation}`);
    };
  });
  expect(stderr).toContain('Error: AWS refuses this to the caller: identitystore GetUserId bob@test.example');
  expect(stderr).toContain('AccessDeniedException: not authorized to perform: identitystore:GetUserId');
  expect(stderr).toContain(
    'The caller needs identitystore:GetUserId, identitystore:ListGroupMembershipsForMember and identitystore:DescribeGroup.',
  );
  expect(code).toBe(3);
});

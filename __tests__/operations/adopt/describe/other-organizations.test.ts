/** Organizations that aren't as a description expects them. */
import { AwsError } from '../../../../sandbox/world/aws/aws-error.js';
import { intercept, type Interceptor } from '../../../../sandbox/world/calls.js';
import type { Seed } from '../../../../sandbox/world/seed.js';
import type { World } from '../../../../sandbox/world/world.js';
import { byHandSeed as seed } from './by-hand-seed.js';
import { describeWorld, makeWorld, refusalOf } from './described.js';

const MANAGEMENT = '000000000001';
const TEMPLATE = '21ed01d2-ec13-4e9e-86c1-cd546719ebc4';

const applicationNamed = ({ entra }: World, displayName: string) => {
  const [found] = entra.applications.list({ displayName });
  if (found === undefined) throw new Error(`${displayName} is gone`);
  return found;
};

/** What somebody made in IAM Identity Center's console: it has no ids of another system. */
const madeInAws: Interceptor = ({ operation, input: [asked] }, proceed) => {
  const answer = proceed() as Record<string, readonly object[]>;
  if (operation === 'ListGroups' && 'Groups' in answer)
    return {
      Groups: [
        ...(answer['Groups'] ?? []),
        groupOf('g-1', 'By hand'),
        groupOf('g-2', 'Idle\nNext: all is well'),
      ],
    };
  if (operation === 'ListUsers' && 'Users' in answer)
    return {
      Users: [...(answer['Users'] ?? []), userOf('u-1', 'lou@corp.local'), userOf('u-2', 'eve@test.example')],
    };
  const { AccountId, PermissionSetArn } = Object(asked) as Record<string, unknown>;
  if (operation !== 'ListAccountAssignments' || AccountId !== '111111111111') return answer;
  const more = ['GROUP g-1', 'USER u-1', 'USER u-2'].map((principal) => {
    const [PrincipalType, PrincipalId] = principal.split(' ');
    return { AccountId, PermissionSetArn, PrincipalType, PrincipalId };
  });
  return { AccountAssignments: [...(answer['AccountAssignments'] ?? []), ...more] };
};
const IdentityStoreId = seed.aws.identityStoreId;
const groupOf = (GroupId: string, DisplayName: string) => ({ IdentityStoreId, GroupId, DisplayName });
const userOf = (UserId: string, UserName: string) => ({ IdentityStoreId, UserId, UserName });

test('groups and users that were made by hand in AWS’s own directory are each told, with what they have', async () => {
  const { draft, problems } = await describeWorld(intercept(await makeWorld(seed), madeInAws), seed);
  const told = draft.unexpressed.map(({ what, why }) => `${what}: ${why}`);
  const OUTSIDE = 'What it has stays as it is, outside the config.';
  expect(told.slice(1, 5)).toEqual([
    `group "By hand": Admin in dev: It was made by hand in AWS, and no group of that name is assigned to "AWS" in Entra. ${OUTSIDE}`,
    `user "lou@corp.local": Admin in dev: Entra has nobody of that user principal name. ${OUTSIDE}`,
    `user "eve@test.example": Admin in dev: The user was made by hand in AWS, and is not assigned to the application in Entra. ${OUTSIDE}`,
    '1 of AWS’s groups and users: "Idle\\nNext: all is well": Made by hand there, without access. They stay as they are.',
  ]);
  expect(problems).toBe('No problems.');
});

test('of two applications with one name somebody must name the object id', async () => {
  const world = await makeWorld(seed, (made) => {
    made.entra.applications.update(applicationNamed(made, 'AWS').id, { identifierUris: [] });
    made.entra.applicationTemplates.instantiate(TEMPLATE, { displayName: 'AWS' });
  });
  expect(await refusalOf(describeWorld(world, seed, { application: 'AWS' }))).toBe(
    'Several applications of the gallery template are called "AWS": <id>, <id>. Name one by its object id.',
  );
  const { id } = applicationNamed(world, 'AWS');
  expect((await describeWorld(world, seed, { application: id })).problems).toBe('No problems.');
});

test('an application is not described where another one has AWS’s identifier, which no two can have', async () => {
  const { entityId } = (await makeWorld(seed)).aws.identityCenter;
  const world = await makeWorld(seed, ({ entra }) => {
    const { application } = entra.applicationTemplates.instantiate(TEMPLATE, { displayName: 'AWS test' });
    expect(() => entra.applications.update(application.id, { identifierUris: [entityId] })).toThrow();
  });
  expect(await refusalOf(describeWorld(world, seed, { application: 'AWS test' }))).toBe(
    `"AWS test" (<id>) hasn’t AWS’s identifier ${entityId}, and no two applications of a tenant can have it: "AWS" (<id>) has, so people sign in by that one. Leave --application out. Nothing was written.`,
  );
});

test('an organization of the management account alone, without a permission set or an assignment, is a config', async () => {
  const alone: Seed = {
    ...seed,
    aws: { ...seed.aws, accounts: [{ id: MANAGEMENT, name: 'management', ou: '/' }] },
    byHand: {
      application: { displayName: 'AWS', certificates: [{ endDate: '2028-04-17T09:31:44Z' }], groups: [] },
      permissionSets: [],
      assignments: [],
    },
  };
  const { draft, problems, environment } = await describeWorld(await makeWorld(alone), alone);
  expect(problems).toBe('No problems.');
  expect(Object.keys(draft.accounts)).toEqual(['management']);
  expect(environment?.access.grants).toEqual([]);
});

test('the delegated administrator describes all but what the management account has', async () => {
  const delegated: Seed = { ...seed, aws: { ...seed.aws, managementAccount: '222222222222' } };
  const { draft, problems } = await describeWorld(await makeWorld(seed), delegated);
  expect(draft.aws?.deployer).toEqual({ account: '222222222222', kind: 'delegated' });
  expect(draft.unexpressed.map(({ what, why }) => `${what}: ${why}`)).toContain(
    'group "Admins": Admin in management: A delegated administrator can’t grant access to the management account: run this program there. Until then this assignment stays as it is, outside the config.',
  );
  expect(problems).toBe('No problems.');
});

/** ListInstances tells these owners' instances. */
const instancesOf =
  (...owners: readonly string[]): Interceptor =>
  (call, proceed) => {
    if (call.operation !== 'ListInstances') return proceed();
    const { Instances: [own] = [] } = proceed() as { Instances?: object[] };
    const other = { InstanceArn: 'arn:aws:sso:::instance/ssoins-1111222233334444' };
    return {
      Instances: owners.map((OwnerAccountId) => ({
        ...own,
        ...(OwnerAccountId === MANAGEMENT ? {} : other),
        OwnerAccountId,
      })),
    };
  };

test('an instance of a single account is none of the organization’s', async () => {
  const world = await makeWorld(seed);
  const where =
    'Name the Region of the organization’s with --region, and run this in the management account or as the delegated administrator.';
  expect(await refusalOf(describeWorld(intercept(world, instancesOf('111111111111')), seed))).toBe(
    `IAM Identity Center has only instances of single accounts in eu-west-1 that this caller can see (arn:aws:sso:::instance/ssoins-1111222233334444 of 111111111111). ${where}`,
  );
  expect(await refusalOf(describeWorld(intercept(world, instancesOf()), seed))).toBe(
    `IAM Identity Center has no instance in eu-west-1 that this caller can see. ${where}`,
  );
  const both = intercept(world, instancesOf('111111111111', MANAGEMENT));
  expect((await describeWorld(both, seed)).problems).toBe('No problems.');
});

test('an account in no organization has nothing to describe', async () => {
  const alone = intercept(await makeWorld(seed), ({ operation }, proceed) => {
    if (operation !== 'DescribeOrganization') return proceed();
    throw new AwsError(
      'AWSOrganizationsNotInUseException',
      'Your account is not a member of an organization.',
    );
  });
  expect(await refusalOf(describeWorld(alone, seed))).toBe(
    'The caller’s account is in no organization, and this program keeps the IAM Identity Center of one. Run this in the management account or as the delegated administrator.',
  );
});

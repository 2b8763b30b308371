import { loadSeed } from '../../../sandbox/world/load-seed.js';
import { startSandbox, type Sandbox } from '../../../sandbox/start.js';
import { answer } from '../../../sandbox/questions.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox(await loadSeed('sandbox/brownfield.yaml'));
});
afterAll(() => sandbox.stop());

const ask = (question: object) => answer(sandbox, JSON.stringify(question));

test('people sign in to what was made by hand, and are offered what they were given', async () => {
  expect(await ask({ ask: 'signIn', user: 'carla.mendez@globex.example' })).toEqual({
    roles: [
      { account: '320198760301', role: 'team_developer' },
      { account: '320198760201', role: 'AWSReadOnlyAccess' },
      { account: '320198760201', role: 'team_deployer' },
    ],
    failed: [],
  });
});

test('what happened since shows: a blocked user is refused, a deleted group keeps its assignment without anybody in it', async () => {
  expect(await ask({ ask: 'signIn', user: 'jan.novotny@globex.example' })).toEqual({
    refused: expect.stringContaining('AADSTS50057') as string,
  });
  const { aws } = sandbox.world;
  const { apis, instanceArn } = administrator();
  const sets = apis.ssoAdmin.ListPermissionSets({ InstanceArn: instanceArn }).PermissionSets;
  const readOnly = sets.find(
    (PermissionSetArn) =>
      apis.ssoAdmin.DescribePermissionSet({ InstanceArn: instanceArn, PermissionSetArn }).PermissionSet
        .Name === 'AWSReadOnlyAccess',
  );
  const { AccountAssignments } = apis.ssoAdmin.ListAccountAssignments({
    InstanceArn: instanceArn,
    PermissionSetArn: readOnly ?? '',
    AccountId: '320198760303',
  });
  const known = apis.identityStore.ListGroups({ IdentityStoreId: 'd-99671c5b0e' }).Groups;
  expect(AccountAssignments.map(({ PrincipalType }) => PrincipalType)).toEqual(['GROUP', 'GROUP']);
  expect(
    AccountAssignments.filter(({ PrincipalId }) => known.some(({ GroupId }) => GroupId === PrincipalId)),
  ).toHaveLength(1);
  expect(aws.provisioned()).not.toContain('group Contractors 2023 in AWS');
});

test('it has two groups of one name, and two applications from one template', () => {
  const { entra } = sandbox.world;
  expect(entra.groups.list({ displayName: 'Reviewers' })).toHaveLength(2);
  expect(
    entra.applications.list({ applicationTemplateId: '21ed01d2-ec13-4e9e-86c1-cd546719ebc4' }),
  ).toHaveLength(2);
});

function administrator() {
  const { aws } = sandbox.world;
  const apis = aws.as({
    account: aws.callerAccount,
    region: 'eu-central-1',
    arn: 'arn:aws:iam::320198760001:user/administrator',
  });
  const [instance] = apis.ssoAdmin.ListInstances({}).Instances;
  return { apis, instanceArn: instance?.InstanceArn ?? '' };
}

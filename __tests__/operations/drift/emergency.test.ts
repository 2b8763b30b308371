import type { Drift } from '../../../operations/drift/drift.js';
import { appRoleId } from '../../../model/emergency-role.js';
import { callerIn } from '../../helpers/aws.js';
import { emergencyConfig } from '../../helpers/config.js';
import { emergencySeed } from '../../helpers/world.js';
import { createLiveEnvironment } from '../status/live.js';

test('who is assigned to a role of emergency access, and what policies it has, beyond the config is found', async () => {
  const live = await createLiveEnvironment(emergencySeed);
  const config = emergencyConfig();
  await live.apply(config);
  const drift = async () => JSON.parse((await live.run('drift', 'test', '--json')).stdout) as Drift;
  expect(await drift()).toMatchObject({ beyond: [], missing: [], unread: [] });

  const { entra } = live.world;
  const [application] = entra.servicePrincipals.list({ displayName: 'AWS Emergency Access' });
  entra.appRoleAssignments.create(application?.id ?? '', {
    appRoleId: appRoleId(config.entra.tenantId, 'BreakGlass'),
    principalId: entra.users.get('bob@test.example').id,
  });
  expect((await drift()).beyond).toMatchObject([
    {
      kind: 'app-role-assignment',
      application: 'AWS Emergency Access',
      principal: { type: 'USER', name: 'bob@test.example' },
      appRole: { name: 'BreakGlass' },
      keep: [
        'users: { bob: { userPrincipalName: bob@test.example } }',
        'emergencyAccess: { roles: { <role>: { users: [bob, …] } } }',
      ],
    },
  ]);

  const { iam } = live.world.aws.as(callerIn('444444444444'));
  const RoleName = 'BreakGlass';
  iam.AttachRolePolicy({ RoleName, PolicyArn: 'arn:aws:iam::aws:policy/job-function/Billing' });
  iam.PutRolePolicy({
    RoleName,
    PolicyName: 'mine',
    PolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'iam:*', Resource: '*' }],
    }),
  });
  const onRoles = (await live.run('drift', 'test')).stdout;
  const place = 'BreakGlass in emergency \\(444444444444\\)';
  expect(onRoles).toMatch(
    new RegExp(
      `  Emergency role ${place} has the policy job-function/Billing\\.
    keep:   emergencyAccess: { roles: { BreakGlass: { policies: \\[job-function/Billing, …\\] } } }
    remove: in 444444444444: aws iam detach-role-policy --role-name BreakGlass --policy-arn arn:aws:iam::aws:policy/job-function/Billing

  Emergency role ${place} has the inline policy "mine"\\.
    remove: in 444444444444: aws iam delete-role-policy --role-name BreakGlass --policy-name mine
`,
    ),
  );
  await live.stop();
});

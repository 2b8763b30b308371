import type { Drift } from '../../../operations/drift/drift.js';
import { appRoleId } from '../../../model/emergency-role.js';
import { emergencyConfig } from '../../helpers/config.js';
import { emergencySeed } from '../../helpers/world.js';
import { createLiveEnvironment } from '../status/live.js';

test('who is assigned to a role of emergency access beyond the config is found', async () => {
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
  await live.stop();
});

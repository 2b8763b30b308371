import { grantsOf } from '../../../../../sandbox/world/aws/identity-center/grants.js';
import { permissionSetOperations } from '../../../../../sandbox/world/aws/sso-admin/permission-sets.js';
import { createState, type PrincipalType } from '../../../../../sandbox/world/aws/state.js';
import { callerIn, dev, instanceArn, management, suspended } from '../../../../helpers/aws.js';
import { createTestClock } from '../../../../helpers/clock.js';
import { testSeed } from '../../../../helpers/world.js';

test('grants in an account that is suspended, or of a group that is gone, count for nothing', () => {
  const state = createState(testSeed.aws, createTestClock('2027-01-01T12:00:00Z'), () => 0);
  const [userId = ''] = state.users.keys();
  const input = { InstanceArn: instanceArn, Name: 'Reader' };
  permissionSetOperations.CreatePermissionSet({ state, caller: callerIn(management) }, input);
  const [set] = state.permissionSets.values();
  const give = (account: string, PrincipalType: PrincipalType, PrincipalId: string) =>
    set?.accounts.set(account, {
      revision: 1,
      assignments: new Map([[PrincipalId, { PrincipalType, PrincipalId }]]),
    });
  give(suspended, 'USER', userId);
  give(management, 'GROUP', 'gone');
  expect(grantsOf(state, userId)).toEqual([]);
  give(dev, 'USER', userId);
  expect(grantsOf(state, userId).map(({ account }) => account.id)).toEqual([dev]);
});

import { intercept } from '../../../../sandbox/world/calls.js';
import type { PolicyDocument } from '../../../../sandbox/world/permissions/aws-policy.js';
import { enforcePermissions } from '../../../../sandbox/world/permissions/enforce.js';
import { callerIn, dev, instanceArn, management, refusalOf } from '../../../helpers/aws.js';
import { createTestWorld, testSeed } from '../../../helpers/world.js';

const statement = (Action: string | readonly string[], Resource: string | readonly string[] = '*') => ({
  Effect: 'Allow',
  Action,
  Resource,
});

function apisWith(...Statement: PolicyDocument['Statement']) {
  const policies = [{ Statement }];
  const interceptor = enforcePermissions({ policiesOf: () => policies, graph: [] });
  return intercept(createTestWorld(), interceptor).aws.as(callerIn(management));
}

const CALLER = callerIn(management).arn;

test('a refusal is AWS’s own, with who may not do what on which resource', () => {
  const { ssoAdmin, iam } = apisWith(statement('sso:ListInstances'));
  expect(refusalOf(() => ssoAdmin.ListInstances({}))).toBe('no refusal');
  expect(refusalOf(() => ssoAdmin.ListPermissionSets({ InstanceArn: instanceArn }))).toBe(
    `AccessDeniedException: User: ${CALLER} is not authorized to perform: sso:ListPermissionSets on resource: ${instanceArn} because no identity-based policy allows the sso:ListPermissionSets action`,
  );
  expect(refusalOf(() => iam.GetRole({ RoleName: 'R' }))).toBe(
    `AccessDenied: User: ${CALLER} is not authorized to perform: iam:GetRole on resource: arn:aws:iam::${management}:role/R because no identity-based policy allows the iam:GetRole action`,
  );
});

test('every resource of a call has to be allowed', () => {
  const list = (...resources: readonly string[]) => {
    const { ssoAdmin } = apisWith(statement('sso:*', [instanceArn, ...resources]));
    const { PermissionSet } = ssoAdmin.CreatePermissionSet({ InstanceArn: instanceArn, Name: 'New' });
    const { PermissionSetArn } = PermissionSet;
    return refusalOf(() =>
      ssoAdmin.ListAccountAssignments({ InstanceArn: instanceArn, PermissionSetArn, AccountId: dev }),
    );
  };
  const sets = `arn:aws:sso:::permissionSet/${testSeed.aws.instanceId}/*`;
  expect(list(sets, `arn:aws:sso:::account/${dev}`)).toBe('no refusal');
  expect(list(sets, `arn:aws:sso:::account/${management}`)).toContain(
    `on resource: arn:aws:sso:::account/${dev}`,
  );
  expect(list(`arn:aws:sso:::account/${dev}`)).toContain('on resource: arn:aws:sso:::permissionSet/');
});

test('who tags a role that is made needs the right to tag', () => {
  const { iam } = apisWith(statement('iam:CreateRole'));
  const role = { RoleName: 'R', AssumeRolePolicyDocument: '{}', Tags: [{ Key: 'a', Value: 'b' }] };
  expect(refusalOf(() => iam.CreateRole(role))).toContain('not authorized to perform: iam:TagRole');
});

test('AWS tells callers who they are, whatever their policies say', () => {
  expect(apisWith().sts.GetCallerIdentity().Account).toBe(management);
});

test('what the sandbox doesn’t understand of a policy it refuses, and doesn’t pass over', () => {
  const conditional = { ...statement('sso:*'), Condition: { StringEquals: {} } };
  expect(refusalOf(() => apisWith(conditional).ssoAdmin.ListInstances({}))).toBe(
    "Error: The sandbox does not model Condition in a caller's policy.",
  );
});

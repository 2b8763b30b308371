import { refusalOf } from '../../../helpers/aws.js';
import { createAwsWorld } from '../../../helpers/aws-world.js';

const arnOf = (name: string) => `arn:aws:iam::aws:policy/${name}`;

test('AWS managed policies are attached, listed by name and detached', () => {
  const { sso, key } = createAwsWorld();
  sso.AttachManagedPolicyToPermissionSet({ ...key, ManagedPolicyArn: arnOf('job-function/Billing') });
  expect(sso.ListManagedPoliciesInPermissionSet(key).AttachedManagedPolicies).toEqual([
    { Arn: arnOf('job-function/Billing'), Name: 'Billing' },
  ]);
  sso.DetachManagedPolicyFromPermissionSet({ ...key, ManagedPolicyArn: arnOf('job-function/Billing') });
  expect(sso.ListManagedPoliciesInPermissionSet(key).AttachedManagedPolicies).toEqual([]);
});

test('an AWS managed policy is attached once', () => {
  const { sso, key } = createAwsWorld();
  const attach = () => sso.AttachManagedPolicyToPermissionSet({ ...key, ManagedPolicyArn: arnOf('A') });
  attach();
  expect(refusalOf(attach)).toBe(
    `ConflictException: Permission set with id ${key.PermissionSetArn.split('/')[2]} already has a typed link attachment to a manged policy with ${arnOf('A')}`,
  );
});

test.each(['arn:aws:iam::111111111111:policy/A', 'ReadOnlyAccess', arnOf('')])(
  '%s is no AWS managed policy',
  (ManagedPolicyArn) => {
    const { sso, key } = createAwsWorld();
    expect(refusalOf(() => sso.AttachManagedPolicyToPermissionSet({ ...key, ManagedPolicyArn }))).toBe(
      `ResourceNotFoundException: Policy does not exist with ARN: ${ManagedPolicyArn}`,
    );
  },
);

test('a policy that is not attached is not detached', () => {
  const { sso, key } = createAwsWorld();
  expect(
    refusalOf(() => sso.DetachManagedPolicyFromPermissionSet({ ...key, ManagedPolicyArn: arnOf('A') })),
  ).toBe(`ResourceNotFoundException: Could not find ManagedPolicy with arn ${arnOf('A')}`);
  const CustomerManagedPolicyReference = { Name: 'A' };
  expect(
    refusalOf(() =>
      sso.DetachCustomerManagedPolicyReferenceFromPermissionSet({ ...key, CustomerManagedPolicyReference }),
    ),
  ).toBe(
    'ResourceNotFoundException: Given managed policy with name: A  and path / does not exist on PermissionSet',
  );
});

test('customer managed policies are told apart by path and name, and attached once', () => {
  const { sso, key } = createAwsWorld();
  const attach = (Name: string, Path?: string) =>
    sso.AttachCustomerManagedPolicyReferenceToPermissionSet({
      ...key,
      CustomerManagedPolicyReference: { Name, Path },
    });
  attach('A');
  attach('A', '/team/');
  expect(sso.ListCustomerManagedPolicyReferencesInPermissionSet(key).CustomerManagedPolicyReferences).toEqual(
    [
      { Name: 'A', Path: '/' },
      { Name: 'A', Path: '/team/' },
    ],
  );
  expect(refusalOf(() => attach('A', '/'))).toBe(
    'ConflictException: Given customer managed policy with name: A  and path / already attached',
  );
  expect(refusalOf(() => attach('B', 'team'))).toBe(
    "ValidationException: 1 validation error detected: Value 'team' at 'customerManagedPolicyReference.path' failed to satisfy " +
      'constraint: Member must satisfy regular expression pattern: ((/[A-Za-z0-9\\.,\\+@=_-]+)*)/',
  );
});

test('a set has 25 policies of both kinds at most', () => {
  const { sso, key } = createAwsWorld();
  for (let count = 0; count < 24; count += 1)
    sso.AttachManagedPolicyToPermissionSet({ ...key, ManagedPolicyArn: arnOf(`A${count}`) });
  const attach = (Name: string) =>
    sso.AttachCustomerManagedPolicyReferenceToPermissionSet({
      ...key,
      CustomerManagedPolicyReference: { Name },
    });
  attach('B');
  expect(refusalOf(() => attach('C'))).toBe(
    'ServiceQuotaExceededException: Cannot attach managed policy: number of attached managed policies is already at maximum 25',
  );
  expect(
    refusalOf(() => sso.AttachManagedPolicyToPermissionSet({ ...key, ManagedPolicyArn: arnOf('C') })),
  ).toBe(
    'ServiceQuotaExceededException: You have exceeded AWS SSO limits. Cannot create ManagedPolicy more than 25 for id ' +
      `${key.PermissionSetArn.split('/')[2]}. Please refer to https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html`,
  );
});

test('an inline policy is replaced without a word, and deleted', () => {
  const { sso, key } = createAwsWorld();
  expect(sso.GetInlinePolicyForPermissionSet(key)).toEqual({ InlinePolicy: '' });
  sso.PutInlinePolicyToPermissionSet({ ...key, InlinePolicy: '{"a":1}' });
  sso.PutInlinePolicyToPermissionSet({ ...key, InlinePolicy: '{"b":1}' });
  expect(sso.GetInlinePolicyForPermissionSet(key)).toEqual({ InlinePolicy: '{"b":1}' });
  sso.DeleteInlinePolicyFromPermissionSet(key);
  expect(sso.GetInlinePolicyForPermissionSet(key)).toEqual({ InlinePolicy: '' });
});

test('an inline policy holds 10,240 bytes that are not white space', () => {
  const { sso, key } = createAwsWorld();
  const put = (InlinePolicy: string) =>
    refusalOf(() => sso.PutInlinePolicyToPermissionSet({ ...key, InlinePolicy }));
  const sized = (bytes: number) => `{"a" :    "${'x'.repeat(bytes - 8)}"}`;
  expect(put(sized(10_240))).toBe('no refusal');
  expect(put(sized(10_241))).toBe(
    'ValidationException: Current size of the non-whitespace characters present in the InlinePolicy Document is 10241 bytes ' +
      'which has exceeded the maximum limit of 10240 bytes',
  );
  expect(put(`{${' '.repeat(32_768)}}`)).toMatch(
    /^ValidationException: .* at 'inlinePolicy' .* have length less than or equal to 32768$/,
  );
  expect(put('[]')).toBe('ValidationException: Syntax errors in policy.');
});

test('a permissions boundary is one policy of either kind', () => {
  const { sso, key } = createAwsWorld();
  const put = (PermissionsBoundary: object) =>
    sso.PutPermissionsBoundaryToPermissionSet({ ...key, PermissionsBoundary });
  const none = 'ResourceNotFoundException: The permission set has no permissions boundary.';
  expect(refusalOf(() => sso.GetPermissionsBoundaryForPermissionSet(key))).toBe(none);
  put({ ManagedPolicyArn: arnOf('A') });
  put({ CustomerManagedPolicyReference: { Name: 'B' } });
  expect(sso.GetPermissionsBoundaryForPermissionSet(key).PermissionsBoundary).toEqual({
    CustomerManagedPolicyReference: { Name: 'B', Path: '/' },
  });
  const one =
    'ValidationException: Exactly one of ManagedPolicyArn and CustomerManagedPolicyReference must be given.';
  expect(refusalOf(() => put({}))).toBe(one);
  expect(
    refusalOf(() => put({ ManagedPolicyArn: arnOf('A'), CustomerManagedPolicyReference: { Name: 'B' } })),
  ).toBe(one);
  sso.DeletePermissionsBoundaryFromPermissionSet(key);
  expect(refusalOf(() => sso.DeletePermissionsBoundaryFromPermissionSet(key))).toBe(none);
});

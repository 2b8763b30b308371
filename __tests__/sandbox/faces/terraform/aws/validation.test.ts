import { awsProvider } from '../../../../../sandbox/faces/terraform/aws/provider.js';
import type { Attributes, Value } from '../../../../../sandbox/faces/terraform/resource.js';

const types = new Map(
  [...awsProvider.resources, ...awsProvider.dataSources].map((type) => [type.type, type]),
);
const refusals = (type: string, config: Attributes) =>
  (types.get(type)?.validate?.(config) ?? []).map(({ summary, detail }) =>
    detail === undefined ? summary : `${summary}: ${detail}`,
  );

test.each<[string, string, string, string]>([
  [
    'permission_set',
    'name',
    'x'.repeat(33),
    `expected length of name to be in the range (1 - 32), got ${'x'.repeat(33)}`,
  ],
  [
    'permission_set',
    'relay_state',
    '\t',
    'invalid value for relay_state (must match [0-9A-Za-z&$@#\\\\\\/%?=~\\-_\'"|!:,.;*+\\[\\]\\(\\)\\{\\}])',
  ],
  ['permission_set', 'name', '/', 'invalid value for name (must match [\\w+=,.@-])'],
  ['permission_set', 'description', '', 'expected length of description to be in the range (1 - 700), got '],
  [
    'permission_set',
    'session_duration',
    '',
    'expected length of session_duration to be in the range (1 - 100), got ',
  ],
  [
    'permission_set',
    'relay_state',
    'x'.repeat(241),
    `expected length of relay_state to be in the range (1 - 240), got ${'x'.repeat(241)}`,
  ],
  ['permission_set', 'instance_arn', 'x', '"instance_arn" (x) is an invalid ARN: arn: invalid prefix'],
  [
    'permission_set',
    'instance_arn',
    'arn:aws:sso',
    '"instance_arn" (arn:aws:sso) is an invalid ARN: arn: not enough sections',
  ],
  [
    'managed_policy_attachment',
    'managed_policy_arn',
    'arn:aws:iam::me:policy/A',
    '"managed_policy_arn" (arn:aws:iam::me:policy/A) is an invalid ARN: invalid account ID value ' +
      '(expecting to match regular expression: ^(aws|aws-managed|third-party|\\d{12}|cw.{10})$)',
  ],
  [
    'account_assignment',
    'principal_type',
    'group',
    'expected principal_type to be one of ["USER" "GROUP"], got group',
  ],
  ['account_assignment', 'target_type', 'OU', 'expected target_type to be one of ["AWS_ACCOUNT"], got OU'],
  [
    'account_assignment',
    'target_id',
    '12',
    '"target_id" doesn\'t look like AWS Account ID (exactly 12 digits): "12"',
  ],
  [
    'account_assignment',
    'principal_id',
    'Admins',
    'invalid value for principal_id (must match ([0-9a-f]{10}-|)[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12})',
  ],
  [
    'permission_set_inline_policy',
    'inline_policy',
    '',
    '"inline_policy" is an empty string, which is not a valid JSON value',
  ],
  [
    'permission_set_inline_policy',
    'inline_policy',
    '[]',
    '"inline_policy" contains an invalid JSON policy: contains a JSON array, not a JSON object',
  ],
  [
    'permission_set_inline_policy',
    'inline_policy',
    ' {}',
    '"inline_policy" contains an invalid JSON policy: leading space characters are not allowed',
  ],
  [
    'permission_set_inline_policy',
    'inline_policy',
    'x',
    '"inline_policy" contains an invalid JSON policy: not a JSON object',
  ],
])('aws_ssoadmin_%s refuses a %s of %j', (type, argument, value, message) => {
  expect(refusals(`aws_ssoadmin_${type}`, { [argument]: value })).toEqual([message]);
});

test('a policy that is not JSON is refused', () => {
  expect(refusals('aws_ssoadmin_permission_set_inline_policy', { inline_policy: '{' })).toEqual([
    expect.stringMatching(/^"inline_policy" contains an invalid JSON policy: Expected property name/),
  ]);
});

test('names within blocks are checked', () => {
  const reference: Value = [{ name: 'x'.repeat(129), path: '/' }];
  const message = `expected length of name to be in the range (0 - 128), got ${'x'.repeat(129)}`;
  expect(
    refusals('aws_ssoadmin_customer_managed_policy_attachment', {
      customer_managed_policy_reference: reference,
    }),
  ).toEqual([message]);
  const boundary: Value = [{ customer_managed_policy_reference: reference }];
  expect(
    refusals('aws_ssoadmin_permissions_boundary_attachment', { permissions_boundary: boundary }),
  ).toEqual([message]);
});

describe.each([
  ['aws_identitystore_group', 'group_id'],
  ['aws_identitystore_user', 'user_id'],
])('%s', (type, idName) => {
  const id = '9967000001-00000000-0000-0000-0000-000000000000';
  const unique: Value = [{ attribute_path: 'DisplayName', attribute_value: 'A' }];
  const external: Value = [{ id: '1', issuer: 'x' }];
  const names = 'alternate_identifier.0.external_id,alternate_identifier.0.unique_attribute';

  test('refuses neither an id nor another identifier', () => {
    expect(refusals(type, { alternate_identifier: [], [idName]: null })).toEqual([
      `Missing required argument: "${idName}": one of \`alternate_identifier,${idName}\` must be specified`,
    ]);
  });

  test('refuses both', () => {
    expect(
      refusals(type, { alternate_identifier: [{ unique_attribute: unique, external_id: [] }], [idName]: id }),
    ).toEqual([`Conflicting configuration arguments: "alternate_identifier": conflicts with ${idName}`]);
  });

  test('refuses an identifier of no kind or of two', () => {
    const config = (external_id: Value, unique_attribute: Value): Attributes => ({
      alternate_identifier: [{ external_id, unique_attribute }],
      [idName]: null,
    });
    expect(refusals(type, config([], []))).toEqual([
      `Invalid combination of arguments: "alternate_identifier.0.external_id": one of \`${names}\` must be specified`,
    ]);
    expect(refusals(type, config(external, unique))).toEqual([
      `Invalid combination of arguments: "alternate_identifier.0.external_id": only one of \`${names}\` can be specified, but \`${names}\` were specified.`,
    ]);
  });

  test('takes an id that is not known yet', () => {
    expect(refusals(type, { alternate_identifier: [] })).toEqual([]);
  });
});

test('a deprecated filter is refused, not ignored', () => {
  expect(
    refusals('aws_identitystore_user', { filter: [{ attribute_path: 'UserName', attribute_value: 'a' }] }),
  ).toEqual(['The sandbox does not model "filter", which is deprecated.: Use "alternate_identifier".']);
});

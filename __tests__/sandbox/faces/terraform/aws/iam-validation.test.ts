import { awsProvider } from '../../../../../sandbox/faces/terraform/aws/provider.js';
import type { Value } from '../../../../../sandbox/faces/terraform/resource.js';

const refusals = (type: string, name: string, value: Value) => {
  const resource = awsProvider.resources.find((each) => each.type === `aws_iam_${type}`);
  return (resource?.validate?.({ [name]: value }) ?? []).map(({ summary }) => summary);
};
const named = 'must match [\\w+=,.@-]';

test.each<[string, string, Value, string]>([
  ['saml_provider', 'name', '', 'expected length of name to be in the range (1 - 128), got '],
  [
    'saml_provider',
    'saml_metadata_document',
    'short',
    'expected length of saml_metadata_document to be in the range (1000 - 10000000), got short',
  ],
  ['role', 'name', 'a/b', `invalid value for name (${named})`],
  ['role', 'name', null, 'The sandbox does not model aws_iam_role without `name`.'],
  ['role', 'name_prefix', 'a', 'The sandbox does not model `name_prefix` of aws_iam_role.'],
  [
    'role',
    'max_session_duration',
    900,
    'expected max_session_duration to be in the range (3600 - 43200), got 900',
  ],
  ['role', 'permissions_boundary', 'x', '"permissions_boundary" (x) is an invalid ARN: arn: invalid prefix'],
  [
    'role',
    'assume_role_policy',
    '[]',
    '"assume_role_policy" contains an invalid JSON policy: contains a JSON array, not a JSON object',
  ],
  [
    'role',
    'managed_policy_arns',
    ['arn:aws:iam::aws:policy/A'],
    'The sandbox does not model `managed_policy_arns` of aws_iam_role.',
  ],
  ['role', 'inline_policy', [{ name: 'a' }], 'The sandbox does not model `inline_policy` of aws_iam_role.'],
  ['role_policy', 'role', 'arn:aws:iam::1:role/a', `invalid value for role (${named})`],
  ['role_policy', 'policy', '', '"policy" is an empty string, which is not a valid JSON value'],
  ['role_policy', 'name', null, 'The sandbox does not model aws_iam_role_policy without `name`.'],
  ['role_policy', 'name_prefix', 'a', 'The sandbox does not model `name_prefix` of aws_iam_role_policy.'],
  ['role_policy_attachment', 'policy_arn', 'x', '"policy_arn" (x) is an invalid ARN: arn: invalid prefix'],
])('%s: %s %j is refused', (type, name, value, summary) => {
  expect(refusals(type, name, value)).toEqual([summary]);
});

test.each<[string, string, Value]>([
  ['saml_provider', 'name', 'x'.repeat(128)],
  ['role', 'name', 'x'.repeat(64)],
  ['role', 'max_session_duration', 43_200],
  ['role', 'inline_policy', []],
  ['role', 'managed_policy_arns', null],
  ['role_policy', 'name', 'x'.repeat(128)],
])('%s: %s %j passes', (type, name, value) => {
  expect(refusals(type, name, value)).toEqual([]);
});

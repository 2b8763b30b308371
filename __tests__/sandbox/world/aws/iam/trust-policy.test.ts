import { parseTrustPolicy } from '../../../../../sandbox/world/aws/iam/trust-policy.js';
import { callerIn, dev, prod, refusalOf } from '../../../../helpers/aws.js';
import { createAwsWorld } from '../../../../helpers/aws-world.js';
import {
  identityProviderMetadata,
  samlTrust,
  signingCertificate,
} from '../../../../helpers/saml-metadata.js';

let metadata: string;
beforeAll(async () => {
  metadata = identityProviderMetadata(await signingCertificate());
});

/** What IAM in `dev` says to a role with these statements: `dev` trusts Entra and has a role `team/Jump`. */
function judge(...statements: readonly object[]): string {
  const { aws } = createAwsWorld();
  const inDev = aws.as(callerIn(dev)).iam;
  const inProd = aws.as(callerIn(prod)).iam;
  for (const iam of [inDev, inProd])
    iam.CreateSAMLProvider({ Name: 'Entra', SAMLMetadataDocument: metadata });
  const trusted = JSON.stringify(samlTrust(`arn:aws:iam::${prod}:saml-provider/Entra`, 'x'));
  inProd.CreateRole({ RoleName: 'Jump', Path: '/team/', AssumeRolePolicyDocument: trusted });
  return refusalOf(() =>
    inDev.CreateRole({
      RoleName: 'A',
      AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: statements }),
    }),
  );
}

const allow = (principal: unknown, more: object = {}) => ({
  Effect: 'Allow',
  Principal: principal,
  Action: 'sts:AssumeRole',
  ...more,
});

test.each<[string, unknown]>([
  ['a SAML provider of the account', { Federated: `arn:aws:iam::${dev}:saml-provider/Entra` }],
  ['a role of another account of the organization', { AWS: `arn:aws:iam::${prod}:role/team/Jump` }],
  ['accounts, by id and by root', { AWS: [prod, `arn:aws:iam::${dev}:root`] }],
  ['anybody', '*'],
  ['anybody, said of AWS', { AWS: '*' }],
  ['a service', { Service: 'ec2.amazonaws.com' }],
])('trusts %s', (_who, principal) => {
  expect(judge(allow(principal))).toBe('no refusal');
});

test.each<[string, unknown, string]>([
  [
    'a SAML provider that is not there',
    { Federated: `arn:aws:iam::${dev}:saml-provider/None` },
    `"FEDERATED":"arn:aws:iam::${dev}:saml-provider/None"`,
  ],
  [
    "another account's SAML provider",
    { Federated: `arn:aws:iam::${prod}:saml-provider/Entra` },
    `"FEDERATED":"arn:aws:iam::${prod}:saml-provider/Entra"`,
  ],
  [
    "another partition's SAML provider",
    { Federated: `arn:aws-us-gov:iam::${dev}:saml-provider/Entra` },
    `"FEDERATED":"arn:aws-us-gov:iam::${dev}:saml-provider/Entra"`,
  ],
  [
    'a role that is not there',
    { AWS: [prod, `arn:aws:iam::${prod}:role/None`] },
    `"AWS":"arn:aws:iam::${prod}:role/None"`,
  ],
  [
    'a role by another path',
    { AWS: `arn:aws:iam::${prod}:role/Jump` },
    `"AWS":"arn:aws:iam::${prod}:role/Jump"`,
  ],
  ['an account that is not there', { AWS: '999999999999' }, '"AWS":"999999999999"'],
  ['a user', { AWS: `arn:aws:iam::${dev}:user/a` }, `"AWS":"arn:aws:iam::${dev}:user/a"`],
  ['a service that is none', { Service: 'ec2' }, '"SERVICE":"ec2"'],
])('refuses %s', (_who, principal, named) => {
  expect(judge(allow(principal))).toBe(`MalformedPolicyDocument: Invalid principal in policy: ${named}`);
});

test.each<[string, object, string]>([
  [
    'a federated principal that is no ARN',
    allow({ Federated: 'Entra' }),
    'MalformedPolicyDocument: Federated principals must be valid domain names or SAML metadata ARNs',
  ],
  [
    'an action of another service',
    allow('*', { Action: ['sts:AssumeRole', 's3:GetObject'] }),
    'MalformedPolicyDocument: AssumeRole policy may only specify STS AssumeRole actions.',
  ],
  [
    'an action of STS that assumes nothing',
    allow('*', { Action: 'sts:GetCallerIdentity' }),
    'MalformedPolicyDocument: AssumeRole policy may only specify STS AssumeRole actions.',
  ],
  ['a resource', allow('*', { Resource: '*' }), 'MalformedPolicyDocument: Has prohibited field Resource'],
  [
    'no principal',
    { Effect: 'Allow', Action: 'sts:AssumeRole' },
    'MalformedPolicyDocument: Missing required field Principal',
  ],
  [
    'no action',
    { Effect: 'Allow', Principal: '*' },
    'MalformedPolicyDocument: Missing required field Action',
  ],
  [
    'a condition without an operator',
    allow('*', { Condition: { 'SAML:aud': 'x' } }),
    'MalformedPolicyDocument: Syntax errors in policy.',
  ],
  [
    'an OpenID Connect provider',
    allow({ Federated: `arn:aws:iam::${dev}:oidc-provider/token.example` }),
    `NotImplemented: The sandbox does not model the federated principal arn:aws:iam::${dev}:oidc-provider/token.example of trust policies.`,
  ],
  [
    'all but some principals',
    { Effect: 'Allow', NotPrincipal: '*', Action: 'sts:AssumeRole' },
    'NotImplemented: The sandbox does not model NotPrincipal of trust policies.',
  ],
  [
    'more than 2,048 characters',
    allow('*', { Condition: { StringEquals: { 'SAML:aud': 'x'.repeat(2_048) } } }),
    'LimitExceeded: Cannot exceed quota for ACLSizePerRole: 2048',
  ],
])('refuses %s', (_what, statement, message) => {
  expect(judge(statement)).toBe(message);
});

test('one bad statement among others is found', () => {
  expect(judge(allow('*'), allow({ AWS: '999999999999' }))).toContain('"AWS":"999999999999"');
});

test('says who may do what on which conditions', () => {
  const provider = `arn:aws:iam::${dev}:saml-provider/Entra`;
  expect(parseTrustPolicy(JSON.stringify(samlTrust(provider, 'https://a', 'https://b')))).toEqual([
    {
      Effect: 'Allow',
      principals: [{ type: 'Federated', value: provider }],
      actions: ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
      conditions: { StringEquals: { 'SAML:aud': ['https://a', 'https://b'] } },
    },
  ]);
});

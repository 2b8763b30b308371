/** What isn't taken over, for it is not this environment's alone or not the one that is meant: each is told, and nothing is planned. */
import type { Environment } from '../../../model/environment.js';
import type { EntraReader, Holder } from '../../../operations/imports/entra-reader.js';
import { trustedBy } from '../../../operations/imports/trusted-by.js';
import { SINGLE_ACCOUNT_TEMPLATE } from '../../../stacks/entra/gallery-template.js';
import { emergencyConfig, loadConfig } from '../../helpers/config.js';
import { APP, application, findIn, refusal } from './finding.js';
import { createReaders } from './readers.js';

const IDENTIFIER = 'https://eu-west-1.signin.aws.amazon.com/platform/saml/d-9967000001';
const EMERGENCY = 'AWS Emergency Access';

let environment: Environment;
beforeAll(() => {
  const config = emergencyConfig();
  Object.assign(config.entra, { license: 'p1', attributes: { Department: 'department' } });
  environment = loadConfig(config);
});
const find = findIn(() => environment);

/** A tenant with applications, of which one has AWS's identifier. */
const tenant = (
  applications: readonly ReturnType<typeof application>[],
  holder?: Holder,
  others: Partial<EntraReader> = {},
) =>
  createReaders({
    applicationsNamed: async (name) => applications.filter(({ displayName }) => displayName === name),
    servicePrincipalOf: async (appId) => ({
      id: `sp of ${appId}`,
      preferredTokenSigningKeyThumbprint: null,
      keyCredentials: [],
    }),
    holderOf: async () => holder,
    ...others,
  });

const renamed = application('a', undefined, 'AWS (old)');

test.each([
  ['none', [renamed], 'write its name here, or rename it back in Entra'],
  ['another one of the template', [renamed, application('b')], 'write its name here'],
])(
  'people sign in by an application of another name, and %s has the config’s: neither is taken over, and none is made',
  async (_case, applications, way) => {
    const readers = tenant(applications, renamed);
    const told = await refusal(
      find(readers, {
        'azuread_application.application': {},
        'azuread_service_principal.service-principal': {},
      }),
    );
    expect(told).toMatch(/test\.yaml:\d+ entra\.application\.displayName: /);
    expect(told.slice(told.indexOf('AWS’s'))).toBe(
      [
        `AWS’s identifier ${IDENTIFIER} is that of "AWS (old)" in Entra (application id client-a), not of "${APP}".`,
        `  People sign in to AWS by that one: ${way}.`,
        '',
        '1 error.',
      ].join('\n'),
    );
  },
);

test('an application that people sign in by and that is of another template can’t be taken over', async () => {
  const other = application('a', 'x', 'AWS (own)');
  expect(await refusal(find(tenant([other], other), { 'azuread_application.application': {} }))).toMatch(
    /and it isn’t of the gallery template: it can’t be taken over\. Another one can be made in its place once its identifier is taken off it in Entra; nobody can sign in until then\./,
  );
});

test('the application that has the identifier is taken over, and so is one where none has it yet', async () => {
  const planned = { 'azuread_application.application': {} };
  const found = { 'azuread_application.application': '/applications/a' };
  expect(await find(tenant([application('a')], application('a')), planned)).toEqual(found);
  expect(await find(tenant([application('a')]), planned)).toEqual(found);
});

test.each([
  [
    'of the template',
    SINGLE_ACCOUNT_TEMPLATE.id,
    'No two applications of a tenant can have it. If that is the one for emergencies, write its name here, or rename it back in Entra; if not, give `emergencyAccess.instance` a number that is free.',
  ],
  [
    'of another template',
    'x',
    'No two applications of a tenant can have it, and that one isn’t of the gallery template: it can’t be taken over. Give `emergencyAccess.instance` a number that is free.',
  ],
])('another application %s has the identifier of emergency access', async (_case, template, advice) => {
  const other = application('a', template, 'AWS prod');
  const told = await refusal(
    find(tenant([other], other), { 'azuread_application.emergency-application': {} }),
  );
  expect(told).toContain(
    `emergencyAccess.application.displayName: AWS’s identifier https://signin.aws.amazon.com/saml is that of "AWS prod" in Entra (application id client-a), not of "${EMERGENCY}".\n  ${advice}\n`,
  );
});

test.each([
  ['is about all applications', { includeApplications: ['All'] }, ['all']],
  ['is about other applications too', { includeApplications: ['client-a', 'other'] }, ['all']],
  ['isn’t about this application', { includeApplications: ['other'] }, ['all']],
  [
    'narrows its applications further (applicationFilter)',
    {
      includeApplications: ['client-a'],
      excludeApplications: [],
      applicationFilter: { mode: 'exclude', rule: 'x' },
    },
    ['all'],
  ],
  [
    'is for some client apps only (browser and other)',
    { includeApplications: ['client-a'] },
    ['browser', 'other'],
  ],
])('a conditional access policy that %s stays as it is', async (beyond, applications, clientAppTypes) => {
  const policy = { id: 'p1', displayName: 'MFA', conditions: { applications, clientAppTypes } };
  const readers = tenant([application('a')], undefined, { conditionalAccessPolicies: async () => [policy] });
  const planned = { 'azuread_conditional_access_policy.conditional-access': { display_name: 'MFA' } };
  expect(await refusal(find(readers, planned))).toContain(
    `"MFA" is the name of a conditional access policy in Entra that ${beyond} (p1).\n  It stays as it is, for the config’s would be for this application alone, and by every client app. Give \`displayName\` of a policy that is, or one that no policy has, for one to be made; or leave \`conditionalAccess\` out.\n`,
  );
});

test('a conditional access policy that is for the application alone is taken over', async () => {
  const policy = {
    id: 'p1',
    displayName: 'MFA',
    conditions: {
      applications: { includeApplications: ['client-a'], excludeApplications: [], applicationFilter: null },
      clientAppTypes: ['all'],
    },
  };
  const readers = tenant([application('a')], undefined, { conditionalAccessPolicies: async () => [policy] });
  const address = 'azuread_conditional_access_policy.conditional-access';
  expect(await find(readers, { [address]: { display_name: 'MFA' } })).toEqual({
    [address]: '/identity/conditionalAccess/policies/p1',
  });
});

test.each([
  [
    'claims',
    'sp of client-a',
    'entra.attributes',
    'Leave `attributes` out, or give AWS a policy of its own in Entra first and name it in `attributesPolicy`.',
  ],
  ['emergency-claims', 'sp of client-e', 'emergencyAccess', 'Give the others another one in Entra first.'],
])('a claims mapping policy (%s) that others use, too, stays as it is', async (name, own, path, wayOut) => {
  const policy = { id: 'c1', displayName: 'tags' };
  const users = [{ id: own }, { id: 'sp-2', displayName: 'Payroll' }, { id: 'sp-3' }];
  const emergency = application('e', SINGLE_ACCOUNT_TEMPLATE.id, EMERGENCY);
  const readers = tenant([application('a'), emergency], undefined, {
    claimsPolicies: async () => [policy],
    usersOfClaimsPolicy: async () => users,
  });
  const planned = { [`azuread_claims_mapping_policy.${name}`]: { display_name: 'tags' } };
  expect(await refusal(find(readers, planned))).toContain(
    ` ${path}: "tags" is the name of a claims mapping policy in Entra that other applications use: "Payroll" and "sp-3" (c1).\n  It stays as it is, for whatever changes it changes their tokens. ${wayOut}\n`,
  );
  users.splice(1);
  expect(await find(readers, planned)).toEqual({
    [`azuread_claims_mapping_policy.${name}`]: '/policies/claimsMappingPolicies/c1',
  });
});

const PROVIDER = 'arn:aws:iam::444444444444:saml-provider/EntraEmergencyAccess';
const HOME_ROLE = 'arn:aws:iam::444444444444:role/BreakGlass';

test.each([
  ['emergency-role_BreakGlass_444444444444', PROVIDER],
  ['workload-role_BreakGlass_222222222222', HOME_ROLE],
])('a role that others may assume, too, stays as it is: %s', async (name, own) => {
  const account = name.split('_')[2] ?? '';
  const pipeline = `arn:aws:iam::${account}:role/Pipeline`;
  const address = `aws_iam_role.${name}`;
  const rolesThatTrust = (...trusted: readonly string[]) => ({
    ...createReaders(),
    iam: {
      hasSamlProvider: async () => false,
      trustOf: async () => trusted,
      hasRolePolicy: async () => false,
      attachedTo: async () => [],
    },
  });
  expect(await find(rolesThatTrust(own), { [address]: {} })).toEqual({ [address]: 'BreakGlass' });
  expect(await refusal(find(rolesThatTrust(own, pipeline), { [address]: {} }))).toContain(
    ` emergencyAccess.roles.BreakGlass: "BreakGlass" is the name of a role in account ${account} that others may assume: ${pipeline}.\n  It stays as it is, for emergency access’s would be for emergency access alone. Give this one another \`name\`, or take them out of that role’s trust policy first.\n`,
  );
});

test('whom a role trusts is read of every statement that allows; what is gone is nobody', () => {
  const policy = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { Federated: PROVIDER, AWS: ['111111111111', 'AROAEXAMPLEID00000001'] } },
      { Effect: 'Deny', Principal: { Service: 'ec2.amazonaws.com' } },
      { Effect: 'Allow', Principal: '*' },
    ],
  };
  expect(trustedBy(encodeURIComponent(JSON.stringify(policy)))).toEqual([PROVIDER, '111111111111', '*']);
  const [one] = policy.Statement;
  expect(trustedBy(encodeURIComponent(JSON.stringify({ ...policy, Statement: one })))).toEqual([
    PROVIDER,
    '111111111111',
  ]);
});

test('what would be taken over for two of the config is refused with both: each would undo the other', async () => {
  // Its value was changed by hand to what another role of the config is known by.
  const appRoles = [{ id: 'r1', value: 'other' }];
  const live = { ...application('e', SINGLE_ACCOUNT_TEMPLATE.id, EMERGENCY), appRoles };
  const address = (handle: string) => `azuread_application_app_role.emergency-app-role_${handle}`;
  const finding = find(createReaders({ applicationsNamed: async () => [live] }), {
    [address('BreakGlass')]: { role_id: 'r1', value: 'own' },
    [address('Other')]: { role_id: 'r2', value: 'other' },
  });
  expect(await refusal(finding)).toMatch(
    /test\.yaml:1: Two of the config would be taken over as one and the same: the app role of emergency role "BreakGlass" \(emergencyAccess\.roles\.BreakGlass, .+\) and the app role of emergency role "Other" \(.+\) \(\/applications\/e\/appRoles\/r1\)\.\n {2}Terraform keeps an object once: take one of the two out of the config\.\n\n1 error\.$/,
  );
});

test('where a cloud refuses to tell, that is told first: what a problem misses may be there', async () => {
  const policy = { id: 'p1', displayName: 'MFA' };
  const readers = tenant([], undefined, { conditionalAccessPolicies: async () => [policy] });
  const planned = { 'azuread_conditional_access_policy.conditional-access': { display_name: 'MFA' } };
  const requireAnswers = () => {
    throw new Error('the caller needs Application.Read.All');
  };
  await expect(find({ ...readers, requireAnswers }, planned)).rejects.toThrow('Application.Read.All');
});

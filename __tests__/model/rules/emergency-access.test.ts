/** What emergency access can't do in AWS or Entra is told before anything is applied. */
import { stringify } from 'yaml';
import { allowAssuming, trustProvider } from '../../../model/emergency-policies';
import { roleArn } from '../../../model/role-arn';
import { loadFiles, messagesOf, METADATA, validConfig, type Draft } from '../helpers';

const emergencyAccess = (settings: object = {}, role: object = {}) => ({
  account: 'log-archive',
  deployerRole: 'FederationDeployer',
  signInRegions: ['eu-central-1'],
  application: {
    displayName: 'AWS Emergency Access',
    certificates: { e2026: { endDate: '2029-01-01' } },
    activeCertificate: 'e2026',
  },
  roles: { BreakGlass: { policies: ['AdministratorAccess'], groups: ['admins'], ...role } },
  ...settings,
});

const messages = (settings: object, role: object = {}, change: (config: Draft) => void = () => {}) =>
  messagesOf((config) => {
    Object.assign(config, { emergencyAccess: emergencyAccess(settings, role) });
    change(config);
  });

test.each(['FederationDeployer', 'team/FederationDeployer', 'a/b/c', 'd'.repeat(64), 'a+=,.@_-'])(
  'deployerRole %s is fine',
  (deployerRole) => {
    expect(messages({ deployerRole })).toEqual([]);
  },
);

test.each([
  'arn:aws:iam::444444444444:role/FederationDeployer',
  '/team/FederationDeployer',
  'team//FederationDeployer',
  'team/',
  'Federation Deployer',
  'd'.repeat(65),
])('deployerRole %s is refused', (deployerRole) => {
  expect(messages({ deployerRole })).toEqual([
    expect.stringMatching(
      /^error emergencyAccess\.deployerRole: ".*" is not the name of a role \(up to 64 letters, digits or \+ = , \. @ _ -\), or its path and name such as team\/FederationDeployer\.$/,
    ),
  ]);
});

test('a session is in whole seconds, however written', () => {
  expect(messages({ session: 'PT3600.0S' })).toEqual([]);
  expect(messages({ session: 'PT3600.5S' })).toEqual([
    'error emergencyAccess.session: "PT3600.5S" is not in whole seconds, which IAM counts. Write one from PT1H to PT12H, such as PT1H.',
  ]);
});

test('50 tags on a role, with keys and values as long as AWS takes', () => {
  const tags = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, '']));
  expect(messages({}, { tags: tags(50) })).toEqual([]);
  expect(messages({}, { tags: tags(51) })).toEqual([
    'error emergencyAccess.roles.BreakGlass.tags: holds 51 tags; AWS allows 50.',
  ]);
  expect(messages({}, { tags: { ['k'.repeat(129)]: 'v', key: 'v'.repeat(257) } })).toEqual([
    `error emergencyAccess.roles.BreakGlass.tags.${'k'.repeat(129)}: "${'k'.repeat(80)}…" is longer than the 128 characters that AWS allows in a tag key.`,
    `error emergencyAccess.roles.BreakGlass.tags.key: "${'v'.repeat(80)}…" is longer than the 256 characters that AWS allows in a tag value.`,
  ]);
});

describe('a role goes on to as many accounts as its inline policy has room for', () => {
  const idOf = (index: number) => String(300_000_000_000 + index);
  const naming = (count: number, name: string) => {
    const handles = Array.from({ length: count }, (_, index) => `a${index}`);
    return messages({}, { name, workloads: { accounts: handles } }, (config) => {
      for (const [index, handle] of handles.entries()) config.aws.accounts[handle] = { id: idOf(index) };
    });
  };
  const charactersOf = (count: number, name: string) =>
    allowAssuming(Array.from({ length: count }, (_, index) => roleArn('eu-west-1', idOf(index), name)))
      .length;

  test.each([
    ['B', 288],
    ['BreakGlass', 229],
    ['n'.repeat(64), 103],
  ])('a name of %s: %i', (name, room) => {
    expect(charactersOf(room, name)).toBeLessThanOrEqual(10_240);
    expect(charactersOf(room + 1, name)).toBeGreaterThan(10_240);
    expect(naming(room, name)).toEqual([]);
    for (const count of [room + 1, 400]) {
      expect(naming(count, name)).toEqual([
        `error emergencyAccess.roles.BreakGlass.workloads.accounts: "BreakGlass" names ${count} accounts, and the policy that lets it go on to their roles has room for ${room}. IAM allows 10240 characters of inline policy: divide the accounts among several roles, or give the role a shorter name.`,
      ]);
    }
  });
});

test.each(['ap-southeast-1', 'us-gov-east-1'])(
  'a trust policy has room for 20 Regions with names as long as %s',
  (region) => {
    const trust = trustProvider('arn:aws-us-gov:iam::444444444444:saml-provider/EntraEmergencyAccess', {
      region,
      signInRegions: Array.from({ length: 20 }, () => region),
    });
    expect(trust.length).toBeLessThanOrEqual(2_048);
  },
);

test('what AWS takes as no name of a session is told for each reason', () => {
  const users = {
    guest: { userPrincipalName: 'kim_partner.example#EXT#@acme.example' },
    irish: { userPrincipalName: "o'brien@acme.example" },
    long: { userPrincipalName: `${'l'.repeat(52)}@acme.example` },
    fits: { userPrincipalName: `${'f'.repeat(51)}@acme.example` },
  };
  expect(messages({}, { users: Object.keys(users) }, (config) => Object.assign(config.users, users))).toEqual(
    [
      'error emergencyAccess.roles.BreakGlass.users[0]: "guest" can’t sign in here: AWS takes no session named "kim_partner.example#EXT#@acme.example". It is that of a guest, and a session’s name has no #: name a member of the tenant.',
      'error emergencyAccess.roles.BreakGlass.users[1]: "irish" can’t sign in here: AWS takes no session named "o\'brien@acme.example". A session’s name has letters from a to z, digits or _ . , + = @ - only: give the person such a user principal name in Entra, or name somebody else.',
      `error emergencyAccess.roles.BreakGlass.users[2]: "long" can’t sign in here: AWS takes no session named "${'l'.repeat(52)}@acme.example". It has 65 characters, and a session’s name 64 at most: give the person a shorter user principal name in Entra, or name somebody else.`,
    ],
  );
});

test('a guest among the members of a managed group is warned of, where the group has a role', () => {
  const managed = { members: ['pat@acme.example', 'kim_partner.example#EXT#@acme.example'] };
  const withGuest = (role: object) =>
    messages({}, role, (config) => Object.assign(config.groups, { helpers: { managed } }));
  expect(withGuest({})).toEqual([]);
  expect(withGuest({ groups: ['admins', 'helpers'] })).toEqual([
    'warning groups.helpers.managed.members[1]: "kim_partner.example#EXT#@acme.example" can’t use BreakGlass of emergency access: AWS takes no session of that name. It is that of a guest, and a session’s name has no #: name a member of the tenant.',
  ]);
});

test('a Region of another partition than AWS’s own or GovCloud is refused for Identity Center too', () => {
  expect(messagesOf((config) => (config.aws.region = 'us-isob-east-1'))[0]).toBe(
    'error aws.region: "us-isob-east-1" is in a partition of AWS that is not supported. Name a commercial Region such as eu-west-1, or one of AWS GovCloud (US) such as us-gov-west-1.',
  );
});

describe('two environments of one tenant', () => {
  const GOV_METADATA = METADATA.replaceAll('d-9967000001', 'd-9967000002').replaceAll(
    /eu-west-1\.(sso\.)?signin\.aws(\.amazon\.com)?/g,
    'us-gov-west-1.signin.amazonaws-us-gov.com',
  );
  const load = (dev: { region: string; metadata: string; signInRegion: string; instance?: number }) => {
    const config = (environment: string, aws: object, settings: object) =>
      stringify({
        ...validConfig(),
        environment,
        state: { cloud: { organization: 'acme', workspace: environment } },
        aws: { ...validConfig().aws, ...aws },
        emergencyAccess: emergencyAccess(settings),
      });
    const { region, metadata, signInRegion, instance } = dev;
    const identityCenter = { metadata: 'dev.xml', portalUrl: 'https://acme.awsapps.com/start' };
    return loadFiles({
      'prod.yaml': config('prod', {}, {}),
      'dev.yaml': config('dev', { region, identityCenter }, { signInRegions: [signInRegion], instance }),
      'dev.xml': metadata,
    });
  };

  test('one in each partition have identifiers of their own', () => {
    expect(
      load({ region: 'us-gov-west-1', metadata: GOV_METADATA, signInRegion: 'us-gov-east-1' }).text,
    ).toBe('No problems.');
  });

  test('both in one partition need another instance, whatever their Regions', () => {
    const metadata = METADATA.replaceAll('d-9967000001', 'd-9967000002').replaceAll('eu-west-1', 'us-east-1');
    const dev = { region: 'us-east-1', metadata, signInRegion: 'us-east-2' };
    expect(load(dev).text).toContain(
      'The identifier of emergency access of "dev" is that of "prod" (prod.yaml:',
    );
    expect(load({ ...dev, instance: 2 }).text).toBe('No problems.');
  });
});

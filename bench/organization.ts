/** An organization of any size: its config, as teams would spread it over files, and the sandbox's seed for it. */
import type { Seed } from '../sandbox/world/seed.js';

const TEAMS = 40;
const PERMISSION_SETS = 10;
const REGION = 'eu-west-1';
const IDENTITY_STORE = 'd-9000000001';
const TENANT = '5f3c1b0e-7a54-4f0b-9d0e-2c6a4f1b8d31';
const MANAGEMENT = '900000000000';

export interface Organization {
  /** Files by path within the config folder. Values that aren't strings are written as YAML. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly seed: Seed;
}

/** As many grants as asked for, rounded up to a multiple of the 40 teams: one group a team, in so many accounts. */
export function createOrganization(grants: number): Organization {
  const accounts = Array.from({ length: Math.ceil(grants / TEAMS) }, (_, index) => ({
    handle: `account-${index}`,
    id: String(Number(MANAGEMENT) + index + 1),
    ou: `/Workloads/Unit${index % 12}`,
    tags: { tier: index % 3 === 0 ? 'prod' : 'dev' },
  }));
  const teams = Array.from({ length: TEAMS }, (_, index) => `team-${index}`);
  return { config: createConfig(accounts, teams), seed: createSeed(accounts, teams) };
}

interface Account {
  readonly handle: string;
  readonly id: string;
  readonly ou: string;
  readonly tags: Readonly<Record<string, string>>;
}

function createConfig(accounts: readonly Account[], teams: readonly string[]): Record<string, unknown> {
  const files = teams.map((team, index) => [
    `bench/teams/${team}.yaml`,
    {
      groups: { [team]: { name: `AWS ${team}` } },
      access: [{ groups: [team], permissionSets: [`Set${index % PERMISSION_SETS}`], accounts: ['ou:/'] }],
    },
  ]);
  return {
    'bench.yaml': {
      environment: 'bench',
      include: ['bench/accounts.yaml', 'bench/permission-sets.yaml', 'bench/teams/*.yaml'],
      state: { http: {} },
      entra: {
        tenantId: TENANT,
        application: {
          displayName: 'AWS IAM Identity Center',
          certificates: { c2026: { endDate: '2029-06-30' } },
          activeCertificate: 'c2026',
        },
        provisioning: 'existing',
      },
      aws: {
        region: REGION,
        deployer: { account: MANAGEMENT, kind: 'management' },
        identityCenter: { metadata: 'bench/metadata.xml', portalUrl: 'https://bench.awsapps.com/start' },
      },
    },
    'bench/accounts.yaml': {
      aws: {
        accounts: {
          management: { id: MANAGEMENT, management: true },
          ...Object.fromEntries(accounts.map(({ handle, ...account }) => [handle, account])),
        },
      },
    },
    'bench/permission-sets.yaml': {
      permissionSets: Object.fromEntries(
        Array.from({ length: PERMISSION_SETS }, (_, index) => [
          `Set${index}`,
          { session: 'PT4H', policies: ['ReadOnlyAccess', 'AmazonS3FullAccess'] },
        ]),
      ),
    },
    ...Object.fromEntries(files),
    'bench/metadata.xml': renderMetadata(),
  };
}

function createSeed(accounts: readonly Account[], teams: readonly string[]): Seed {
  const groups = teams.map((team) => `AWS ${team}`);
  return {
    entra: {
      tenantId: TENANT,
      displayName: 'Bench',
      domain: 'bench.example',
      users: [],
      groups: groups.map((displayName) => ({ displayName })),
    },
    aws: {
      organizationId: 'o-bench00001',
      managementAccount: MANAGEMENT,
      region: REGION,
      instanceId: 'ssoins-0000000000000001',
      identityStoreId: IDENTITY_STORE,
      accounts: [
        { id: MANAGEMENT, name: 'management', ou: '/' },
        ...accounts.map(({ handle, ...account }) => ({ name: handle, ...account })),
      ],
      provisioned: { groups, users: [] },
    },
  };
}

const renderMetadata = () => `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://${REGION}.signin.aws.amazon.com/platform/saml/${IDENTITY_STORE}">
  <md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://${REGION}.signin.aws/platform/saml/acs/bench" index="0" isDefault="true"/>
  </md:SPSSODescriptor>
</md:EntityDescriptor>
`;

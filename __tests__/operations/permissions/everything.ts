/** A small config whose stack holds every type of resource that there is, and a changed one that changes each that can be. */
import type { Seed } from '../../../sandbox/world/seed.js';
import { emergencyConfig, provisionedConfig, type SmallConfig } from '../../helpers/config.js';
import { emergencySeed, unprovisionedSeed } from '../../helpers/world.js';

export const seed: Seed = {
  ...unprovisionedSeed,
  aws: { ...unprovisionedSeed.aws, accounts: emergencySeed.aws.accounts },
};

const team = { members: ['bob@test.example'], owners: ['ada@test.example'] };
const POLICY = 'test/policy.json';
const policy = (action: string): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] });

export const files = { [POLICY]: policy('s3:GetObject') };
export const changedFiles = { [POLICY]: policy('s3:PutObject') };

export const everything = (): SmallConfig =>
  config({
    session: 'PT2H',
    tags: { owner: 'team' },
    source: '${path:title}',
    regions: ['eu-central-1'],
    certificates: { e2026: { endDate: '2029-06-30' } },
    first: { tags: { owner: 'team' }, boundary: 'ReadOnlyAccess' },
    second: {},
  });

export const changed = (): SmallConfig =>
  config({
    session: 'PT4H',
    tags: { reviewed: 'yes' },
    source: '${path:userName}',
    regions: ['us-east-1'],
    certificates: { e2026: { endDate: '2029-06-30' }, e2027: { endDate: '2029-10-31' } },
    first: { tags: { reviewed: 'yes' } },
    second: { boundary: 'ReadOnlyAccess' },
  });

interface Changing {
  readonly session: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly source: string;
  readonly regions: readonly string[];
  readonly certificates: object;
  readonly first: object;
  readonly second: object;
}

function config({ session, tags, source, regions, certificates, first, second }: Changing): SmallConfig {
  const conditionalAccess = { state: 'report-only', require: 'mfa', breakGlass: 'admins' };
  const { emergencyAccess, ...rest } = emergencyConfig({
    signInRegions: regions,
    session,
    conditionalAccess,
    application: { displayName: 'AWS Emergency Access', certificates, activeCertificate: 'e2026' },
    roles: {
      First: {
        policies: ['AdministratorAccess'],
        groups: ['admins'],
        workloads: { accounts: ['prod'], policies: ['ReadOnlyAccess'] },
        ...first,
      },
      Second: { policies: ['ReadOnlyAccess'], groups: ['admins'], ...second },
    },
  });
  const { provisioning } = provisionedConfig().entra;
  const { application } = rest.entra;
  Object.assign(rest.entra, {
    license: 'p1',
    provisioning,
    conditionalAccess,
    attributes: { Team: 'department' },
    application: { ...application, owners: ['ada@test.example'] },
  });
  Object.assign(rest.aws, {
    deployer: { account: '000000000001', role: 'FederationDeployer', kind: 'management' },
  });
  Object.assign(rest.aws.identityCenter, { attributes: { JobTitle: source } });
  rest.groups = {
    ...rest.groups,
    team: { managed: team },
    ops: { managed: { rule: 'user.department -eq "Ops"' } },
    guild: { managed: {} },
  };
  rest.users = { ada: { userPrincipalName: 'ada@test.example' } };
  rest.permissionSets = {
    Administrator: { policies: ['AdministratorAccess'], session, tags },
    Developer: { policies: [{ customer: 'Boundary' }], inline: POLICY, boundary: { customer: 'Boundary' } },
    Billing: { policies: ['job-function/Billing'] },
  };
  rest.access = [
    { groups: ['admins'], users: ['ada'], permissionSets: ['Administrator'], accounts: ['dev'] },
    { groups: ['team', 'ops', 'guild'], permissionSets: ['Developer'], accounts: ['prod'] },
    { groups: ['admins'], permissionSets: ['Billing'], accounts: ['management'] },
  ];
  return { ...rest, emergencyAccess } as SmallConfig;
}

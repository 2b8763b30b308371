/** Configs of a small organization, and changes of them, drawn by chance that can be repeated. */
import type { Random } from '../../sandbox/world/faults/random.js';
import type { Seed } from '../../sandbox/world/seed.js';
import { emergencyConfig, provisionedConfig, smallConfig, type SmallConfig } from '../helpers/config.js';
import { emergencySeed, unprovisionedSeed } from '../helpers/world.js';

/** The organization that the configs are about, with groups that no config begins with. */
export function seedFor(provisioned: boolean): Seed {
  const { entra, aws } = emergencySeed;
  const { scim, provisioned: nobody } = unprovisionedSeed.aws;
  return {
    entra: {
      ...entra,
      groups: [...entra.groups, { displayName: 'Break Glass', members: ['eve@test.example'] }],
    },
    aws: provisioned
      ? { ...aws, scim, provisioned: nobody }
      : {
          ...aws,
          provisioned: {
            groups: ['Admins', 'Developers', 'Operators'],
            users: ['ada@test.example', 'bob@test.example', 'eve@test.example'],
          },
        },
  };
}

/** Of every config. */
export const FILES = {
  'test/policy.json': JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
  }),
  'test/other-policy.json': JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sqs:*', Resource: '*' }],
  }),
};

/** Some of everything that the stacks make. */
export function drawConfig(random: Random, provisioned: boolean): SmallConfig {
  const emergency = random.below(3) === 0;
  const base = emergency ? emergencyConfig() : smallConfig();
  const config: SmallConfig = provisioned
    ? { ...base, entra: { ...base.entra, provisioning: provisionedConfig().entra.provisioning } }
    : base;
  for (const feature of FEATURES) if (random.below(2) === 0) feature(config, provisioned);
  return config;
}

type Edit = (config: SmallConfig, provisioned: boolean) => void;

const FEATURES: readonly Edit[] = [
  (config) => {
    config.permissionSets['Operator'] = {
      policies: ['ReadOnlyAccess', 'SecurityAudit', { customer: 'Boundary' }],
      boundary: 'PowerUserAccess',
      inline: 'test/policy.json',
      session: 'PT2H',
      tags: { owner: 'platform' },
    };
    config.access.push({ groups: ['developers'], permissionSets: ['Operator'], accounts: ['prod'] });
  },
  (config) => {
    config.users['auditor'] = { userPrincipalName: 'bob@test.example' };
    config.access.push({ users: ['auditor'], permissionSets: ['Developer'], accounts: ['dev', 'prod'] });
  },
  (config, provisioned) => {
    config.groups['team'] = {
      name: 'AWS Team',
      managed: { members: ['ada@test.example', 'bob@test.example'] },
    };
    if (provisioned)
      config.access.push({ groups: ['team'], permissionSets: ['Developer'], accounts: ['prod', 'dev'] });
  },
  (config) => {
    Object.assign(config.entra, {
      license: 'p1',
      conditionalAccess: { require: 'mfa', breakGlass: 'break-glass' },
    });
    config.groups['break-glass'] = { name: 'Break Glass' };
  },
  (config) => {
    Object.assign(config.entra, { attributes: { CostCenter: 'department' } });
  },
  (config) => {
    Object.assign(config.aws.identityCenter, { attributes: { JobTitle: '${path:title}' } });
  },
  (config) => {
    config.entra.application['notificationEmails'] = ['ops@test.example'];
    config.entra.application['owners'] = ['ada@test.example'];
  },
];

/** The same config some edits later. */
export function drawChange(random: Random, before: SmallConfig, provisioned: boolean): SmallConfig {
  const config = structuredClone(before);
  const edits = 1 + random.below(4);
  for (let edit = 0; edit < edits; edit++) random.pick(EDITS)(config, provisioned);
  return config;
}

const set = (config: SmallConfig, handle: string) => config.permissionSets[handle] as Record<string, unknown>;

const EDITS: readonly Edit[] = [
  ...FEATURES,
  // gains
  (config) => {
    config.access.push({ groups: ['admins'], permissionSets: ['Developer'], accounts: ['prod', 'dev'] });
  },
  (config) => {
    config.groups['operators'] = { name: 'Operators' };
    config.access.push({ groups: ['operators'], permissionSets: ['Administrator'], accounts: ['dev'] });
  },
  (config) => {
    config.permissionSets['Auditor'] = { policies: ['SecurityAudit'] };
    config.access.push({ groups: ['admins'], permissionSets: ['Auditor'], accounts: ['ou:/'] });
  },
  // losses
  (config) => {
    if (config.access.length > 1) config.access.pop();
  },
  (config) => {
    config.access[0] = { groups: ['admins'], permissionSets: ['Administrator'], accounts: ['dev'] };
  },
  // permission sets that come to mean something else
  (config) => {
    set(config, 'Developer')['session'] = 'PT4H';
  },
  (config) => {
    set(config, 'Developer')['policies'] = ['PowerUserAccess', 'SecurityAudit'];
  },
  (config) => {
    set(config, 'Administrator')['description'] = 'Everything';
    set(config, 'Administrator')['tags'] = { tier: 'high' };
  },
  (config) => {
    set(config, 'Developer')['inline'] = 'test/other-policy.json';
  },
  (config) => {
    set(config, 'Developer')['boundary'] = 'ReadOnlyAccess';
  },
  // the application
  (config) => {
    config.entra.application['displayName'] = 'AWS';
  },
  (config) => {
    config.entra.application.certificates['c2027'] = { endDate: '2029-10-31' };
  },
  (config) => {
    config.entra.application['relayState'] = 'https://console.aws.amazon.com/';
  },
  // groups
  (config) => {
    if (config.groups['team'] !== undefined)
      config.groups['team'] = {
        name: 'AWS Builders',
        managed: { members: ['ada@test.example', 'eve@test.example'] },
      };
  },
];

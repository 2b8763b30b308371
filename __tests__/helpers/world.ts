/** A small world for tests. */
import type { Seed } from '../../sandbox/world/seed.js';
import { createWorld, type World } from '../../sandbox/world/world.js';
import { createTestClock } from './clock.js';
import { SCIM_TENANT } from './config.js';

export const testSeed: Seed = {
  entra: {
    tenantId: '3f0e2c5a-6a5b-4d0e-9c2f-5b7d1c9e8a40',
    displayName: 'Test',
    domain: 'test.example',
    users: [
      {
        userPrincipalName: 'ada@test.example',
        displayName: 'Ada',
        givenName: 'Ada',
        surname: 'Adams',
        department: 'Dev',
      },
      {
        userPrincipalName: 'bob@test.example',
        displayName: 'Bob',
        givenName: 'Bob',
        surname: 'Burns',
        department: 'Ops',
      },
      { userPrincipalName: 'eve@test.example', displayName: 'Eve', givenName: 'Eve', surname: 'Ellis' },
    ],
    groups: [
      { displayName: 'Admins', description: 'Administrators', members: ['ada@test.example'] },
      { displayName: 'Developers', members: ['ada@test.example', 'bob@test.example'] },
      { displayName: 'Operators', rule: 'user.department -eq "Ops"' },
    ],
  },
  aws: {
    organizationId: 'o-test123456',
    managementAccount: '000000000001',
    region: 'eu-west-1',
    instanceId: 'ssoins-722300aabbcc0001',
    identityStoreId: 'd-9967000001',
    accounts: [
      { id: '000000000001', name: 'management', ou: '/' },
      { id: '111111111111', name: 'dev', ou: '/Workloads/Dev', tags: { tier: 'dev' } },
      { id: '222222222222', name: 'prod', ou: '/Workloads/Prod', policies: [{ name: 'Boundary' }] },
      { id: '333333333333', name: 'old', ou: '/', suspended: true },
    ],
    provisioned: { groups: ['Admins', 'Developers'], users: ['ada@test.example'] },
  },
};

/** An AWS that knows nobody yet, with automatic provisioning enabled. */
export const unprovisionedSeed: Seed = {
  ...testSeed,
  aws: { ...testSeed.aws, scim: { tenant: SCIM_TENANT }, provisioned: { groups: [], users: [] } },
};

/** With an account for emergency access. */
export const emergencySeed: Seed = {
  ...testSeed,
  aws: {
    ...testSeed.aws,
    accounts: [...testSeed.aws.accounts, { id: '444444444444', name: 'emergency', ou: '/Security' }],
  },
};

/** At noon of 1 January 2027, on a clock of its own. */
export function createTestWorld(seed: Seed = testSeed): World {
  return createWorld(seed, createTestClock('2027-01-01T12:00:00Z'));
}

/** A small organization that people federated by hand. */
import type { ByHandSeed } from '../../../../sandbox/world/by-hand/seed.js';
import type { Seed } from '../../../../sandbox/world/seed.js';
import { SCIM_TENANT } from '../../../helpers/config.js';
import { testSeed } from '../../../helpers/world.js';

const byHand: ByHandSeed = {
  application: {
    displayName: 'AWS',
    certificates: [{ endDate: '2028-04-17T09:31:44Z' }],
    groups: ['Admins', 'Developers'],
    conditionalAccess: { displayName: 'MFA for AWS', excludeGroups: ['Operators'] },
    sessionTags: { displayName: 'tags', tags: { Team: 'department' } },
  },
  permissionSets: [
    { name: 'Admin', managed: ['arn:aws:iam::aws:policy/AdministratorAccess'] },
    { name: 'Deploy', customer: [{ name: 'Boundary' }] },
  ],
  assignments: [
    { groups: ['Admins'], permissionSets: ['Admin'], accounts: ['000000000001', '111111111111'] },
    { users: ['ada@test.example'], permissionSets: ['Admin'], accounts: ['111111111111'] },
    { groups: ['Developers'], permissionSets: ['Deploy'], accounts: ['222222222222'] },
  ],
};

export const byHandSeed: Seed = {
  ...testSeed,
  aws: { ...testSeed.aws, scim: { tenant: SCIM_TENANT }, provisioned: { groups: [], users: [] } },
  byHand,
};

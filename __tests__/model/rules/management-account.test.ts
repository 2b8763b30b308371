import { messagesOf } from '../helpers';

test('is never reached by an OU or a tag, and an except of them does not leave it out', () => {
  expect(
    messagesOf((config) => {
      config.aws.accounts.management = {
        id: '210987650001',
        management: true,
        ou: '/Workloads',
        tags: { tier: 'dev' },
      };
      config.access = [
        { groups: ['developers'], permissionSets: ['ReadOnly'], accounts: ['ou:/', 'tag:tier=dev'] },
        {
          groups: ['admins'],
          permissionSets: ['Administrator'],
          accounts: ['management'],
          except: ['ou:/', 'tag:tier=dev'],
        },
      ];
    }),
  ).toEqual([]);
});

test('has permission sets of its own, also within one line', () => {
  expect(
    messagesOf((config) => {
      config.access = [
        { groups: ['admins'], permissionSets: ['Administrator'], accounts: ['management', 'payments-dev'] },
      ];
    }),
  ).toEqual([
    expect.stringContaining(
      'error access[0].permissionSets[0]: "Administrator" would serve the management account and other accounts too',
    ),
  ]);
});

test('shares a permission set with accounts that get nothing, since they are suspended', () => {
  expect(
    messagesOf((config) => {
      config.aws.accounts.old = { id: '111122229999', status: 'suspended' };
      config.access = [
        { groups: ['admins'], permissionSets: ['Administrator'], accounts: ['management', 'old'] },
      ];
    }),
  ).toEqual([
    'warning aws.accounts.old.status: "old" is suspended: 1 access line reaches it, and it gets nothing.',
  ]);
});

test('agrees with the deployer', () => {
  const deployedBy = (account: string, kind: string) =>
    messagesOf((config) => {
      config.aws.deployer = { account, kind };
    });
  expect(deployedBy('111122225555', 'delegated')).toEqual([]);
  expect(deployedBy('111122225555', 'management')).toEqual([
    'error aws.deployer.account: "111122225555" is not the management account: that is "management", 210987650001. Write its id, or kind: delegated.',
  ]);
  expect(deployedBy('210987650001', 'delegated')).toEqual([
    'error aws.deployer.kind: "delegated" does not fit: 210987650001 is the management account, "management". Write kind: management, or the delegated administrator’s account.',
  ]);
});

/** Account assignments that exist already, found in few requests. */
import { type MissingObject, describeMissing } from '../../../operations/imports/existing-object.js';
import { findExisting } from '../../../operations/imports/find-existing.js';
import { loadConfig, smallConfig } from '../../helpers/config.js';
import { createReaders, INSTANCE, setArn } from './readers.js';

const GROUPS = 40;
const ACCOUNTS = 125;

/** 5,000 grants: every group has one permission set in every account. */
const createLarge = (kind: 'management' | 'delegated' = 'management') => {
  const config = smallConfig();
  config.aws.deployer = { account: kind === 'management' ? '000000000001' : '111111111111', kind };
  const groups = Array.from({ length: GROUPS }, (_, index) => `team-${index}`);
  const accounts = Array.from({ length: ACCOUNTS }, (_, index) => String(555555555000 + index));
  config.groups = Object.fromEntries(groups.map((handle) => [handle, { name: `Name of ${handle}` }]));
  for (const id of accounts) config.aws.accounts[`account-${id}`] = { id, ou: '/Teams' };
  config.access = groups.map((handle) => ({
    groups: [handle],
    permissionSets: ['Developer'],
    accounts: ['ou:/Teams'],
  }));
  const missing: MissingObject[] = groups.flatMap((handle) =>
    accounts.flatMap((account) =>
      describeMissing('aws_ssoadmin_account_assignment', `access_${handle}_Developer_${account}`),
    ),
  );
  return { environment: loadConfig(config), groups, accounts, missing };
};

const assignment = (principalId: string, accountId: string) => ({
  principalType: 'GROUP' as const,
  principalId,
  accountId,
  permissionSetArn: setArn('Developer'),
});

test('5,000 are read by group, one request each, and only those that exist are taken over', async () => {
  const { environment, groups, accounts, missing } = createLarge();
  const asked: string[] = [];
  const readers = createReaders(
    {},
    {
      assignmentsOf: async (_type, id) => {
        asked.push(id);
        return accounts.slice(1).map((account) => assignment(id, account));
      },
    },
  );
  const found = await findExisting(environment, missing, undefined, readers);
  expect(asked).toEqual(groups.map((handle) => `id of Name of ${handle}`));
  expect(found).toHaveLength(GROUPS * (ACCOUNTS - 1));
  const principalId = 'id of Name of team-3';
  expect(found).toContainEqual({
    address: `aws_ssoadmin_account_assignment.access_team-3_Developer_${accounts[7]}`,
    id: `${principalId},GROUP,${accounts[7]},AWS_ACCOUNT,${setArn('Developer')},${INSTANCE}`,
    principalId,
  });
});

test('one that is missing is asked for where it would be', async () => {
  const { environment, accounts, missing } = createLarge();
  const asked: unknown[] = [];
  const readers = createReaders(
    {},
    {
      assignmentsIn: async (place) => {
        asked.push(place);
        return [assignment('id of Name of team-0', accounts[0] ?? '')];
      },
    },
  );
  expect(await findExisting(environment, missing.slice(0, 1), undefined, readers)).toHaveLength(1);
  expect(asked).toMatchObject([{ accountId: accounts[0], permissionSetArn: setArn('Developer') }]);
});

test('a delegated administrator is told assignments by permission set and account alone', async () => {
  const { environment, missing } = createLarge('delegated');
  let asked = 0;
  const readers = createReaders(
    {},
    {
      assignmentsIn: async ({ accountId }) => {
        asked += 1;
        return [assignment('id of Name of team-0', accountId)];
      },
    },
  );
  expect(await findExisting(environment, missing, undefined, readers)).toHaveLength(ACCOUNTS);
  expect(asked).toBe(ACCOUNTS);
});

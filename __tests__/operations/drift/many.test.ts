import { stringify } from 'yaml';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createOrganization } from '../../../bench/organization.js';
import type { Drift } from '../../../operations/drift/drift.js';
import { callerIn } from '../../helpers/aws.js';
import { SCIM_TENANT } from '../../helpers/config.js';
import { deleteGroupInAws } from '../../helpers/scim.js';
import { serveClouds } from '../served-clouds.js';

const GRANTS = 5000;

test('5,000 assignments take no more than 400 requests, and what is beyond them is found', async () => {
  const { config, seed: organization } = createOrganization(GRANTS);
  const { groups } = organization.aws.provisioned;
  const provisioned = { ...organization.aws.provisioned, groups: [...groups, 'Gone'] };
  const scim = { tenant: SCIM_TENANT };
  const seed = { ...organization, aws: { ...organization.aws, scim, provisioned } };
  const clouds = await serveClouds(seed);
  for (const [path, content] of Object.entries(config)) {
    const file = join(clouds.folder, 'config', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof content === 'string' ? content : stringify(content));
  }
  const { ssoAdmin, identityStore } = clouds.world.aws.as(
    callerIn(seed.aws.managementAccount, seed.aws.region),
  );
  const InstanceArn = `arn:aws:sso:::instance/${seed.aws.instanceId}`;
  const arns = Array.from({ length: 10 }, (_, index) => {
    const { PermissionSetArn } = ssoAdmin.CreatePermissionSet({
      InstanceArn,
      Name: `Set${index}`,
    }).PermissionSet;
    return PermissionSetArn;
  });
  const { Groups } = identityStore.ListGroups({ IdentityStoreId: seed.aws.identityStoreId });
  const assign = async (PrincipalId: string, PermissionSetArn: string, TargetId: string) => {
    ssoAdmin.CreateAccountAssignment({
      InstanceArn,
      PermissionSetArn,
      PrincipalId,
      PrincipalType: 'GROUP',
      TargetId,
      TargetType: 'AWS_ACCOUNT',
    });
    await new Promise((resolve) => setImmediate(resolve));
  };
  const accounts = seed.aws.accounts.slice(1);
  const gone = Groups.find(({ DisplayName }) => DisplayName === 'Gone')?.GroupId ?? '';
  await assign(gone, arns[9] ?? '', seed.aws.managementAccount);
  await deleteGroupInAws(clouds.world, 'Gone');
  for (const { GroupId, DisplayName } of Groups) {
    if (GroupId === gone) continue;
    const set = arns[Number(DisplayName.split('-').at(-1)) % 10] ?? '';
    for (const { id } of accounts) await assign(GroupId, set, id);
  }
  const team = Groups.find(({ DisplayName }) => DisplayName.endsWith('team-0'))?.GroupId;
  await assign(team ?? '', arns[9] ?? '', accounts[0]?.id ?? '');
  const { stdout, stderr } = await clouds.run(['drift', 'bench', '--json']);
  await clouds.stop();
  const found = JSON.parse(stdout) as Drift;
  const assignments = found.beyond.flatMap((each) => (each.kind === 'account-assignment' ? [each] : []));
  const byName = assignments.sort(({ principal }) => (principal.handle === undefined ? 1 : -1));
  expect(byName).toMatchObject([
    {
      principal: { handle: 'team-0' },
      permissionSet: { handle: 'Set9' },
      accounts: [{ handle: 'account-0' }],
    },
    {
      principal: { id: gone },
      permissionSet: { handle: 'Set9' },
      accounts: [{ id: seed.aws.managementAccount }],
    },
  ]);
  expect(found.missing.filter(({ kind }) => kind === 'account-assignment')).toEqual([]);
  expect(found.readBy).toBe('group and user');
  expect(found.requests).toBeLessThanOrEqual(400);
  expect(stderr).toContain('Reading account assignments by group and user ...');
});

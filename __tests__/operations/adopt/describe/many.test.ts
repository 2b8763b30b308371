import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createOrganization } from '../../../../bench/organization.js';
import type { Description } from '../../../../operations/adopt/describe/describe.js';
import { makeApplication } from '../../../../sandbox/world/by-hand/entra.js';
import { callerIn } from '../../../helpers/aws.js';
import { serveClouds } from '../../served-clouds.js';

const GRANTS = 5000;
const SETS = 10;

test('5,000 assignments take no more than 600 requests, also where the run is interrupted and goes on', async () => {
  const { seed } = createOrganization(GRANTS);
  const clouds = await serveClouds(seed);
  const { world, folder } = clouds;
  const groups = (seed.entra.groups ?? []).map(({ displayName }) => displayName);
  await makeApplication(world, {
    displayName: 'AWS',
    certificates: [{ endDate: new Date(Date.now() + 86_400_000_000).toISOString() }],
    groups,
  });
  const { ssoAdmin, identityStore } = world.aws.as(callerIn(seed.aws.managementAccount, seed.aws.region));
  const InstanceArn = `arn:aws:sso:::instance/${seed.aws.instanceId}`;
  const arns = Array.from({ length: SETS }, (_, index) => {
    const made = ssoAdmin.CreatePermissionSet({ InstanceArn, Name: `Set${index}` });
    return made.PermissionSet.PermissionSetArn;
  });
  const { Groups } = identityStore.ListGroups({ IdentityStoreId: seed.aws.identityStoreId });
  for (const { GroupId, DisplayName } of Groups) {
    const PermissionSetArn = arns[Number(DisplayName.split('-').at(-1)) % SETS] ?? '';
    for (const { id: TargetId } of seed.aws.accounts.slice(1)) {
      const PrincipalType = 'GROUP' as const;
      const assignment = { InstanceArn, PermissionSetArn, PrincipalId: GroupId, PrincipalType, TargetId };
      ssoAdmin.CreateAccountAssignment({ ...assignment, TargetType: 'AWS_ACCOUNT' });
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  const kept = join(folder, 'config/.bench.adopting.jsonl');
  const args = ['adopt', 'bench', '--region', seed.aws.region, '--json'];
  const first = await clouds.run(args, (child) =>
    child.stderr?.on('data', (text: Buffer) => {
      if (text.includes('Reading account assignments')) child.kill('SIGINT');
    }),
  );
  expect(first.code).toBe(130);
  expect(first.stderr).toMatch(
    /Interrupted\. Nothing was written\.\n {2}What was answered is kept in config\/\.bench\.adopting\.jsonl: within the hour, the same command goes on from there\.\n$/,
  );
  expect(statSync(kept).mode & 0o777).toBe(0o600);
  expect(existsSync(join(folder, 'config/bench.yaml'))).toBe(false);
  const answered = readFileSync(kept, 'utf8').split('\n').length - 2;

  const second = await clouds.run(args);
  await clouds.stop();
  const { counts, requests } = JSON.parse(second.stdout) as Description;
  expect(second.stderr).toMatch(/^Going on with what was read since \d\d:\d\d UTC \.\.\.$/m);
  expect(counts).toMatchObject({ accounts: 126, groups: 40, permissionSets: SETS, grants: GRANTS });
  expect(counts.accessLines).toBeLessThanOrEqual(SETS);
  expect(answered).toBeGreaterThan(200);
  expect(answered + requests).toBeLessThanOrEqual(600);
  expect(existsSync(kept)).toBe(false);
});

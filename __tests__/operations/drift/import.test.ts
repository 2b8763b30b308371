import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Drift } from '../../../operations/drift/drift.js';
import { requireEnvironment } from '../../../operations/require-environment.js';
import { serveAws } from '../../../sandbox/faces/aws/serve.js';
import { serveGraph } from '../../../sandbox/faces/graph/serve.js';
import { startSandbox } from '../../../sandbox/start.js';
import { federation } from '../../cli/federation.js';
import { callerIn, groupId, instanceArn } from '../../helpers/aws.js';
import { createTestClock } from '../../helpers/clock.js';
import { smallConfig, type SmallConfig, writeConfig } from '../../helpers/config.js';
import { synthesize } from '../../helpers/synthesize.js';
import { createTerraform } from '../../helpers/terraform.js';
import { testSeed } from '../../helpers/world.js';

test('after an apply nothing differs; an assignment that is kept as advised leaves nothing to plan', async () => {
  const sandbox = await startSandbox(testSeed, { clock: createTestClock(new Date().toISOString()) });
  const terraform = await createTerraform(sandbox.environment);
  const graph = await serveGraph(sandbox.world);
  const aws = await serveAws(sandbox.world, testSeed.aws.region);
  const folder = mkdtempSync(join(tmpdir(), 'drift-import-'));
  const write = async (config: SmallConfig) => {
    writeConfig(join(folder, 'config'), config);
    await terraform.write(
      synthesize(requireEnvironment(join(folder, 'config'), config.environment).environment),
    );
  };
  const drift = async () => {
    const variables = { ...process.env, ...graph.environment, ...aws.environment };
    const { stdout } = await federation(['drift', 'test', '--json'], { cwd: folder, variables });
    return JSON.parse(stdout) as Drift;
  };
  const config = smallConfig();
  await write(config);
  await terraform.init();
  await terraform.apply();
  expect(await drift()).toMatchObject({ beyond: [], missing: [], unread: [] });

  const { ssoAdmin } = sandbox.world.aws.as(callerIn(testSeed.aws.managementAccount));
  const { PermissionSets } = ssoAdmin.ListPermissionSets({ InstanceArn: instanceArn });
  const developer = PermissionSets.find((PermissionSetArn) => {
    const { PermissionSet } = ssoAdmin.DescribePermissionSet({ InstanceArn: instanceArn, PermissionSetArn });
    return PermissionSet.Name === 'Developer';
  });
  ssoAdmin.CreateAccountAssignment({
    InstanceArn: instanceArn,
    PermissionSetArn: developer ?? '',
    PrincipalId: groupId(sandbox.world, 'Developers'),
    PrincipalType: 'GROUP',
    TargetId: '222222222222',
    TargetType: 'AWS_ACCOUNT',
  });
  await new Promise((resolve) => setImmediate(resolve));
  const [line, command] = (await drift()).beyond[0]?.keep ?? [];
  expect(line).toBe('access: [{ groups: [developers], permissionSets: [Developer], accounts: [prod] }]');
  config.access.push({ groups: ['developers'], permissionSets: ['Developer'], accounts: ['prod'] });
  await write(config);
  const [, address = '', id = ''] = /import (\S+) (\S+)$/.exec(command ?? '') ?? [];
  await terraform.import(address, id);
  expect((await terraform.plan()).actions).toEqual({});

  await Promise.all([terraform.remove(), graph.stop(), aws.stop(), sandbox.stop()]);
  rmSync(folder, { recursive: true });
});

import { createTerraform, type Terraform } from '../helpers/terraform.js';
import { testSeed } from '../helpers/world.js';
import { startSandbox, type Sandbox } from '../../sandbox/start.js';

let sandbox: Sandbox;
let terraform: Terraform;

beforeEach(async () => {
  sandbox = await startSandbox(testSeed);
});
afterEach(async () => {
  await terraform.remove();
  await sandbox.stop();
});

const config = {
  terraform: {
    backend: { http: {} },
    required_providers: {
      aws: { source: 'hashicorp/aws', version: '>= 6.25.0' },
      azuread: { source: 'hashicorp/azuread', version: '>= 3.7.0' },
      time: { source: 'hashicorp/time' },
    },
  },
  provider: {
    aws: { region: testSeed.aws.region, allowed_account_ids: [testSeed.aws.managementAccount] },
    azuread: { tenant_id: testSeed.entra.tenantId },
  },
  data: { aws_ssoadmin_instances: { this: {} } },
  resource: {
    time_sleep: { wait: { create_duration: '1ms' } },
    azuread_group: { dev: { display_name: 'Dev', security_enabled: true } },
    aws_ssoadmin_permission_set: {
      ro: {
        name: 'ReadOnly',
        instance_arn: '${data.aws_ssoadmin_instances.this.arns[0]}',
        description: 'For ${azuread_group.dev.display_name}, after ${time_sleep.wait.create_duration}',
      },
    },
  },
};

test('all providers and the state backend work together, whatever else the machine’s environment says', async () => {
  terraform = await createTerraform({
    ...{
      AWS_PROFILE: 'none',
      AWS_REGION: 'us-west-2',
      AWS_ACCESS_KEY_ID: 'x',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    },
    ...{
      ARM_TENANT_ID: 'none',
      ARM_CLIENT_ID: 'none',
      ARM_METADATA_HOSTNAME: 'localhost:1',
      ARM_USE_CLI: 'true',
    },
    ...sandbox.environment,
  });
  await terraform.write(config);
  await terraform.init();
  await terraform.apply();
  expect((await terraform.plan()).actions).toEqual({});
  const made = [...sandbox.world.entra.made(), ...sandbox.world.aws.made()];
  expect(made).toEqual([expect.stringContaining('Dev'), 'permission set ReadOnly']);
  expect(sandbox.written).toEqual(['groups.create', 'ssoAdmin.CreatePermissionSet']);
  await terraform.destroy();
  expect([...sandbox.world.entra.made(), ...sandbox.world.aws.made()]).toEqual([]);
});

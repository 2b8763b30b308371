/** Provisioning that runs already, and comes to be kept here. */
import { provisionedConfig, SCIM_TENANT, smallConfig } from '../helpers/config.js';
import { testSeed } from '../helpers/world.js';
import { createImportedSandbox, type ImportedSandbox } from './imports/imported-sandbox.js';

jest.setTimeout(60_000);

let sandbox: ImportedSandbox;
beforeAll(async () => {
  const seed = { ...testSeed, aws: { ...testSeed.aws, scim: { tenant: SCIM_TENANT } } };
  sandbox = await createImportedSandbox(seed, smallConfig());
  await sandbox.apply('--auto-approve');
  sandbox.write(provisionedConfig());
});
afterAll(() => sandbox.stop());

test('it is not set up a second time, and nothing is written over', async () => {
  const before = sandbox.world.entra.made();
  const { code, stderr } = await sandbox.run('apply', 'test', '--auto-approve');
  expect(stderr).toMatch(
    /^config\/test\.yaml:\d+ entra\.provisioning: provisioning runs already: it has brought groups and users to AWS, and the state doesn’t know it\. It would be set up a second time, and what it signs in to AWS with written over\.\n {2}To keep it here, take it over: federation plan test --import\. Where it is gone from Entra, the same sets it up anew\.$/m,
  );
  expect(code).toBe(1);
  expect(sandbox.world.entra.made()).toEqual(before);
});

test('where it is gone from Entra, --import sets it up; what is gone once more is set up without', async () => {
  await sandbox.apply('--auto-approve');
  const { servicePrincipals, synchronization } = sandbox.world.entra;
  const [{ id = '' } = {}] = servicePrincipals.list({ displayName: 'AWS IAM Identity Center' });
  const [job] = synchronization.jobs(id);
  synchronization.deleteJob(id, job?.id ?? '');
  const { code, stdout } = await sandbox.run('plan', 'test');
  expect(stdout).toContain('azuread_synchronization_job.provisioning will be created');
  expect(code).toBe(0);
});

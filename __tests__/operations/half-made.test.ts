/** An apply that stopped while it made something that is protected: the next one finishes it in place. */
import { provisionedConfig } from '../helpers/config.js';
import { failGraphOnce } from '../helpers/fail-once.js';
import { unprovisionedSeed } from '../helpers/world.js';
import { createOperatedSandbox, type OperatedSandbox } from './operated-sandbox.js';

let sandbox: OperatedSandbox;
beforeEach(async () => {
  sandbox = await createOperatedSandbox(unprovisionedSeed);
});
afterEach(() => sandbox.stop());

const config = () => {
  const made = provisionedConfig();
  made.entra.application['owners'] = ['ada@test.example'];
  made.groups['team'] = { managed: { members: ['ada@test.example'] } };
  made.access.push({ groups: ['team'], permissionSets: ['Developer'], accounts: ['prod'] });
  return made;
};

test.each([
  // It has its name by then, which no other may have.
  ['applications.owners.add', 'azuread_application.application', 'the application'],
  [
    'servicePrincipals.update',
    'azuread_service_principal.service-principal',
    'the application’s service principal',
  ],
  ['groups.addMember', 'azuread_group.group_team', 'group "team"'],
  ['synchronization.start', 'azuread_synchronization_job.provisioning', 'automatic provisioning'],
])('%s fails: plan says how to go on, and apply does', async (operation, address, words) => {
  failGraphOnce(sandbox.world, operation);
  await expect(sandbox.apply(config())).rejects.toThrow();

  const refusal = await sandbox.plan(config(), async () => 'planned').catch((error: Error) => error.message);
  expect(refusal).toContain(`The last apply stopped while it made ${words} (`);
  expect(refusal).toContain('  It can be finished in place: federation apply test does that.\n');
  expect(refusal).toMatch(new RegExp(`\\n    terraform -chdir=cdktf.out/stacks/test untaint ${address}$`));

  await sandbox.apply(config());
  expect(await sandbox.plan(config(), async ({ empty }) => empty)).toBe(true);
});

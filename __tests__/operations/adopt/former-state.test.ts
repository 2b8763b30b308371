/**
 * The way of docs/taking-over.md, with real Terraform: a former tool lets go of what it made, and this program takes it
 * over. Never do both states have the same object, and nobody’s access is touched.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlanReport } from '../../../operations/plan-report.js';
import { callerIn, instanceArn, management } from '../../helpers/aws.js';
import { createFormerSandbox, type FormerSandbox } from './former-state-sandbox.js';

jest.setTimeout(180_000);

let sandbox: FormerSandbox;
/** What the former tool's states had at first. */
let former: { readonly entra: string[]; readonly access: string[] };
let standing: object;

const all = ({ entra, access }: typeof former): string[] => [...entra, ...access].sort();
const formerly = async () => ({
  entra: await sandbox.entra.owned(),
  access: await sandbox.access.owned(),
});
const ownedByBoth = async (): Promise<string[]> => {
  const own = await sandbox.owned();
  return all(await formerly()).filter((object) => own.includes(object));
};
const succeed = async (...args: string[]): Promise<string> => {
  const { code, stdout, stderr } = await sandbox.federation(...args);
  if (code !== 0) throw new Error(`federation ${args.join(' ')} ended with ${code}\n${stdout}${stderr}`);
  return stdout;
};
const plan = async (...args: string[]): Promise<PlanReport> =>
  JSON.parse(await succeed('plan', 'test', '--json', ...args)) as PlanReport;

/** Everything that gives access, since when it stands, and all that was ever begun to give or take it. */
const readStanding = (): object => {
  const { aws, entra } = sandbox.world;
  const { ssoAdmin } = aws.as(callerIn(management));
  const InstanceArn = instanceArn;
  const { PermissionSets } = ssoAdmin.ListPermissionSets({ InstanceArn });
  return {
    made: [...aws.made(), ...entra.made()].sort(),
    sets: PermissionSets.map((PermissionSetArn) =>
      ssoAdmin.DescribePermissionSet({ InstanceArn, PermissionSetArn }),
    ),
    signIn: entra.servicePrincipals.list().flatMap(({ id }) => entra.appRoleAssignments.list(id)),
    given: ssoAdmin.ListAccountAssignmentCreationStatus({ InstanceArn }),
    taken: ssoAdmin.ListAccountAssignmentDeletionStatus({ InstanceArn }),
    provisioned: ssoAdmin.ListPermissionSetProvisioningStatus({ InstanceArn }),
  };
};

const expectUntouched = async (): Promise<void> => {
  expect(await ownedByBoth()).toEqual([]);
  expect(sandbox.written()).toEqual([]);
  expect(readStanding()).toEqual(standing);
};

beforeAll(async () => {
  sandbox = await createFormerSandbox();
  former = await formerly();
  standing = readStanding();
});
afterAll(() => sandbox.stop());

test('what the former tool made is described, and the plan takes all of it over', async () => {
  expect(await succeed('adopt', 'test', '--region', 'eu-west-1')).toContain('5 grants');
  const file = join(sandbox.folder, 'config/test.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^state: .*$/m, 'state: { http: {} }'));
  await succeed('check', 'test');
  const report = await plan('--import');
  expect(report).toMatchObject({ change: 0, replace: 0, destroy: 0, access: { gained: [], lost: [] } });
  expect(report.takenOver).toHaveLength(5);
  expect(report.comesWith).toEqual([]);
  await expectUntouched();
});

test.each([
  [
    'a removed block that is missing',
    (blocks: string) => blocks.replace(/removed \{\s+from = module\.team.*?\n\}\n/s, ''),
  ],
  [
    'a removed block that would destroy',
    (blocks: string) => blocks.replace('destroy = false', 'destroy = true'),
  ],
  [
    'a removed block for an address that a move leaves',
    (blocks: string) => `${blocks}moved {\n  from = module.team\n  to = module.teams\n}\n`,
  ],
])('%s is seen in the former tool’s plan', async (_, mistake) => {
  const { access } = sandbox;
  access.replaceByRemoved(mistake);
  const { actions } = await access.plan();
  const destroyed = Object.keys(actions).filter((address) => actions[address] === 'delete');
  expect(destroyed.map((address) => /aws_\w+/.exec(address)?.[0])).toEqual(
    Array(5).fill('aws_ssoadmin_account_assignment'),
  );
  access.putBlocksBack();
  expect((await access.plan()).actions).toEqual({});
  await expectUntouched();
});

test('the blocks can be written from the list of what the state has', async () => {
  const { access } = sandbox;
  const page = readFileSync('docs/taking-over.md', 'utf8');
  const filter = /terraform state list \|([^>]+)> removed\.tf/.exec(page)?.[1] ?? '';
  const input = await access.run('state', 'list');
  const { stdout } = spawnSync('bash', ['-c', filter], { input, encoding: 'utf8' });
  access.replaceByRemoved(() => stdout);
  const { actions } = await access.plan();
  expect(Object.keys(actions)).toHaveLength(former.access.length);
  expect(new Set(Object.values(actions))).toEqual(new Set(['forget']));
  access.putBlocksBack();
});

test('with removed blocks, the former tool forgets what it made and touches none of it', async () => {
  const { access, entra } = sandbox;
  for (const root of [access, entra]) {
    writeFileSync(join(root.folder, 'former.tfstate'), await root.run('state', 'pull'));
    root.replaceByRemoved();
    const { actions } = await root.plan();
    expect(new Set(Object.values(actions))).toEqual(new Set(['forget']));
    expect(await root.run('apply', 'plan.tfplan')).toContain(
      'Apply complete! Resources: 0 added, 0 changed, 0 destroyed.',
    );
  }
  expect(await access.stateList()).toEqual([]);
  expect((await entra.owned()).map((object) => object.split(' ')[0])).toEqual([
    'azuread_group',
    'azuread_group',
  ]);
  await expectUntouched();
});

test('the copy of its state is the way back, and state rm another way to let go', async () => {
  const { access, entra } = sandbox;
  await access.run('state', 'push', 'former.tfstate');
  await expect(entra.run('state', 'push', 'former.tfstate')).rejects.toThrow(
    /cannot import state with serial \d+ over newer state with serial \d+/,
  );
  await entra.run('state', 'push', '-force', 'former.tfstate');
  for (const root of [access, entra]) {
    root.putBlocksBack();
    expect((await root.plan()).actions).toEqual({});
  }
  expect(await formerly()).toEqual(former);
  await access.run('state', 'rm', 'module.team', 'module.permission_sets');
  expect(await access.owned()).toEqual([]);
  for (const root of [access, entra]) root.replaceByRemoved();
  await entra.apply();
  expect((await access.plan()).actions).toEqual({});
  await expectUntouched();
});

test('what nobody has any more is taken over, and every plan is empty', async () => {
  const letGo = all(former).filter((object) => !object.startsWith('azuread_group '));
  const applied = await succeed('apply', 'test', '--import', '--auto-approve');
  expect(applied).toContain('Taken over as they are, 5 grants:');
  expect(applied).toContain(
    `test: ${letGo.length} to import, 2 to add, 0 to change, 0 to replace, 0 to destroy.`,
  );
  expect(await sandbox.owned()).toEqual(expect.arrayContaining(letGo));
  expect(await plan()).toMatchObject({ import: 0, add: 0, change: 0, replace: 0, destroy: 0 });
  for (const root of [sandbox.entra, sandbox.access]) expect((await root.plan()).actions).toEqual({});
  await expectUntouched();
});

test('where both have it, what the former tool takes away is given again, until it lets go', async () => {
  const { access } = sandbox;
  await access.run('state', 'push', '-force', 'former.tfstate');
  access.putBlocksBack();
  expect(await ownedByBoth()).toEqual(former.access);
  expect((await access.plan()).actions).toEqual({});
  await access.destroy('-target=module.team["payments"]');
  expect((await plan()).access.gained).toHaveLength(2);
  await succeed('apply', 'test', '--auto-approve');
  expect([...sandbox.written()].sort()).toEqual([
    'ssoAdmin.CreateAccountAssignment',
    'ssoAdmin.CreateAccountAssignment',
    'ssoAdmin.DeleteAccountAssignment',
    'ssoAdmin.DeleteAccountAssignment',
  ]);
  await expect(access.apply()).rejects.toThrow('already exists');
  access.replaceByRemoved();
  await access.apply();
  expect(await ownedByBoth()).toEqual([]);
  expect(await plan()).toMatchObject({ add: 0, change: 0, destroy: 0 });
});

test('the way back afterwards: this program’s state lets go, and the former tool has it as before', async () => {
  await sandbox.forget();
  for (const root of [sandbox.access, sandbox.entra]) {
    await root.run('state', 'push', '-force', 'former.tfstate');
    root.putBlocksBack();
    expect((await root.plan()).actions).toEqual({});
  }
  expect(await formerly()).toEqual(former);
  expect(await sandbox.owned()).toEqual([]);
});

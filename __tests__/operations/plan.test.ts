/** Plans and their destruction, by real Terraform on the sandbox. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { adviseActivation } from '../../operations/activation.js';
import { applyPlan } from '../../operations/apply.js';
import { renderCounts } from '../../operations/change-counts.js';
import { smallConfig } from '../helpers/config.js';
import { createOperatedSandbox, type OperatedSandbox } from './operated-sandbox.js';

jest.setTimeout(60_000);

let sandbox: OperatedSandbox;
beforeEach(async () => (sandbox = await createOperatedSandbox()));
afterEach(() => sandbox.stop());

const STACK = 'cdktf.out/stacks/test/cdk.tf.json';
const mode = (path: string) => statSync(path).mode & 0o777;

test('the plan file is this user’s alone, and gone afterwards', async () => {
  const file = await sandbox.plan(smallConfig(), async (plan) => {
    expect([mode(plan.file), mode(dirname(plan.file))]).toEqual([0o600, 0o700]);
    return plan.file;
  });
  expect(existsSync(dirname(file))).toBe(false);
});

test('a renamed handle is counted as a move, a retired certificate as forgotten', async () => {
  const before = smallConfig();
  before.entra.application.certificates['c2025'] = { endDate: '2028-06-30' };
  await sandbox.apply(before);
  const after = smallConfig();
  after.entra.application.certificates['c2025'] = { endDate: '2028-06-30', retired: true };
  after.groups['chiefs'] = { name: 'Admins', renamedFrom: 'admins' };
  delete after.groups['admins'];
  (after.access[0] as { groups: string[] }).groups = ['chiefs'];
  await sandbox.plan(after, async ({ counts, empty }) => {
    expect(empty).toBe(false);
    expect(renderCounts(counts)).toBe(
      '0 to add, 0 to change, 0 to replace, 0 to destroy, 4 to move, 1 to forget',
    );
  });
});

test('a plan says what is left to do about certificates, and one that changes none says nothing', async () => {
  await sandbox.plan(smallConfig(), async (plan) => {
    expect(adviseActivation(plan)).toBe(
      'Once it is applied and AWS has the new metadata, have Entra sign with "CN=c2026": federation activate-certificate test c2026',
    );
    await applyPlan(plan, sandbox.context);
  });
  const standby = smallConfig();
  standby.entra.application.certificates['c2027'] = { endDate: '2028-06-30' };
  await sandbox.plan(standby, async (plan) => {
    expect(adviseActivation(plan)).toBe(
      'Entra goes on signing with "CN=c2026". To change over to "CN=c2027", give AWS the new metadata (federation handover test), then make it the activeCertificate.',
    );
    await applyPlan(plan, sandbox.context);
  });
  const changedOver = structuredClone(standby);
  changedOver.entra.application.activeCertificate = 'c2027';
  await sandbox.plan(changedOver, async (plan) => {
    expect(plan.changes).toEqual([]);
    expect(adviseActivation(plan)).toBe(
      'Once it is applied and AWS has the new metadata, have Entra sign with "CN=c2027": federation activate-certificate test c2027',
    );
    await applyPlan(plan, sandbox.context);
  });
  const retired = structuredClone(changedOver);
  retired.entra.application.certificates['c2026'] = { endDate: '2029-06-30', retired: true };
  await sandbox.plan(retired, async (plan) => {
    expect(adviseActivation(plan)).toBe(
      '"CN=c2026" will not be trusted any more. Before AWS gets the new metadata, Entra must sign with "CN=c2027": federation activate-certificate test c2027 has it do so, and looks whether it does.',
    );
    await applyPlan(plan, sandbox.context);
  });
  const edited = structuredClone(retired);
  edited.permissionSets['Developer'] = { session: 'PT4H', policies: ['PowerUserAccess'] };
  await sandbox.plan(edited, async (plan) => {
    expect(plan.counts.change).toBe(1);
    expect(adviseActivation(plan)).toBeUndefined();
  });
});

test('destroying never writes the emptied stack where people run Terraform', async () => {
  await sandbox.apply(smallConfig());
  const guarded = () => readFileSync(STACK, 'utf8').includes('"prevent_destroy": true');
  const folder = await sandbox.planDestruction(smallConfig(), async (plan) => {
    expect(guarded()).toBe(true);
    expect(resolve(plan.folder)).not.toBe(resolve(dirname(STACK)));
    expect(mode(plan.folder)).toBe(0o700);
    await applyPlan(plan, sandbox.context);
    return plan.folder;
  });
  expect(existsSync(folder)).toBe(false);
  expect(guarded()).toBe(true);
  expect([...sandbox.world.entra.made(), ...sandbox.world.aws.made()]).toEqual([]);
});

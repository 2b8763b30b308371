/** What an apply tells and leaves noted when it ends. Terraform is a script here that says what Terraform says. */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { applyPlan } from '../../../operations/apply.js';
import type { Context } from '../../../operations/context.js';
import { InterruptedError } from '../../../operations/interrupted-error.js';
import type { Plan } from '../../../operations/plan.js';
import { beginJournal, noteBegun, readCutOffApply } from '../../../operations/recovery/apply-journal.js';
import { createContext } from '../builtin-stack.js';
import { createFakeBinaries, type FakeBinaries } from '../fake-binary.js';

const MADE = { address: 'terraform_data.made', action: 'create' };
const TAKEN = { address: 'terraform_data.taken', action: 'import', importing: true } as const;
const home = process.cwd();
let folder: string;
let binaries: FakeBinaries;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'in-order-'));
  process.chdir(folder);
  mkdirSync('stack');
  binaries = createFakeBinaries();
});
afterEach(() => {
  process.chdir(home);
  binaries.remove();
  rmSync(folder, { recursive: true });
});

async function contextOf(script: string, signal?: AbortSignal): Promise<Context> {
  binaries.add('terraform', script);
  const terraform = { binary: join(binaries.path, 'terraform'), product: 'Terraform', version: '1' } as const;
  return { ...(await createContext(signal)), terraform };
}

const planOf = (settings: Partial<Plan>): Plan =>
  ({
    environment: { name: 'test' },
    folder: 'stack',
    file: 'plan',
    changes: [MADE],
    command: 'apply',
    looked: true,
    review: { blocked: [] as unknown },
    ...settings,
  }) as Plan;

function cutOffBefore(): void {
  beginJournal('test');
  noteBegun('test', 'terraform_data.earlier');
}

const noted = () => readCutOffApply('test')?.begun;

test('what an earlier apply made stays noted while an apply that takes it over fails', async () => {
  cutOffBefore();
  const context = await contextOf('exit 1');
  await expect(applyPlan(planOf({ changes: [MADE, TAKEN] }), context)).rejects.toThrow();
  expect(noted()).toEqual(['terraform_data.earlier']);
});

test('once nothing is left to be taken over, an apply that fails in order settles it', async () => {
  cutOffBefore();
  await expect(applyPlan(planOf({}), await contextOf('exit 1'))).rejects.toThrow();
  expect(noted()).toBeUndefined();
});

test('an apply that takes it over and ends well settles it', async () => {
  cutOffBefore();
  await applyPlan(planOf({ changes: [MADE, TAKEN] }), await contextOf('exit 0'));
  expect(noted()).toBeUndefined();
});

test.each([{ empty: true }, { empty: false }])(
  'destroying (%j) after an apply was cut off is refused, and the note stays',
  async ({ empty }) => {
    cutOffBefore();
    const plan = planOf({ command: 'destroy', looked: false, empty });
    await expect(applyPlan(plan, await contextOf('exit 0'))).rejects.toThrow(
      /^An apply of test, begun by .+, was cut off, or is under way still\./,
    );
    expect(noted()).toEqual(['terraform_data.earlier']);
  },
);

test('destroying that is cut off leaves no note: it made nothing', async () => {
  const plan = planOf({ command: 'destroy', looked: false });
  await expect(applyPlan(plan, await contextOf('kill -9 $$'))).rejects.toThrow();
  expect(noted()).toBeUndefined();
});

test('interrupted before anything was changed, it says so, and how to go on', async () => {
  const controller = new AbortController();
  const halted = JSON.stringify({
    type: 'diagnostic',
    diagnostic: { severity: 'error', summary: 'execution halted', detail: '' },
  });
  const script = `trap 'echo '\\''${halted}'\\''; exit 1' INT; touch started; while :; do sleep 0.05; done`;
  const context = await contextOf(`cd ${folder}; ${script}`, controller.signal);
  const applied = applyPlan(planOf({}), context).catch((caught: unknown) => caught);
  while (!existsSync('started')) await setTimeout(10);
  controller.abort();
  const error = (await applied) as InterruptedError;
  expect(error).toBeInstanceOf(InterruptedError);
  expect({ output: error.output, message: error.message }).toEqual({
    output: '',
    message: 'Interrupted.\nDone, 0 of 1. Nothing was changed. To go on: federation apply test',
  });
  expect(error.apply?.notBegun.map(({ address }) => address)).toEqual([MADE.address]);
  expect(noted()).toBeUndefined();
});

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { applySavedPlan } from '../../operations/apply.js';
import { initialize } from '../../operations/initialize.js';
import { OutsideError } from '../../operations/outside-error.js';
import type { Plan } from '../../operations/plan.js';
import { runTerraformJson } from '../../operations/run-terraform-json.js';
import { loadSavedPlan, savePlan } from '../../operations/saved-plan.js';
import { type BuiltinStack, createBuiltinStack, createContext } from './builtin-stack.js';

describe('a saved plan', () => {
  let stack: BuiltinStack;
  let elsewhere: string;
  let file: string;
  const home = process.cwd();

  beforeEach(() => {
    stack = createBuiltinStack();
    elsewhere = mkdtempSync(join(tmpdir(), 'elsewhere-'));
    file = join(elsewhere, 'prod.tfplan');
    process.chdir(elsewhere);
  });
  afterEach(() => {
    process.chdir(home);
    stack.remove();
    rmSync(elsewhere, { recursive: true });
  });

  async function makePlan(resources: Readonly<Record<string, object>>): Promise<void> {
    const context = await createContext();
    stack.write(resources);
    await initialize(context, stack.folder);
    await runTerraformJson(context, stack.folder, ['plan', '-input=false', '-json', '-out=plan'], {});
    savePlan({ file: join(stack.folder, 'plan'), review: { blocked: [] as unknown } } as Plan, file);
  }

  test('is for this user alone, whatever stood there before', async () => {
    writeFileSync(file, 'old', { mode: 0o644 });
    await makePlan({ a: { input: 'x' } });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('is applied elsewhere, with exactly the stack it was made from', async () => {
    await makePlan({ a: { input: 'x' } });
    const stackFile = readFileSync(join(stack.folder, 'cdk.tf.json'), 'utf8');
    rmSync(join(stack.folder, 'cdk.tf.json'));
    const saved = loadSavedPlan('prod.tfplan');
    expect(saved.environment).toBe('prod');
    expect(await applySavedPlan(saved, await createContext())).toEqual({
      add: 1,
      change: 0,
      replace: 0,
      destroy: 0,
      import: 0,
      move: 0,
      forget: 0,
    });
    expect(readFileSync('cdktf.out/stacks/prod/cdk.tf.json', 'utf8')).toBe(stackFile);
    const state = JSON.parse(readFileSync(join(stack.folder, 'terraform.tfstate'), 'utf8')) as {
      resources: unknown[];
    };
    expect(state.resources).toHaveLength(1);
  });

  test('that takes something over counts that when it is applied', async () => {
    const imports = join(stack.folder, 'imports.tf.json');
    writeFileSync(imports, JSON.stringify({ import: [{ to: 'terraform_data.a', id: 'a1' }] }));
    await makePlan({ a: {} });
    rmSync(imports);
    const counts = await applySavedPlan(loadSavedPlan('prod.tfplan'), await createContext());
    expect(counts).toMatchObject({ import: 1, add: 0, change: 0 });
  });

  test('is refused once something else was applied', async () => {
    await makePlan({ a: { input: 'x' } });
    const saved = loadSavedPlan(file);
    await applySavedPlan(saved, await createContext());
    const error: unknown = await applySavedPlan(saved, await createContext()).catch(
      (caught: unknown) => caught,
    );
    expect(error).toBeInstanceOf(OutsideError);
    expect((error as OutsideError).message).toBe(
      'The plan file is stale: something else was applied after it was made. Make a new plan, look at it, and apply that one.',
    );
    expect((error as OutsideError).output).toContain('Error: Saved plan is stale');
  });

  test('that is no plan is refused', () => {
    writeFileSync(file, 'environment: prod\n');
    expect(() => loadSavedPlan('prod.tfplan')).toThrow(
      new Error(
        'prod.tfplan is not a plan file. Make one with: federation plan <environment> --out prod.tfplan',
      ),
    );
  });

  test('that is not there is refused', () => {
    expect(() => loadSavedPlan('prod.tfplan')).toThrow(new Error('There is no plan file prod.tfplan.'));
  });

  test('that is a folder is refused', () => {
    mkdirSync(file);
    expect(() => loadSavedPlan('prod.tfplan')).toThrow(
      new Error("The plan file prod.tfplan can't be read: it isn't a file."),
    );
  });

  test.each([
    ['another program’s', { tfplan: 'x', 'tfconfig/m-/main.tf': '' }],
    ['one without a stack’s name', { 'tfconfig/m-/cdk.tf.json': '{}' }],
    ['one that isn’t JSON', { 'tfconfig/m-/cdk.tf.json': 'x' }],
    [
      'one that names a folder outside',
      { 'tfconfig/m-/cdk.tf.json': '{"//":{"metadata":{"stackName":"../../../etc"}}}' },
    ],
  ])('that is %s is refused, and nothing is written', (_what, entries) => {
    writeFileSync(
      file,
      zipSync(Object.fromEntries(Object.entries(entries).map(([name, text]) => [name, strToU8(text)]))),
    );
    expect(() => loadSavedPlan('prod.tfplan')).toThrow(
      new Error(
        'prod.tfplan is a Terraform plan, but not of this program. Make one with: federation plan <environment> --out prod.tfplan',
      ),
    );
    expect(existsSync('cdktf.out')).toBe(false);
  });
});

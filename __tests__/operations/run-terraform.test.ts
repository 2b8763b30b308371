import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { applyPlan } from '../../operations/apply.js';
import { initialize } from '../../operations/initialize.js';
import { InterruptedError } from '../../operations/interrupted-error.js';
import { OutsideError } from '../../operations/outside-error.js';
import type { Plan } from '../../operations/plan.js';
import { runTerraform } from '../../operations/run-terraform.js';
import { runTerraformJson } from '../../operations/run-terraform-json.js';
import { type BuiltinStack, createBuiltinStack, createContext } from './builtin-stack.js';
import { createFakeBinaries } from './fake-binary.js';

describe('running Terraform', () => {
  let stack: BuiltinStack;
  beforeEach(() => (stack = createBuiltinStack()));
  const home = process.cwd();
  afterEach(() => stack.remove());

  const PLAN = ['plan', '-input=false', '-json', '-out=plan'];
  const APPLY = ['apply', '-input=false', '-json', 'plan'];

  test('a plan tells each change, and an apply tells how far it is', async () => {
    const context = await createContext();
    stack.write({ a: { input: 'x' }, b: { triggers_replace: '1' } });
    await initialize(context, stack.folder);
    const plan = await runTerraformJson(context, stack.folder, PLAN, {});
    expect([...plan.changes].sort((a, b) => a.address.localeCompare(b.address))).toEqual([
      { address: 'terraform_data.a', action: 'create' },
      { address: 'terraform_data.b', action: 'create' },
    ]);
    await runTerraformJson(context, stack.folder, APPLY, {});
    expect(context.said).toEqual(['  1 of 2', '  2 of 2']);
  });

  test('a failure holds the command and all that Terraform said', async () => {
    const context = await createContext();
    stack.write({ a: { inputt: 'x' } });
    await initialize(context, stack.folder);
    const error: unknown = await runTerraformJson(context, stack.folder, PLAN, {}).catch(
      (caught: unknown) => caught,
    );
    expect(error).toBeInstanceOf(OutsideError);
    const { message, command, output } = error as OutsideError;
    expect(message).toBe('Terraform failed.');
    expect(command).toBe(`terraform -chdir=${stack.folder} plan -input=false -json -out=plan`);
    expect(output).toContain('Error: Extraneous JSON object property');
    expect(output).toContain('No argument or block type is named "inputt".');
  });

  test('a condition of the stack is told in its own words', async () => {
    const context = await createContext();
    const condition = '${terraform_data.b.input == "y"}';
    const lifecycle = { precondition: [{ condition, error_message: 'The metadata is of another store.' }] };
    stack.write({ a: { lifecycle }, b: { input: 'x' } });
    await initialize(context, stack.folder);
    await expect(runTerraformJson(context, stack.folder, PLAN, {})).rejects.toThrow(
      new Error('The metadata is of another store.'),
    );
  });

  test('a failure of a command that speaks no JSON holds what it said', async () => {
    const context = await createContext();
    const error: unknown = await runTerraform(context, stack.folder, ['frobnicate']).catch(
      (caught: unknown) => caught,
    );
    expect((error as OutsideError).output).toContain('Terraform has no command named "frobnicate".');
  });

  test('an interrupt lets Terraform finish what it started, and keeps what was made', async () => {
    const controller = new AbortController();
    const context = await createContext(controller.signal);
    const wait = { provisioner: [{ 'local-exec': { command: 'touch started; exec sleep 60' } }] };
    stack.write({ first: wait, second: { depends_on: ['terraform_data.first'] } });
    await initialize(context, stack.folder);
    await runTerraformJson(context, stack.folder, PLAN, {});
    const plan = {
      environment: { name: 'test' },
      folder: stack.folder,
      file: 'plan',
      changes: [],
      command: 'apply',
      review: { blocked: [] as unknown },
    } as unknown as Plan;
    process.chdir(stack.folder);
    const applied = applyPlan(plan, context).catch((caught: unknown) => caught);
    while (!existsSync(join(stack.folder, 'started'))) await setTimeout(10);
    controller.abort();
    const error = (await applied) as InterruptedError;
    process.chdir(home);
    expect(error).toBeInstanceOf(InterruptedError);
    expect(error.message).toBe(
      [
        'Interrupted.',
        '  Failed, 1 of 2: terraform_data.first.',
        '  Not begun, 1 of 2: terraform_data.second.',
        'Nothing is lost: what was done is saved. To go on from here: federation apply test',
      ].join('\n'),
    );

    const afterwards = await createContext();
    const { stdout } = await runTerraform(afterwards, stack.folder, ['state', 'list']);
    expect(stdout.trim()).toBe('terraform_data.first');
  });

  test('it is in a process group of its own, which Ctrl-C in a terminal does not reach', async () => {
    const binaries = createFakeBinaries();
    binaries.add('terraform', 'echo $$; ps -o pgid= -p $$');
    const terraform = {
      binary: join(binaries.path, 'terraform'),
      product: 'Terraform',
      version: '1',
    } as const;
    const { stdout } = await runTerraform({ ...(await createContext()), terraform }, stack.folder, []);
    binaries.remove();
    const [id, group] = stdout.trim().split(/\s+/);
    expect(group).toBe(id);
  });

  test('after an interrupt nothing more is started', async () => {
    const context = await createContext(AbortSignal.abort());
    await expect(runTerraform(context, stack.folder, ['version'])).rejects.toThrow(InterruptedError);
  });

  test('a state that moved elsewhere is said with both ways on', async () => {
    const context = await createContext();
    stack.write({ a: {} });
    await initialize(context, stack.folder);
    stack.moveState();
    await expect(initialize(context, stack.folder)).rejects.toThrow(
      new Error(
        [
          'The `state` in the config is no longer the one this folder was initialised with.',
          `  To move the state to the new place: federation state move ${basename(stack.folder)}`,
          `  If it is there already:             terraform -chdir=${stack.folder} init -reconfigure`,
        ].join('\n'),
      ),
    );
  });
});

/** The files that have Terraform take objects over, read by real Terraform. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeImports, writeImports } from '../../../operations/imports/import-files.js';
import { createBuiltinStack } from '../builtin-stack.js';

test('nothing in an id is evaluated', () => {
  const stack = createBuiltinStack();
  stack.write({ a: {} });
  const terraform = (...args: string[]) =>
    execFileSync('terraform', args, { cwd: stack.folder, encoding: 'utf8', stdio: 'pipe' });
  const id = '${x} %{ if y } $${z} aHR0cHM6Ly9=,"';
  writeImports(stack.folder, [{ address: 'terraform_data.a', id }]);
  terraform('init', '-input=false');
  terraform('apply', '-auto-approve', '-input=false');
  const state = JSON.parse(terraform('show', '-json')) as {
    values: { root_module: { resources: { values: { id: string } }[] } };
  };
  expect(state.values.root_module.resources[0]?.values.id).toBe(id);
  stack.remove();
});

test('an assignment that is taken over has its group’s id in the stack’s place, until the plan is made', () => {
  const stack = createBuiltinStack();
  const read = (file: string) => JSON.parse(readFileSync(join(stack.folder, file), 'utf8')) as unknown;
  writeImports(stack.folder, [
    { address: 'aws_ssoadmin_account_assignment.access_a_B_1', id: 'p,GROUP,1', principalId: 'p' },
    { address: 'aws_iam_role.emergency-role_A_1', id: 'A' },
  ]);
  expect(read('imports.tf.json')).toEqual({
    import: [
      { to: 'aws_ssoadmin_account_assignment.access_a_B_1', id: 'p,GROUP,1' },
      { to: 'aws_iam_role.emergency-role_A_1', id: 'A' },
    ],
  });
  expect(read('imports_override.tf.json')).toEqual({
    resource: { aws_ssoadmin_account_assignment: { access_a_B_1: { principal_id: 'p' } } },
  });
  writeFileSync(join(stack.folder, 'cdk.tf.json'), '{}');
  removeImports(stack.folder);
  expect(
    ['imports.tf.json', 'imports_override.tf.json', 'cdk.tf.json'].map((file) =>
      existsSync(join(stack.folder, file)),
    ),
  ).toEqual([false, false, true]);
  stack.remove();
});

/** Planning again where AWS has no group, or another one, under a name. */
import { createFakeBinaries } from './fake-binary.js';
import { createContext } from './builtin-stack.js';
import type { Context } from '../../operations/context.js';
import { replacing } from '../../operations/replanning.js';
import { TerraformError } from '../../operations/terraform-error.js';
import type { Diagnostic } from '../../operations/terraform-message.js';
import { shellWord } from '../../operations/shell-word.js';
import { loadConfig, smallConfig } from '../helpers/config.js';

const binaries = createFakeBinaries();
afterAll(() => binaries.remove());

const ON_DEMAND = 'azuread_synchronization_job_provision_on_demand.group_';

const missing = (handle: string): Diagnostic => ({
  severity: 'error',
  summary: "reading Identity Store Group: couldn't find resource: not found",
  detail: '',
  address: `data.aws_identitystore_group.group_${handle}`,
});
const another = (handle: string): Diagnostic => ({
  severity: 'error',
  summary: 'Resource postcondition failed',
  detail: 'AWS has another group than the one that was granted access.',
  snippet: { code: '', context: `resource.terraform_data.group_${handle}.lifecycle.postcondition[0]` },
});
const failed = (...errors: Diagnostic[]) =>
  new TerraformError('Terraform failed.', 'terraform plan', '', errors);

/** With settings for provisioning, unless told otherwise. */
const environmentOf = (
  provisioning: unknown = {
    endpoint: 'https://scim.eu-west-1.amazonaws.com/Zx12ab34cd5-1111-2222-3333-444455556666/scim/v2',
    tokenExpires: '2027-10-01',
  },
) => {
  const config = smallConfig();
  (config.entra as { provisioning: unknown }).provisioning = provisioning;
  return loadConfig(config);
};

/**
 * A Terraform whose state has these addresses, and whose look at the ids that it keeps ends with these errors; without
 * any, AWS has them all.
 */
async function contextWith(addresses: readonly string[], ...errors: Diagnostic[]): Promise<Context> {
  const resources = addresses.map((address) => {
    const [type, name] = address.split('.');
    return { mode: 'managed', type, name, values: { output: { id: `id of ${name}` } } };
  });
  const state = JSON.stringify({ values: { root_module: { resources } } });
  const lines = errors.map((diagnostic) => JSON.stringify({ type: 'diagnostic', diagnostic }));
  binaries.add(
    'terraform',
    [
      `[ "$1 $2" = "show -json" ] && printf '%s' ${shellWord(state)} && exit`,
      `printf '%s\\n' ${lines.map(shellWord).join(' ')}`,
      `exit ${errors.length === 0 ? 0 : 1}`,
    ].join('\n'),
  );
  return {
    ...(await createContext()),
    variables: { PATH: binaries.path },
    terraform: {
      binary: `${binaries.path}/terraform`,
      product: 'Terraform',
      version: '1.11.4',
    },
  };
}

/** What a look at the kept id of a group ends with. */
const kept = (handle: string, summary: string): Diagnostic => ({
  severity: 'error',
  summary,
  detail: '',
  address: `data.aws_identitystore_group.kept_group_${handle}`,
});
const gone = (handle: string) => kept(handle, "reading IdentityStore Group (1): couldn't find resource");

/** Plans that end so, one after the other; `asked` notes what each was to replace. */
function plans(...ends: (TerraformError | 'planned')[]) {
  const asked: (readonly string[])[] = [];
  const plan = async (replace: readonly string[]) => {
    asked.push(replace);
    const end = ends[asked.length - 1];
    if (end === undefined || end === 'planned') return 'planned';
    throw end;
  };
  return { asked, plan };
}

/** Without the folder of the config. */
const withoutFolder = (found: readonly string[]) =>
  found.map((line) => line.replace(/, [^ ]*test\.yaml:\d+/, ''));

test('what is missing in AWS is provisioned again where it was before, and another one is granted anew', async () => {
  const context = await contextWith(
    [`${ON_DEMAND}admins`, 'terraform_data.group_admins', 'terraform_data.group_developers'],
    missing('admins'),
    gone('admins'),
  );
  const { asked, plan } = plans(failed(missing('admins'), another('developers')), 'planned');
  const { run, found } = await replacing(
    { environment: environmentOf(), folder: binaries.path },
    context,
    plan,
  );
  expect(run).toBe('planned');
  expect(asked).toEqual([
    [],
    ['terraform_data.group_developers', `${ON_DEMAND}admins`, 'terraform_data.group_admins'],
  ]);
  expect(withoutFolder(found)).toEqual([
    'In AWS, the group "Developers" (groups.developers) is another one than before: its grants are planned anew.',
    'The group "Admins" (groups.admins) isn\'t in AWS: it is provisioned again, and its grants are planned anew.',
  ]);
});

test('what AWS still has by its id is provisioned again, and its grants stay', async () => {
  const context = await contextWith(
    ['admins', 'developers'].flatMap((handle) => [`${ON_DEMAND}${handle}`, `terraform_data.group_${handle}`]),
    missing('admins'),
    missing('developers'),
    gone('developers'),
  );
  const { asked, plan } = plans(failed(missing('admins'), missing('developers')), 'planned');
  const stack = { environment: environmentOf(), folder: binaries.path };
  const { found } = await replacing(stack, context, plan);
  expect(asked.at(-1)).toEqual([
    `${ON_DEMAND}admins`,
    `${ON_DEMAND}developers`,
    'terraform_data.group_developers',
  ]);
  expect(withoutFolder(found)).toEqual([
    'In AWS, the group "Admins" (groups.admins) still has another name: it is provisioned again, and keeps its grants.',
    'The group "Developers" (groups.developers) isn\'t in AWS: it is provisioned again, and its grants are planned anew.',
  ]);
});

test('where AWS doesn’t tell whether it has it still, nothing is planned', async () => {
  const context = await contextWith(
    [`${ON_DEMAND}admins`, 'terraform_data.group_admins'],
    kept('admins', 'reading IdentityStore Group (1): ThrottlingException: Rate exceeded'),
  );
  const { asked, plan } = plans(failed(missing('admins')), 'planned');
  const stack = { environment: environmentOf(), folder: binaries.path };
  await expect(replacing(stack, context, plan)).rejects.toThrow(
    expect.objectContaining({ output: expect.stringContaining('ThrottlingException') as string }),
  );
  expect(asked).toEqual([[]]);
});

test('what the second plan finds is added to what the first one found', async () => {
  const context = await contextWith([`${ON_DEMAND}admins`]);
  const { asked, plan } = plans(failed(missing('admins')), failed(another('developers')), 'planned');
  await replacing({ environment: environmentOf(), folder: binaries.path }, context, plan);
  expect(asked.at(-1)).toEqual([`${ON_DEMAND}admins`, 'terraform_data.group_developers']);
});

test.each([
  ['is found again by the next plan', failed(another('developers')), environmentOf],
  ['was never provisioned on demand', failed(missing('developers')), environmentOf],
  ['is provisioned elsewhere', failed(missing('admins')), () => environmentOf('existing')],
  [
    'is neither missing nor another',
    failed({ ...missing('admins'), summary: 'AccessDenied' }),
    environmentOf,
  ],
])('what %s fails the plan', async (_what, failure, environment) => {
  const context = await contextWith([`${ON_DEMAND}admins`]);
  const { plan } = plans(failure, failure, 'planned');
  await expect(replacing({ environment: environment(), folder: binaries.path }, context, plan)).rejects.toBe(
    failure,
  );
});

test('no other failure is planned again', async () => {
  const bug = new Error('bug');
  const plan = () => Promise.reject(bug);
  await expect(
    replacing({ environment: environmentOf(), folder: binaries.path }, await contextWith([]), plan),
  ).rejects.toBe(bug);
});

import { emptyStack } from '../../../operations/empty-stack.js';
import { AWS_ACTIONS, TO_RECOVER } from '../../../operations/permissions/aws-actions.js';
import { GRAPH_PERMISSIONS } from '../../../operations/permissions/graph-permissions.js';
import { explainDiagnostic } from '../../../operations/explain/explain-diagnostic.js';
import { reportPermissions, type Rights } from '../../../operations/permissions/permissions.js';
import { contentsOf } from '../../../operations/permissions/stack-contents.js';
import { parseMessage } from '../../../operations/terraform-message.js';
import { loadConfig } from '../../helpers/config.js';
import { synthesize } from '../../helpers/synthesize.js';
import { loadSandboxEnvironment } from '../sandbox-environment.js';
import { changed, changedFiles, everything, files, seed } from './everything.js';
import { actionsIn, actionsOf, type PermittedSandbox, startPermitted, without } from './permitted-sandbox.js';

const environment = loadConfig(everything(), files);
const stack = synthesize(environment);
const { toApply } = reportPermissions(environment, stack);

let sandbox: PermittedSandbox;
afterEach(() => sandbox?.stop());

/** The error of the first apply, or `applied`. */
async function applyWith(rights: Rights): Promise<string> {
  sandbox = await startPermitted(seed, rights);
  await sandbox.terraform.write(stack);
  await sandbox.terraform.init();
  return sandbox.terraform.run('apply', '-auto-approve', '-json').then(
    () => 'applied',
    ({ message }: Error) => message,
  );
}

test('the config of these tests holds every type that the example holds, and the tables know them all', () => {
  const types = (each: Parameters<typeof contentsOf>[0]) => new Set(contentsOf(each).map(({ type }) => type));
  const held = types(stack);
  expect([...types(synthesize(loadSandboxEnvironment()))].filter((type) => !held.has(type))).toEqual([]);
  const known = [...Object.keys(AWS_ACTIONS), ...Object.keys(GRAPH_PERMISSIONS)].sort();
  const clouds = [...held].filter((type) => !/^(time_sleep|terraform_data)$/.test(type));
  expect(clouds.sort()).toEqual(known);
});

test('with exactly these rights it is made, changed and destroyed, and each action is used', async () => {
  expect(await applyWith(toApply)).toBe('applied');
  const { terraform, calls, world } = sandbox;
  for (const next of [synthesize(loadConfig(changed(), changedFiles)), emptyStack(stack)]) {
    await terraform.write(next);
    await terraform.apply();
  }
  expect([...world.aws.made(), ...world.entra.made()]).toEqual([]);
  // Nothing failed here: recovery/outdated-sets.test.ts needs the rest.
  expect(actionsOf(calls)).toEqual(actionsIn(toApply).filter((action) => !TO_RECOVER.includes(action)));
});

/** What comes closest to a permission. */
const NARROWER: Readonly<Record<string, string>> = {
  'Application.ReadWrite.All': 'Application.Read.All',
  'Group.ReadWrite.All': 'Group.Read.All',
  'Synchronization.ReadWrite.All': 'Synchronization.Read.All',
};

test.each(toApply.graph.filter((permission) => permission !== 'Policy.ReadWrite.ConditionalAccess'))(
  'the apply fails without the Graph permission %s, also with the one that comes closest',
  async (permission) => {
    const { aws, graph } = without(toApply, permission);
    expect(await applyWith({ aws, graph: [...graph, NARROWER[permission] ?? ''] })).toContain(
      'Insufficient privileges to complete the operation.',
    );
  },
);

test('the apply fails without sts:AssumeRole, and says so', async () => {
  expect(explained(await applyWith(without(toApply, 'sts:AssumeRole')))).toContain(
    [
      "AWS doesn't let arn:aws:iam::000000000001:user/sandbox become the role arn:aws:iam::000000000001:role/FederationDeployer.",
      '  It takes sts:AssumeRole on that role (federation permissions test prints the policies), and the role has to trust the caller.',
    ].join('\n'),
  );
});

test('the apply fails without sso:CreateAccountAssignment, and says so', async () => {
  expect(explained(await applyWith(without(toApply, 'sso:CreateAccountAssignment')))).toContainEqual(
    expect.stringMatching(
      new RegExp(
        '^The access of group "admins" with "Administrator" to account "dev": AWS doesn\'t let arn:aws:sts::000000000001:assumed-role/FederationDeployer/terraform do sso:CreateAccountAssignment on arn:aws:sso:::instance/ssoins-722300aabbcc0001\\.\n' +
          "  The caller's IAM policies lack it\\. federation permissions test prints those that it needs\\.$",
      ),
    ),
  );
});

test('a missing permission of Graph is told by what it is for, since Graph doesn’t name it', async () => {
  expect(explained(await applyWith(without(toApply, 'Policy.ReadWrite.ConditionalAccess')))).toContainEqual(
    expect.stringMatching(
      /^The conditional access policy of the application \(.*\): Microsoft Graph doesn't let the caller do this\.\n {2}It takes Policy\.ReadWrite\.ConditionalAccess and Policy\.Read\.All, as application permissions with admin consent\. federation permissions test lists all of them\.$/,
    ),
  );
});

/** The errors of a run in JSON, as the program tells them. */
const explained = (output: string): string[] =>
  output
    .split('\n')
    .map(parseMessage)
    .flatMap((message) =>
      message?.type === 'diagnostic' && message.diagnostic.severity === 'error'
        ? (explainDiagnostic(message.diagnostic, { environment, terraform: 'terraform' }) ?? [])
        : [],
    );

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createWorkspace, federation } from './federation.js';

jest.setTimeout(60_000);

describe('federation sandbox', () => {
  const workspace = createWorkspace();
  afterAll(() => workspace.remove());

  test('goes the whole way, finds nothing to change, and leaves nothing behind', async () => {
    const { code, stdout, stderr } = await federation(['sandbox', '--destroy'], { cwd: workspace.cwd });
    expect({ code, stderr: stderr.includes('Error') }).toEqual({ code: 0, stderr: false });
    expect(stdout).toContain('Second plan: 0 to add, 0 to change, 0 to replace, 0 to destroy.\n');
    expect(stdout).toContain(
      'Destroyed: both clouds are empty of what was made.\nThe 29 groups and users that provisioning brought stay in AWS, and have no access.\n',
    );
    expect(stdout).toContain(
      [
        'Provisioned 40 minutes later: 8 groups and 21 users. Failed: 2.',
        '  user jonas.weber@acme.example: HTTP 400: Request is unparsable, syntactically incorrect, or violates schema. (phoneNumbers: must have one value at most)',
        '  user paulo.silva@acme.example: HTTP 400: Request is unparsable, syntactically incorrect, or violates schema. (name.familyName: is missing)',
        '',
      ].join('\n'),
    );
    expect(stdout).toContain(
      [
        'Signed in with SAML:',
        'Who                          Where             What opened',
        'kofi.asante@acme.example     access portal     28 roles in 15 accounts  as the config says',
        'pat.okafor@auditors.example  access portal     13 roles in 13 accounts  as the config says',
        'break.glass@acme.example     access portal     refused: AADSTS50105     as the config says',
        'kofi.asante@acme.example     emergency access  refused: AADSTS7000112   as the config says',
        'kofi.asante@acme.example     emergency access  1 role in 1 account      as the config says',
        'pat.okafor@auditors.example  emergency access  refused: AADSTS50105     as the config says',
        'break.glass@acme.example     emergency access  1 role in 1 account      as the config says',
        '',
      ].join('\n'),
    );
    for (const stage of [
      'Checking',
      'Starting the sandbox',
      'Synthesizing',
      'Initialising',
      'Planning',
      'Applying',
      'Provisioning',
      'Signing in',
      'Planning again',
      'Planning to destroy',
    ])
      expect(stdout).toMatch(new RegExp(`^${stage} +\\d+\\.\\d s$`, 'm'));
  });

  test('faults that can’t be drawn are the user’s to correct', async () => {
    const { code, stderr } = await federation(['sandbox'], {
      cwd: workspace.cwd,
      variables: { ...process.env, SANDBOX_FAULTS: 'abc' },
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/\nError: SANDBOX_FAULTS must be a whole number from 0, such as 7\.\n$/);
  });

  test('--json is one line, wherever the state was kept before', async () => {
    // As an earlier config left it, with its state elsewhere.
    const initialised = join(workspace.cwd, 'cdktf.out/stacks/sandbox/.terraform/terraform.tfstate');
    const backend = { type: 'local', config: { path: 'elsewhere.tfstate', workspace_dir: null }, hash: 1 };
    mkdirSync(dirname(initialised), { recursive: true });
    writeFileSync(initialised, JSON.stringify({ version: 3, terraform_version: '1.9.0', backend }));
    const { code, stdout } = await federation(['sandbox', '--json'], { cwd: workspace.cwd });
    expect(code).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(JSON.parse(stdout)).toEqual({
      environment: 'sandbox',
      resources: expect.any(Number) as number,
      grants: 71,
      secondPlan: { add: 0, change: 0, replace: 0, destroy: 0 },
      provisioned: expect.objectContaining({ groups: 8, users: 21 }) as object,
      signIns: expect.arrayContaining([
        {
          user: 'pat.okafor@auditors.example',
          lane: 'portal',
          accounts: 13,
          roles: 13,
          faults: [],
          agrees: true,
        },
        {
          user: 'pat.okafor@auditors.example',
          lane: 'emergency',
          accounts: 0,
          roles: 0,
          refused: expect.stringMatching(
            /^AADSTS50105: Your administrator has configured the application AWS Emergency Access /,
          ) as string,
          faults: [],
          agrees: true,
        },
      ]) as object[],
      untried: [],
      seconds: expect.any(Number) as number,
    });
  });
});

describe('federation sandbox --brownfield', () => {
  test('takes over what people made by hand, changes nothing in the clouds, and lets everybody in as before', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'brownfield-'));
    const { code, stdout } = await federation(['sandbox', '--brownfield'], { cwd });
    const config = readFileSync(join(cwd, 'cdktf.out/brownfield/brownfield.yaml'), 'utf8');
    rmSync(cwd, { recursive: true });
    expect(code).toBe(0);
    expect(config).toMatch(/^state:\n {2}http: \{\}$/m);
    expect(stdout).toContain(
      [
        'brownfield: 61 to import, 7 to add, 0 to change, 0 to replace, 0 to destroy.',
        '',
        'Made anew, for Terraform can’t take it over: what the state keeps of groups and users (7). Making these anew changes nobody’s access.',
        '',
      ].join('\n'),
    );
    const signedIn = [
      'Who                          Where          What opened',
      'anna.kovacs@globex.example   access portal  9 roles in 9 accounts  as the config says',
      'gita.rao@globex.example      access portal  8 roles in 8 accounts  as the config says',
      'eva.larsen@globex.example    access portal  4 roles in 3 accounts  as the config says',
      'carla.mendez@globex.example  access portal  3 roles in 2 accounts  as the config says',
      'ida.strand@globex.example    access portal  2 roles in 2 accounts  as the config says',
      'hugo.brandt@globex.example   access portal  1 role in 1 account    as the config says',
      '',
    ];
    expect(stdout).toContain(
      [
        'Signed in with SAML before:',
        ...signedIn,
        'Signed in with SAML after:',
        ...signedIn,
        'brownfield: 61 objects taken over, 28 grants among them. Calls that changed anything in the clouds: 0. Second plan: 0 to add, 0 to change, 0 to replace, 0 to destroy.',
        '',
      ].join('\n'),
    );
  });

  test('it destroys nothing: people made that by hand', async () => {
    const { code, stderr } = await federation(['sandbox', '--brownfield', '--destroy']);
    expect(stderr).toContain("option '--destroy' cannot be used with option '--brownfield'");
    expect(code).toBe(1);
  });

  test('where a command of it fails, what it said is told', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'brownfield-'));
    const { code, stderr } = await federation(['sandbox', '--brownfield'], {
      cwd,
      variables: { ...process.env, TF_CLI_ARGS_apply: '-nonsense' },
    });
    rmSync(cwd, { recursive: true });
    expect(stderr).toContain('\nError: federation apply failed.\n');
    expect(stderr).toContain('flag provided but not defined: -nonsense');
    expect(stderr).toContain(
      'The command was: federation apply brownfield --import --auto-approve --config cdktf.out/brownfield\n',
    );
    expect(code).toBe(3);
  });
});

test('with the real providers, and nowhere to get them from, one error says so', async () => {
  const workspace = createWorkspace();
  const cliConfig = join(workspace.cwd, 'terraform.rc');
  writeFileSync(cliConfig, 'provider_installation {\n  filesystem_mirror { path = "nowhere" }\n}\n');
  const { code, stderr } = await federation(['sandbox', '--providers', 'registry'], {
    cwd: workspace.cwd,
    variables: { ...process.env, TF_CLI_CONFIG_FILE: cliConfig },
  });
  workspace.remove();
  expect(code).toBe(3);
  expect(stderr).toContain(
    [
      'Error: Terraform can’t get the providers: neither from the registry nor from a mirror.',
      '  Let it reach the registry, or name a mirror in its CLI configuration (provider_installation).',
      '  `federation sandbox` needs neither, where it serves the providers itself.',
      '',
    ].join('\n'),
  );
});

test('an environment that keeps its state elsewhere is refused before anything starts', async () => {
  const workspace = createWorkspace();
  const file = join(workspace.cwd, 'config/sandbox.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('  http: {}\n', '  local: { path: state }\n'));
  const { code, stderr } = await federation(['sandbox'], { cwd: workspace.cwd });
  workspace.remove();
  expect(code).toBe(1);
  expect(stderr).toContain(
    'Error: sandbox keeps its state elsewhere than in the sandbox, and the sandbox is no place for it. It takes an environment with `state: { http: {} }` whose organization is that of sandbox/organization.yaml, such as config/sandbox.yaml.\n',
  );
  expect(stderr).not.toContain('Starting');
});

describe('on a sandbox that is kept', () => {
  const workspace = createWorkspace();
  const elsewhere = mkdtempSync(join(tmpdir(), 'elsewhere-'));
  let sandbox: ChildProcess;
  let variables: NodeJS.ProcessEnv;

  beforeAll(async () => {
    sandbox = spawn(process.execPath, [resolve('cli/federation.cjs'), 'sandbox', '--keep'], {
      cwd: workspace.cwd,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const exports = await readUntil(sandbox, /Ctrl-C ends it\.\n/);
    variables = { ...process.env };
    for (const [, name = '', value = ''] of exports.matchAll(/^export (\w+)='(.*)'$/gm))
      variables[name] = value;
  });
  afterAll(() => {
    workspace.remove();
    rmSync(elsewhere, { recursive: true });
  });

  const run = (...args: string[]) => federation(args, { cwd: workspace.cwd, variables });
  const json = async (...args: string[]) => {
    const { code, stdout } = await run(...args, '--json');
    return { code, data: JSON.parse(stdout) as Record<string, unknown> };
  };
  const edit = (file: string, from: string, to: string) => {
    const path = join(workspace.cwd, 'config', file);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(from);
    writeFileSync(path, text.replace(from, to));
  };
  const NOTHING = { add: 0, change: 0, replace: 0, destroy: 0, import: 0, move: 0, forget: 0 };

  test('a plan finds nothing to change, and says what is skipped', async () => {
    const { code, data } = await json('plan', 'sandbox', '--exit-code');
    expect(code).toBe(0);
    expect(data).toMatchObject({ environment: 'sandbox', ...NOTHING });
    expect(data.withheld).toEqual([]);
    expect(data.skipped).toEqual([
      expect.objectContaining({ account: 'legacy-shop', reason: 'The account "legacy-shop" is suspended.' }),
    ]);
    expect(data.warnings).toEqual([
      expect.objectContaining({
        location: { file: 'config/sandbox/accounts.yaml', line: 37, path: 'aws.accounts.legacy-shop.status' },
      }),
    ]);

    const { stdout } = await run('plan', 'sandbox');
    expect(stdout).toContain('No changes. Your infrastructure matches the configuration.');
    expect(stdout).toContain('sandbox: 0 to add, 0 to change, 0 to replace, 0 to destroy.\n');
    expect(stdout).toContain(
      '\nSkipped accounts, 1:\n  legacy-shop: The account "legacy-shop" is suspended. (',
    );
    expect(stdout).not.toContain('\u001b');
  });

  test('a plan is saved, secret, and applied on another machine', async () => {
    edit(
      'sandbox/teams/data.yaml',
      'accounts: [data-prod, data-test]',
      'accounts: [data-prod, data-test, data-dev]',
    );
    expect((await run('plan', 'sandbox', '--exit-code')).code).toBe(2);
    const saved = await run('plan', 'sandbox', '--out', 'one.tfplan');
    expect(saved.code).toBe(0);
    expect(saved.stderr).toContain(
      'Saved to one.tfplan. It holds sensitive values in clear: keep it secret, and delete it once it is applied with: federation apply one.tfplan\n',
    );
    const file = join(workspace.cwd, 'one.tfplan');
    expect(statSync(file).mode & 0o777).toBe(0o600);

    const applied = await federation(['apply', file, '--json'], { cwd: elsewhere, variables });
    expect({ code: applied.code, data: JSON.parse(applied.stdout) as unknown }).toEqual({
      code: 0,
      data: { environment: 'sandbox', ...NOTHING, add: 1, applied: true },
    });
    const again = await federation(['apply', file], { cwd: elsewhere, variables });
    expect(again.code).toBe(3);
    expect(again.stderr).toContain(
      'Error: The plan file is stale: something else was applied after it was made.',
    );
    expect((await json('plan', 'sandbox')).data).toMatchObject(NOTHING);
  });

  test('apply applies the plan it shows', async () => {
    edit('sandbox/permission-sets.yaml', 'session: PT1H', 'session: PT2H');
    const { code, stdout } = await run('apply', 'sandbox', '--auto-approve');
    expect(code).toBe(0);
    expect(stdout).toMatch(/~ session_duration = "PT1H" -> "PT2H"/);
    expect(stdout).toContain('sandbox: 0 to add, 1 to change, 0 to replace, 0 to destroy.\n');
    expect(stdout.endsWith('sandbox: applied.\n')).toBe(true);
    expect((await json('apply', 'sandbox')).code).toBe(1);
    expect(await json('apply', 'sandbox', '--auto-approve')).toMatchObject({
      code: 0,
      data: { ...NOTHING, applied: true },
    });
  });

  test('a group that isn’t in Entra is told with its line', async () => {
    edit('sandbox/teams/finance.yaml', 'groups: [finance]', 'groups: [finance, wireless]');
    edit(
      'sandbox/teams/finance.yaml',
      'groups:\n',
      'groups:\n  wireless: { name: AWS Storefront On Call Team }\n',
    );
    const { code, stderr } = await run('plan', 'sandbox');
    expect(code).toBe(3);
    expect(stderr).toContain(
      'Error: The group "AWS Storefront On Call Team" (groups.wireless, config/sandbox/teams/finance.yaml:2) isn\'t in Entra.\n',
    );
    edit('sandbox/teams/finance.yaml', ', wireless]', ']');
    edit('sandbox/teams/finance.yaml', '  wireless: { name: AWS Storefront On Call Team }\n', '');
  });

  test('a user whom AWS refuses is told with the line and where the reason stands', async () => {
    const people = 'users: { newcomer: { userPrincipalName: paulo.silva@acme.example } }\n\naccess:\n';
    const line = '  - { users: [newcomer], permissionSets: [ReadOnly], accounts: [data-dev] }\n';
    edit('sandbox/teams/finance.yaml', 'access:\n', people + line);
    const { code, stderr } = await run('apply', 'sandbox', '--auto-approve');
    expect(code).toBe(3);
    expect(stderr).toContain(
      [
        'Error: The user "paulo.silva@acme.example" (users.newcomer, config/sandbox/teams/finance.yaml:4) isn\'t in AWS, though it was provisioned on demand: Entra left it out, or AWS refused it.',
        '  Entra says why: Enterprise applications, "AWS IAM Identity Center", Provisioning logs.',
        '  AWS takes nobody without first and last name, or with several phone numbers or addresses.',
        '  If it says that it wasn’t assigned yet, lengthen entra.provisioning.wait. Then apply again.',
        '',
      ].join('\n'),
    );
    edit('sandbox/teams/finance.yaml', people + line, 'access:\n');
    expect((await run('apply', 'sandbox', '--auto-approve')).code).toBe(0);
    expect((await json('plan', 'sandbox')).data).toMatchObject(NOTHING);
  });

  test('apply says by when the members of a new group follow', async () => {
    edit('sandbox/teams/finance.yaml', 'groups:\n', 'groups:\n  club: { managed: { members: [] } }\n');
    edit(
      'sandbox/teams/finance.yaml',
      'access:\n',
      'access:\n  - { groups: [club], permissionSets: [ReadOnly], accounts: [data-dev] }\n',
    );
    const { code, stderr } = await run('apply', 'sandbox', '--auto-approve');
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /^One group is in AWS now; the members follow with the next provisioning cycle, which begins within 40 minutes: by \d\d:\d\d UTC\.$/m,
    );
    expect((await run('apply', 'sandbox', '--auto-approve')).stderr).not.toContain('cycle');
  });

  test('without the token nothing starts', async () => {
    const without = { ...variables, TF_VAR_scim_token: undefined };
    const { code, stdout, stderr } = await federation(['plan', 'sandbox'], {
      cwd: workspace.cwd,
      variables: without,
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(
      [
        'TF_VAR_scim_token is not set: the access token of https://scim.eu-west-1.amazonaws.com/f7a1c2d4-5b6e-4f80-9a1b-2c3d4e5f6071/scim/v2 (config/sandbox.yaml:28).',
        '  Set it in the environment, from where you keep secrets. It is shown once, when it is made in AWS: IAM Identity Center, Settings, Automatic provisioning, Manage; two may stand at once.',
        '',
      ].join('\n'),
    );
    expect(stderr).not.toContain('Planning');
  });

  test('a permission set that was renamed is refused in config words', async () => {
    edit('sandbox/permission-sets.yaml', 'name: AdministratorAccess', 'name: Admin');
    const { code, stderr } = await run('plan', 'sandbox');
    expect(code).toBe(3);
    expect(stderr).toContain(
      'Error: This plan would destroy the permission set "Admin" (permissionSets.Administrator, config/sandbox/permission-sets.yaml:2), which is protected.\n',
    );
    expect(stderr).toContain('Error: Instance cannot be destroyed\n');
    edit('sandbox/permission-sets.yaml', 'name: Admin\n', 'name: AdministratorAccess\n');
  });

  test.each([
    ['plan', ['--out', 'refused.tfplan']],
    ['apply', ['--auto-approve']],
  ])('%s refuses to destroy a certificate, and nothing is saved or applied', async (command, options) => {
    edit('sandbox.yaml', '      c2025: { endDate: 2028-01-31 }\n', '');
    const { code, stdout, stderr } = await run(command, 'sandbox', ...options);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(
      [
        'config/sandbox.yaml:23 entra.application.certificates: "c2025" stands in Entra and its entry is gone from the config.',
        '  Destroying one certificate deletes another (azuread issue 1690), and sign-in would stop. Put the entry back with `retired: true`; it then leaves the state and stays in Entra.',
        '',
        '1 error.',
        '',
      ].join('\n'),
    );
    expect(existsSync(join(workspace.cwd, 'refused.tfplan'))).toBe(false);
    edit('sandbox.yaml', '    certificates:\n', '    certificates:\n      c2025: { endDate: 2028-01-31 }\n');
    expect((await json('plan', 'sandbox')).data).toMatchObject(NOTHING);
  });

  test('a plan that makes a certificate says how to change over to it, and so does its apply', async () => {
    edit('sandbox.yaml', '      c2025: {', '      c2027: { endDate: 2029-10-31 }\n      c2025: {');
    const advice =
      /^Entra goes on signing with "CN=c2026"\. To change over to "CN=c2027", give AWS the new metadata \(federation handover sandbox\), then make it the activeCertificate\.$/m;
    expect((await run('plan', 'sandbox')).stderr).toMatch(advice);
    expect((await run('apply', 'sandbox', '--auto-approve')).stderr).toMatch(advice);
    expect((await run('apply', 'sandbox', '--auto-approve')).stderr).not.toMatch(/signing with/);
  });

  test('a state that is locked is told with its holder', async () => {
    const { TF_HTTP_ADDRESS = '', TF_HTTP_USERNAME, TF_HTTP_PASSWORD } = variables;
    const id = '6f1b2c9e-7a54-4f0b-9d0e-2c6a4f1b8d31';
    const lock = { ID: id, Who: 'ada@build-7', Created: '2026-11-01T09:12:33Z' };
    const ask = (method: string) =>
      fetch(TF_HTTP_ADDRESS, {
        method,
        body: JSON.stringify(lock),
        headers: {
          authorization: `Basic ${Buffer.from(`${TF_HTTP_USERNAME}:${TF_HTTP_PASSWORD}`).toString('base64')}`,
        },
      });
    expect((await ask('LOCK')).status).toBe(200);
    const { code, stderr } = await run('plan', 'sandbox');
    await ask('UNLOCK');
    expect(code).toBe(3);
    expect(stderr).toContain(
      `Error: The state is locked by ada@build-7 since 2026-11-01T09:12:33Z: another plan or apply of this environment is under way. Nothing was changed here.\n  Wait until it is done. If it died, this shows the lock and removes it: federation state unlock sandbox\n`,
    );
  });

  test('destroy says what goes for whom, and leaves the ordinary stack in the folder', async () => {
    const stackFile = join(workspace.cwd, 'cdktf.out/stacks/sandbox/cdk.tf.json');
    const { code, stdout } = await run('destroy', 'sandbox', '--auto-approve');
    expect(code).toBe(0);
    expect(stdout).toBe(
      [
        'Destroying sandbox takes away, at once and for good:',
        '  73 grants of 9 groups and 1 user in 17 accounts',
        '  the application "AWS IAM Identity Center": nobody signs in to AWS through it any more',
        '  automatic provisioning: the groups and users that it brought stay in AWS, and have no access',
        '  3 managed groups in Entra',
        'In all: 0 to add, 0 to change, 0 to replace, 158 to destroy, 4 to forget.',
        'Plain Terraform and cdktf refuse to do this, because what matters carries prevent_destroy. This command does it.',
        'sandbox: destroyed.',
        '',
      ].join('\n'),
    );
    expect(readFileSync(stackFile, 'utf8')).toContain('"prevent_destroy": true');
    const again = await run('destroy', 'sandbox', '--auto-approve');
    expect(again).toMatchObject({
      code: 0,
      stdout: 'sandbox: there is nothing to destroy.\n',
    });
  });

  test('Ctrl-C ends it, and what it served is gone', async () => {
    const socket = /"String":"([^"]+)"/.exec(variables.TF_REATTACH_PROVIDERS ?? '')?.[1] ?? '';
    expect(existsSync(socket)).toBe(true);
    const ended = new Promise((done) => sandbox.on('close', done));
    sandbox.kill('SIGINT');
    expect(await ended).toBe(0);
    expect(existsSync(socket)).toBe(false);
  });
});

/** What a process says until it says this. */
function readUntil(child: ChildProcess, wanted: RegExp): Promise<string> {
  return new Promise((done, fail) => {
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (wanted.test(said)) done(said);
    });
    child.on('close', (code) => fail(new Error(`It ended with ${code}:\n${said}`)));
  });
}

import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createFakeBinaries } from '../operations/fake-binary.js';
import { createWorkspace, federation, STACK_TRACE } from './federation.js';

const INSTALL =
  'Install Terraform 1.11 or newer (https://developer.hashicorp.com/terraform/install) or OpenTofu 1.10 or newer (https://opentofu.org/docs/intro/install/).';

describe('federation', () => {
  let workspace: ReturnType<typeof createWorkspace>;
  beforeEach(() => (workspace = createWorkspace()));
  afterEach(() => workspace.remove());

  const run = (...args: string[]) => federation(args, { cwd: workspace.cwd });
  const edit = (file: string, from: string, to: string) => {
    const path = join(workspace.cwd, 'config', file);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(from);
    writeFileSync(path, text.replace(from, to));
  };

  test('a config without problems ends with 0', async () => {
    expect(await run('check')).toEqual({
      code: 0,
      stdout: expect.stringContaining('sandbox: the config is fine.\n') as string,
      stderr: '',
    });
    const { code, stdout, stderr } = await run('check', 'sandbox', '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { problems } = JSON.parse(stdout) as { problems: { severity: string }[] };
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  describe('a config with a problem ends with 1, and shows where it is but no stack trace', () => {
    beforeEach(() => edit('sandbox/teams/finance.yaml', 'groups: [finance]', 'groups: [finanse]'));
    const place = 'config/sandbox/teams/finance.yaml:5 access[0].groups[0]: ';

    test.each([['check'], ['check sandbox']])('%s', async (command) => {
      const { code, stdout, stderr } = await run(...command.split(' '));
      expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
      expect(stdout).toContain(place);
    });

    test.each([['plan sandbox'], ['access sandbox'], ['sandbox']])('%s', async (command) => {
      const { code, stdout, stderr } = await run(...command.split(' '));
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toContain(place);
      expect(stderr).not.toMatch(STACK_TRACE);
    });

    test.each([['check'], ['plan sandbox']])('%s --json', async (command) => {
      const { code, stdout } = await run(...command.split(' '), '--json');
      expect(code).toBe(1);
      const { problems } = JSON.parse(stdout) as { problems: unknown[] };
      expect(problems).toContainEqual(
        expect.objectContaining({
          severity: 'error',
          location: { file: 'config/sandbox/teams/finance.yaml', line: 5, path: 'access[0].groups[0]' },
        }),
      );
    });
  });

  test('an environment that isn’t there is said', async () => {
    const { code, stderr } = await run('plan', 'sandbx');
    expect(code).toBe(1);
    expect(stderr).toContain('sandbx');
    expect(stderr).not.toMatch(STACK_TRACE);
  });

  test('--config names another directory', async () => {
    const { code, stderr, stdout } = await federation([
      '--config',
      join(workspace.cwd, 'config'),
      'check',
      'sandbox',
    ]);
    expect({ code, stderr, stdout }).toEqual({
      code: 0,
      stderr: '',
      stdout: expect.stringContaining('sandbox: the config is fine.\n') as string,
    });
  });

  test('a mistyped command or option is met with a near one', async () => {
    expect(await run('chekc')).toEqual({
      code: 1,
      stdout: '',
      stderr: "error: unknown command 'chekc'\n(Did you mean check?)\n",
    });
    expect(await run('plan', 'sandbox', '--ouut', 'x')).toEqual({
      code: 1,
      stdout: '',
      stderr: "error: unknown option '--ouut'\n(Did you mean --out?)\n",
    });
    const { code, stdout } = await run('chekc', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      error: { kind: 'user', message: "unknown command 'chekc'\n(Did you mean check?)" },
    });
  });

  test('the help lists the commands and the exit codes', async () => {
    const { code, stdout } = await run('--help');
    expect(code).toBe(0);
    for (const command of ['check', 'plan', 'apply', 'destroy', 'access', 'sandbox'])
      expect(stdout).toContain(`\n  ${command} `);
    expect(stdout).toContain('\n  70   a bug of this program\n');
  });

  describe('Terraform', () => {
    const binaries = createFakeBinaries();
    afterAll(() => binaries.remove());
    const runThere = (...args: string[]) =>
      federation(args, {
        cwd: workspace.cwd,
        variables: { PATH: binaries.path, HOME: process.env.HOME, TF_VAR_scim_token: 'a' },
      });

    test('that is missing is a problem of the user’s', async () => {
      const { code, stdout, stderr } = await runThere('plan', 'sandbox');
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toContain(`Error: Neither terraform nor tofu is on the PATH. ${INSTALL}\n`);
      const json = await runThere('sandbox', '--json');
      expect(json.code).toBe(1);
      expect(JSON.parse(json.stdout)).toEqual({
        error: { kind: 'user', message: `Neither terraform nor tofu is on the PATH. ${INSTALL}` },
      });
    });

    test('that is too old is, too', async () => {
      binaries.add('terraform', 'echo "Terraform v1.5.7"');
      const { code, stderr } = await runThere('plan', 'sandbox');
      expect(code).toBe(1);
      expect(stderr).toContain(
        `Error: terraform is Terraform 1.5.7, which is too old: Terraform 1.11 or newer is needed. ${INSTALL}\n`,
      );
    });

    test('that fails ends with 3, with all it said and the command', async () => {
      binaries.add(
        'terraform',
        '[ "$1" = version ] && echo "Terraform v1.11.4" && exit; echo "no registry here" >&2; exit 1',
      );
      const { code, stdout, stderr } = await runThere('plan', 'sandbox');
      expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
      expect(stderr).toContain(
        [
          "Error: Terraform can't initialise.",
          '',
          'no registry here',
          '',
          'The command was: terraform -chdir=cdktf.out/stacks/sandbox init -input=false -no-color',
          '',
        ].join('\n'),
      );
      expect(stderr).not.toMatch(STACK_TRACE);
      const json = await runThere('plan', 'sandbox', '--json');
      expect(json.code).toBe(3);
      expect(JSON.parse(json.stdout)).toEqual({
        error: {
          kind: 'outside',
          message: "Terraform can't initialise.",
          command: 'terraform -chdir=cdktf.out/stacks/sandbox init -input=false -no-color',
          output: 'no registry here',
        },
      });
    });
  });

  describe('while Terraform plans', () => {
    const binaries = createFakeBinaries();
    afterAll(() => binaries.remove());
    /** A Terraform that says this when it plans, works on until it is interrupted, and notes each interrupt. */
    const start = (said: string) => {
      const notes = join(workspace.cwd, 'notes');
      binaries.add(
        'terraform',
        `case "$1" in
          version) echo "Terraform v1.11.4" ;;
          plan) trap 'echo interrupted >> ${notes}; exit 1' INT
            echo planning >> ${notes}; echo '${said}'
            while :; do sleep 0.05; done ;;
        esac`,
      );
      const temporary = join(workspace.cwd, 'temporary');
      mkdirSync(temporary);
      const child = spawn(process.execPath, [resolve('cli/federation.cjs'), 'plan', 'sandbox', '--json'], {
        cwd: workspace.cwd,
        env: {
          ...process.env,
          PATH: `${binaries.path}:${process.env.PATH}`,
          TMPDIR: temporary,
          TF_VAR_scim_token: 'a',
        },
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      let stdout = '';
      child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
      const ended = new Promise((done) =>
        child.on('close', (code) =>
          done({
            code,
            data: JSON.parse(stdout) as unknown,
            notes: readFileSync(notes, 'utf8').trim().split('\n'),
            left: readdirSync(temporary).filter((name) => name.startsWith('federation-')),
          }),
        ),
      );
      return { child, ended, planning: () => existsSync(notes) };
    };

    test.each(['SIGHUP', 'SIGINT', 'SIGTERM'] as const)(
      'a %s is passed on as one interrupt, and nothing is left',
      async (signal) => {
        const { child, ended, planning } = start('');
        while (!planning() && child.exitCode === null) await setTimeout(10);
        child.kill(signal);
        child.kill(signal);
        expect(await ended).toEqual({
          code: 130,
          data: { error: expect.objectContaining({ kind: 'interrupted' }) as unknown },
          notes: ['planning', 'interrupted'],
          left: [],
        });
      },
    );

    test('a bug of ours interrupts it too, and is told once', async () => {
      expect(await start('{ this is no JSON').ended).toEqual({
        code: 70,
        data: { error: expect.objectContaining({ kind: 'bug' }) as unknown },
        notes: ['planning', 'interrupted'],
        left: [],
      });
    });
  });

  test.each([['apply'], ['destroy']])(
    '%s without a terminal asks for --auto-approve, before any long work',
    async (command) => {
      const { code, stdout, stderr } = await run(command, 'sandbox');
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toContain(
        'Error: There is no terminal to ask for confirmation on. Look at the plan first, then pass --auto-approve.\n',
      );
    },
  );

  test('a name that is an environment’s and a file’s is refused', async () => {
    writeFileSync(join(workspace.cwd, 'sandbox'), '');
    const { code, stderr } = await run('apply', 'sandbox');
    expect(code).toBe(1);
    expect(stderr).toBe(
      'Error: "sandbox" is both an environment (config/sandbox.yaml) and a file. For the file, write ./sandbox\n',
    );
  });

  test('a folder of an environment’s name is no matter', async () => {
    mkdirSync(join(workspace.cwd, 'sandbox'));
    const { stderr } = await run('apply', 'sandbox');
    expect(stderr).toContain('Error: There is no terminal to ask for confirmation on.');
  });

  test('a plan is not saved where it can’t be', async () => {
    const { code, stderr } = await run('plan', 'sandbox', '--out', 'nowhere/sandbox.tfplan');
    expect(code).toBe(1);
    expect(stderr).toContain(
      "Error: The plan can't be saved to nowhere/sandbox.tfplan: there is no folder nowhere.\n",
    );
  });

  test('a file in the place of cdktf.out is the user’s problem, told once', async () => {
    writeFileSync(join(workspace.cwd, 'cdktf.out'), '');
    const { code, stdout } = await run('plan', 'sandbox', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      error: {
        kind: 'user',
        message:
          "This program can't write where it needs to: ENOTDIR: not a directory, mkdir 'cdktf.out/stacks'",
      },
    });
  });

  test('state over HTTP without an address is told with what to set', async () => {
    const variables = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !name.startsWith('TF_')),
    );
    variables['TF_VAR_scim_token'] = 'a';
    const { code, stderr } = await federation(['plan', 'sandbox'], { cwd: workspace.cwd, variables });
    expect(code).toBe(3);
    expect(stderr).toContain(
      [
        'Error: The state has no address: TF_HTTP_ADDRESS is not set, and the config names no `state.http.address`.',
        '  For the sandbox’s state, `federation sandbox --keep` prints the variables to export.',
        '',
      ].join('\n'),
    );
  });

  test('without a command there is the help, or an error in JSON', async () => {
    expect(await run()).toMatchObject({ code: 1, stdout: '' });
    const { code, stdout } = await run('--json');
    expect({ code, data: JSON.parse(stdout) as unknown }).toEqual({
      code: 1,
      data: { error: { kind: 'user', message: 'Which command?' } },
    });
  });

  test('control characters in what is told do not reach the terminal', async () => {
    const { code, stderr } = await run('apply', './no\u001b[2J\u009b\u202esuch');
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: String.raw`Error: There is no plan file ./no\u001b[2J\u009b\u202esuch.` + '\n',
    });
  });

  test('a reader that goes away is no failure', async () => {
    const child = spawn(process.execPath, [resolve('cli/federation.cjs'), 'access', 'sandbox'], {
      cwd: workspace.cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const code = await new Promise((done) => child.on('close', done));
    expect({ code, stderr: STACK_TRACE.test(stderr) }).toEqual({ code: 0, stderr: false });
  });

  test('without its packages it says what to run', async () => {
    const root = mkdtempSync(join(tmpdir(), 'clone-'));
    mkdirSync(join(root, 'cli'));
    cpSync('cli/federation.cjs', join(root, 'cli/federation.cjs'));
    cpSync('package.json', join(root, 'package.json'));
    const child = spawn(process.execPath, [join(root, 'cli/federation.cjs'), 'check'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const code = await new Promise((done) => child.on('close', done));
    rmSync(root, { recursive: true });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'Error: The npm packages are not installed. Run: npm ci\n',
    });
  });
});

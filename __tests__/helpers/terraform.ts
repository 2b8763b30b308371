/** Runs real Terraform in a folder of its own. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Actions by address, as in `{ 'aws_x.a': 'update' }`; `replace` for both ways of replacing. What needs nothing is left out. */
export type PlannedActions = Readonly<Record<string, string>>;

export interface Plan {
  readonly actions: PlannedActions;
  /** The whole plan, as `terraform show -json` prints it. */
  readonly json: PlanJson;
}

export interface PlanJson {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly change: {
      readonly actions: readonly string[];
      readonly before: unknown;
      readonly after: unknown;
      readonly after_unknown: unknown;
      readonly replace_paths?: readonly (readonly (string | number)[])[];
    };
  }[];
  readonly output_changes?: Readonly<Record<string, unknown>>;
}

export interface Terraform {
  readonly folder: string;
  /** Writes the configuration: HCL where it is a string, else JSON. Replaces what was written before. */
  write(config: string | object): Promise<void>;
  init(): Promise<string>;
  plan(...options: string[]): Promise<Plan>;
  apply(...options: string[]): Promise<string>;
  destroy(...options: string[]): Promise<string>;
  import(address: string, id: string): Promise<string>;
  stateList(): Promise<string[]>;
  outputs(): Promise<Record<string, unknown>>;
  /** Any command; its standard output. @throws Error with all that Terraform printed where it fails. */
  run(...args: string[]): Promise<string>;
  /** Removes the folder. */
  remove(): Promise<void>;
}

/** `environment` is what the served world gives. Nothing of the machine's own Terraform settings gets through. */
export async function createTerraform(environment: Readonly<Record<string, string>>): Promise<Terraform> {
  const folder = await mkdtemp(join(tmpdir(), 'terraform-test-'));
  const work = join(folder, 'work');
  const cliConfig = join(folder, 'empty.tfrc');
  await mkdir(work);
  await writeFile(cliConfig, '');
  const env = {
    ...withoutTerraformSettings(process.env),
    ...environment,
    ...SETTINGS,
    TF_CLI_CONFIG_FILE: cliConfig,
  };
  const run = (...args: string[]) => execute(args, work, env);
  const show = async () => JSON.parse(await run('show', '-json', 'plan.tfplan')) as PlanJson;

  return {
    folder: work,
    write: async (config) => {
      await Promise.all(['main.tf', 'main.tf.json'].map((file) => rm(join(work, file), { force: true })));
      if (typeof config === 'string') await writeFile(join(work, 'main.tf'), config);
      else await writeFile(join(work, 'main.tf.json'), JSON.stringify(config));
    },
    init: () => run('init'),
    plan: async (...options) => {
      await run('plan', '-out=plan.tfplan', ...options);
      const json = await show();
      return { json, actions: plannedActions(json) };
    },
    apply: (...options) => run('apply', '-auto-approve', ...options),
    destroy: (...options) => run('destroy', '-auto-approve', ...options),
    import: (address, id) => run('import', address, id),
    stateList: async () => (await run('state', 'list')).split('\n').filter(Boolean),
    outputs: async () => {
      const outputs = JSON.parse(await run('output', '-json')) as Record<string, { value: unknown }>;
      return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
    },
    run,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

const SETTINGS = { CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1', TF_INPUT: '0', TF_CLI_ARGS: '-no-color' };

function withoutTerraformSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('TF_')));
}

function execute(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile('terraform', args, { cwd, env, maxBuffer: 256 << 20 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`terraform ${args.join(' ')}\n${stdout}${stderr}`));
      else resolve(stdout);
    });
  });
}

function plannedActions({ resource_changes }: PlanJson): PlannedActions {
  const needed = (resource_changes ?? []).map(({ address, change: { actions } }) => [
    address,
    actions.length > 1 ? 'replace' : (actions[0] ?? 'no-op'),
  ]);
  return Object.fromEntries(needed.filter(([, action]) => action !== 'no-op')) as PlannedActions;
}

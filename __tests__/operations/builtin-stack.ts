/** Stacks of Terraform's built-in resource, which needs no provider: for what doesn't depend on ours. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '../../operations/context.js';
import { findTerraform } from '../../operations/terraform.js';

export interface BuiltinStack {
  readonly folder: string;
  write(resources: Readonly<Record<string, object>>): void;
  /** Names another state file in the stack. */
  moveState(): void;
  remove(): void;
}

/** The state is kept in the folder. `name` is what cdktf notes as the stack's. */
export function createBuiltinStack(name = 'prod'): BuiltinStack {
  const folder = mkdtempSync(join(tmpdir(), 'builtin-stack-'));
  const file = join(folder, 'cdk.tf.json');
  const state = join(folder, 'terraform.tfstate');
  return {
    folder,
    write: (resources) =>
      writeFileSync(
        file,
        JSON.stringify({
          '//': { metadata: { stackName: name } },
          terraform: { backend: { local: { path: state } } },
          resource: { terraform_data: resources },
        }),
      ),
    moveState: () => writeFileSync(file, readFileSync(file, 'utf8').replace(state, `${state}.moved`)),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** A context that notes the progress in `said`. */
export async function createContext(
  signal = new AbortController().signal,
): Promise<Context & { said: string[] }> {
  const said: string[] = [];
  return {
    said,
    terraform: await findTerraform(process.env),
    variables: process.env,
    signal,
    progress: {
      stage: (text) => void said.push(text),
      detail: (text) => void said.push(`  ${text}`),
      finish: () => undefined,
      stop: () => undefined,
    },
  };
}

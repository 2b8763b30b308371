/** Which Terraform or OpenTofu is used, and whether it is new enough. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { withPrivateLog } from './terraform-log.js';
import { UserError } from './user-error.js';

export interface Terraform {
  /** What to run: a name on the PATH or a path. */
  readonly binary: string;
  readonly product: 'Terraform' | 'OpenTofu';
  /** Such as `1.11.4`. */
  readonly version: string;
}

/** S3 state with a native lock file needs these. */
const OLDEST = { Terraform: [1, 11], OpenTofu: [1, 10] } as const;
const INSTALL =
  'Install Terraform 1.11 or newer (https://developer.hashicorp.com/terraform/install) or OpenTofu 1.10 or newer (https://opentofu.org/docs/intro/install/).';

/**
 * Finds the binary: TERRAFORM_BINARY_NAME where it is set (as cdktf does), else `terraform`, else `tofu`.
 * Throws a UserError that says what to install where none is found or the one found is too old.
 */
export async function findTerraform(variables: NodeJS.ProcessEnv): Promise<Terraform> {
  const named = variables.TERRAFORM_BINARY_NAME;
  const candidates = named ? [named] : ['terraform', 'tofu'];
  for (const binary of candidates) {
    const found = await askVersion(binary, variables);
    if (found !== undefined) {
      requireVersion(found);
      return found;
    }
  }
  throw new UserError(
    named
      ? `TERRAFORM_BINARY_NAME names "${named}", which can't be found. ${INSTALL}`
      : `Neither terraform nor tofu is on the PATH. ${INSTALL}`,
  );
}

/** The binary's own answer, or undefined where there is no such binary. */
async function askVersion(binary: string, variables: NodeJS.ProcessEnv): Promise<Terraform | undefined> {
  let output: string;
  try {
    const env = { ...withPrivateLog(variables), CHECKPOINT_DISABLE: '1' };
    output = (await promisify(execFile)(binary, ['version'], { env })).stdout;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new UserError(`${binary} can't be run: ${(error as Error).message.trim()}\n${INSTALL}`);
  }
  const [, product, version] = /^(Terraform|OpenTofu) v(\d+\.\d+\.\d+\S*)/m.exec(output) ?? [];
  if (product === undefined || version === undefined) {
    throw new UserError(
      `${binary} is neither Terraform nor OpenTofu: "${binary} version" says ${JSON.stringify(output.trim())}. ${INSTALL}`,
    );
  }
  return { binary, product: product as Terraform['product'], version };
}

function requireVersion({ binary, product, version }: Terraform): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST[product];
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new UserError(
    `${binary} is ${product} ${version}, which is too old: ${product} ${oldestMajor}.${oldestMinor} or newer is needed. ${INSTALL}`,
  );
}

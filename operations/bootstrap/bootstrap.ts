/** Makes the bucket that an environment's state lives in, by Terraform, and moves the state of that into it. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from '../../model/environment.js';
import type { S3State } from '../../stacks/bootstrap-stack.js';
import type { Context } from '../context.js';
import { withPrivateFolder } from '../private-folder.js';
import { runTerraformJson } from '../run-terraform-json.js';
import type { PlannedChange } from '../terraform-message.js';
import { UserError } from '../user-error.js';
import { connectStateAccount, type StateAccount } from './connect.js';
import { explainLocked } from './explain-locked.js';
import { findBucket } from './find-bucket.js';
import {
  beginLocalState,
  bootstrapFolder,
  LOCAL_STATE,
  type LocalState,
  readLocalState,
} from './local-state.js';
import { readProtections } from './missing-protections.js';
import { moveState, removeMovedState } from './move-state.js';
import { renderForeignBucket } from './render.js';
import { requireS3 } from './require-s3.js';
import { writeStack } from './write-stack.js';

/**
 * `new`: the bucket doesn't stand. `unfinished`: an earlier run was cut off before the bucket's state had moved into
 * it. `standing`: it was made, and its state is in it.
 */
export type Stage = 'new' | 'unfinished' | 'standing';

export interface BootstrapPlan {
  readonly environment: string;
  readonly s3: S3State;
  readonly account: string;
  readonly caller: string;
  readonly stage: Stage;
  /** What Terraform is to do; empty where everything is as it should be. */
  readonly changes: readonly PlannedChange[];
  readonly folder: string;
  /** Terraform's plan, gone after `withBootstrapPlan`. */
  readonly file: string;
}

/** With `-detailed-exitcode`, Terraform ends a plan that has changes with 2. */
const HAS_CHANGES = 2;

/**
 * Plans and gives the plan to `use`. Nothing is made yet. Throws a UserError for a bucket that something else made,
 * or that isn't the caller's.
 */
export async function withBootstrapPlan<T>(
  environment: Environment,
  context: Context,
  use: (plan: BootstrapPlan) => Promise<T>,
): Promise<T> {
  const s3 = requireS3(environment);
  context.progress.stage('Looking for the bucket');
  const account = await connectStateAccount(s3, context);
  const folder = bootstrapFolder(s3.bucket);
  const { stage, adopt } = await findStage(s3, account, readLocalState(folder));
  context.progress.stage('Planning');
  const state = stage === 'standing' ? 'in the bucket' : { file: LOCAL_STATE };
  await writeStack(folder, { s3, state, adopt }, context);
  if (stage === 'standing') await removeMovedState(folder, context);
  return withPrivateFolder(async (privateFolder) => {
    const file = join(privateFolder, 'plan');
    await writeFile(file, '', { mode: 0o600 });
    const args = ['plan', '-input=false', '-json', '-detailed-exitcode', `-out=${file}`];
    const { changes, code } = await tellLocked(s3, () =>
      runTerraformJson(context, folder, args, { allow: [0, HAS_CHANGES] }),
    );
    context.progress.finish();
    const { caller, account: id } = account;
    return use({
      environment: environment.name,
      s3,
      account: id,
      caller,
      stage,
      changes: code === HAS_CHANGES ? changes : [],
      folder,
      file,
    });
  });
}

async function findStage(
  s3: S3State,
  { s3: client, account }: StateAccount,
  local: LocalState,
): Promise<{ stage: Stage; adopt: boolean }> {
  const found = await findBucket(client, s3, account);
  if (found === 'bootstrapped') return { stage: 'standing', adopt: false };
  if (found === 'absent') return { stage: 'new', adopt: false };
  if (local === 'none')
    throw new UserError(renderForeignBucket(s3.bucket, await readProtections(client, s3.bucket, account)));
  return { stage: 'unfinished', adopt: local === 'begun' };
}

/** Does what was planned, and moves the bucket's state into it where it isn't there yet. */
export async function applyBootstrap(plan: BootstrapPlan, context: Context): Promise<void> {
  const { s3, stage, changes, folder, file } = plan;
  if (changes.length > 0) {
    context.progress.stage('Applying');
    if (stage !== 'standing') beginLocalState(folder);
    await tellLocked(s3, () =>
      runTerraformJson(context, folder, ['apply', '-input=false', '-json', file], {}),
    );
  }
  if (stage !== 'standing') {
    context.progress.stage('Moving its state into the bucket');
    await writeStack(folder, { s3, state: 'in the bucket', adopt: false }, context);
    await tellLocked(s3, () => moveState(folder, context));
  }
  context.progress.finish();
}

async function tellLocked<T>({ bucket }: S3State, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw explainLocked(error, bucket);
  }
}

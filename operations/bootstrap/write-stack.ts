import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BootstrapStackProps } from '../../stacks/bootstrap-stack.js';
import type { Context } from '../context.js';
import { initialize } from '../initialize.js';
import { STACK_FILE } from '../synthesize.js';

/** Writes the bucket's stack into its folder, which no one else may enter, and initialises it with the backend given. */
export async function writeStack(
  folder: string,
  props: BootstrapStackProps,
  context: Context,
): Promise<void> {
  /* cdktf takes 0.3 s to load, so only what synthesizes loads it. */
  /* eslint-disable @typescript-eslint/no-require-imports */
  const { App } = require('cdktf') as typeof import('cdktf');
  const { BootstrapStack } =
    require('../../stacks/bootstrap-stack.js') as typeof import('../../stacks/bootstrap-stack.js');
  /* eslint-enable @typescript-eslint/no-require-imports */
  const stack = new BootstrapStack(new App(), 'bootstrap', props);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, STACK_FILE), JSON.stringify(stack.toTerraform(), null, 2));
  await initialize(context, folder, ['-reconfigure']);
}
